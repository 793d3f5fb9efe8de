package org.regista.io.itk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;

class NrrdFormatTest {

  private static final String HEADER =
      """
      NRRD0004
      # a comment: no field
      type: short
      dimension: 3
      space: left-posterior-superior
      sizes: 2 3 4
      space directions: (0,5,0) (0,0,7) (9,0,0)
      kinds: domain domain domain
      a key:=a value: no field
      content:
      endian: little
      encoding: raw
      space origin: (10,20,30)

      """;

  @TempDir Path folder;

  private final NrrdFormat format = new NrrdFormat();

  private Path file(String header, byte[]... parts) throws IOException {
    return TextHeaderFiles.write(folder.resolve("a.nrrd"), header, parts);
  }

  private static byte[] shorts() {
    return TextHeaderFiles.numbers("i2", ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] gzip(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
      for (byte[] part : parts) {
        zipped.write(part);
      }
    }
    return out.toByteArray();
  }

  private void assertReads(Path file) {
    assertReads(file, new LpsPoint(10, 20, 30), new LpsPoint(19, 25, 37));
  }

  private void assertReads(Path file, LpsPoint first, LpsPoint oneFurther) {
    try (Volume volume = format.read(file)) {
      assertThat(volume.size()).isEqualTo(new GridSize(2, 3, 4));
      for (int n = 0; n < TextHeaderFiles.COUNT; n++) {
        assertThat(volume.voxels().get(n)).isEqualTo(n);
      }
      assertThat(volume.grid().origin()).isEqualTo(first);
      assertThat(volume.grid().toLps(new VoxelIndex(1, 1, 1))).isEqualTo(oneFurther);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "signed char, i1",
    "int8_t, i1",
    "uchar, i1",
    "unsigned char, i1",
    "uint8, i1",
    "short, i2",
    "signed short int, i2",
    "int16_t, i2",
    "unsigned short, i2",
    "uint16, i2",
    "int, i4",
    "int32, i4",
    "unsigned int, i4",
    "uint32_t, i4",
    "long long int, i8",
    "int64, i8",
    "unsigned long long, i8",
    "uint64_t, i8",
    "float, f4",
    "double, f8"
  })
  void everyTypeIsReadInEitherOrder(String nrrdType, String type) throws IOException {
    String header = HEADER.replace("type: short", "type: " + nrrdType);
    assertReads(file(header, TextHeaderFiles.numbers(type, ByteOrder.LITTLE_ENDIAN)));
    assertReads(
        file(
            header.replace("endian: little", "endian: big"),
            TextHeaderFiles.numbers(type, ByteOrder.BIG_ENDIAN)));
  }

  @ParameterizedTest
  @CsvSource({
    "left-posterior-superior, 1, 1",
    "LPS, 1, 1",
    "RAS, -1, -1",
    "Right-Anterior-Superior, -1, -1",
    "LAS, 1, -1",
    "left-anterior-superior, 1, -1",
    "scanner-xyz, 1, 1"
  })
  void everySpaceBecomesLps(String space, int signX, int signY) throws IOException {
    Path file = file(HEADER.replace("left-posterior-superior", space), shorts());
    assertReads(
        file, new LpsPoint(signX * 10, signY * 20, 30), new LpsPoint(signX * 19, signY * 25, 37));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "axis mins: 10 20 30, 1",
    "centerings: node node node/axis mins: 10 20 30, 2"
  })
  void spacingsWithoutASpaceAreTakenAsItkDoes(String more, int place) throws IOException {
    String header =
        """
        NRRD0001
        type: short
        dimension: 3
        sizes: 2 3 4
        spacings: 5 7 9
        endian: little
        encoding: raw
        """
            + (more.isEmpty() ? "" : more.replace('/', '\n') + "\n")
            + "\n";
    LpsPoint[] first = {
      new LpsPoint(0, 0, 0), new LpsPoint(12.5, 23.5, 34.5), new LpsPoint(10, 20, 30)
    };
    LpsPoint at = first[place];
    assertReads(file(header, shorts()), at, new LpsPoint(at.x() + 5, at.y() + 7, at.z() + 9));
  }

  @Test
  void skipsComeBeforeTheVoxels() throws IOException {
    byte[] twoLines = "one\ntwo\n".getBytes(StandardCharsets.US_ASCII);
    String skips = HEADER.replace("encoding", "lineskip: 2\nbyte skip: 3\nencoding");
    assertReads(file(skips, twoLines, new byte[3], shorts()));
    String packed = skips.replace("raw", "gzip");
    assertReads(file(packed, twoLines, gzip(new byte[3], shorts())));
    assertReads(
        file(HEADER.replace("encoding", "byte skip: -1\nencoding"), new byte[99], shorts()));
  }

  @Test
  void voxelsMayLieBeside() throws IOException {
    TextHeaderFiles.write(folder.resolve("a b.raw"), "", shorts());
    String header = HEADER.stripTrailing() + "\ndata file: a b.raw";
    assertReads(file(header));
  }

  @Test
  void aFourthAxisOfOneIsNone() throws IOException {
    String header =
        HEADER
            .replace("dimension: 3", "dimension: 4")
            .replace("sizes: 2", "sizes: 1 2")
            .replace("directions: ", "directions: none ")
            .replace("kinds: ", "kinds: list ");
    assertReads(file(header, shorts()));
    assertThatThrownBy(() -> format.read(file(header.replace("1 2 3 4", "3 2 3 4"), shorts())))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("4 dimensions (3 x 2 x 3 x 4)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encoding: raw | encoding: bzip2 | the encoding 'bzip2' is not supported; save it with",
        "encoding: raw | encoding: hex | the encoding 'hex' is not supported",
        "endian: little | endian: middle | endian is 'middle'; it must be little or big",
        "endian: little | number: 24 | has no field 'endian'",
        "type: short | type: block | the type 'block' is not one number per voxel",
        "dimension: 3 | dimension: 2 | the field 'sizes' has 3 entries for 2 axes",
        "sizes: 2 3 4 | sizes: 2 12 1 | is not a 3-D image: axis 3 has 1 voxels",
        "sizes: 2 3 4 | sizes: 2 3 99 | is truncated",
        "kinds: domain | kinds: RGB-color | the kind of axis 1 is 'rgb-color'",
        "space: left-posterior-superior | space: LPST | the space 'lpst' cannot be used",
        "space origin: (10,20,30) | space origin: (10,20) | space origin has 2 numbers",
        "(9,0,0) | (nan,nan,nan) | 'nan' in space directions is not a finite number",
        "(9,0,0) | none | 'none' in space directions is not a finite number",
        "(9,0,0) | (0,0,0) | voxel size along axis 3 is 0.0 mm",
        "(9,0,0) | (0,1,1) | unusable geometry",
        "space directions | other | has no field 'spacings'",
        "content: | space units: \"cm\" \"cm\" \"cm\" | measures its space in 'cm'; convert it to"
            + " mm",
        "content: | data file: LIST | spreads its voxels over several files",
        "content: | data file: a%d.raw 1 9 1 | spreads its voxels over several files",
        "content: | data file: gone.raw | its voxels, 'gone.raw', are not",
        "content: | byte skip: -2 | byteskip is '-2'; a whole number from -1",
        "content: | nonsense | the header line 'nonsense' is not 'field: value'",
      })
  void whatCannotBeReadIsSaidInASentence(String replaced, String by, String reason)
      throws IOException {
    Path file = file(HEADER.replace(replaced, by), shorts());
    assertThatThrownBy(() -> format.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("a.nrrd")
        .hasMessageContaining(reason);
  }
}
