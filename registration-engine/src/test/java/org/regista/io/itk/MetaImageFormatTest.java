package org.regista.io.itk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;

class MetaImageFormatTest {

  private static final String HEADER =
      """
      ObjectType = Image
      NDims = 3
      BinaryData = True
      BinaryDataByteOrderMSB = False
      TransformMatrix = 0 1 0 0 0 1 1 0 0
      Offset = 10 20 30
      ElementSpacing = 5 7 9
      DimSize = 2 3 4
      ElementType = MET_SHORT
      ElementDataFile = LOCAL
      """;

  @TempDir Path folder;

  private final MetaImageFormat format = new MetaImageFormat();

  private Path file(String header, byte[]... parts) throws IOException {
    return TextHeaderFiles.write(folder.resolve("a.mha"), header, parts);
  }

  private static byte[] shorts() {
    return TextHeaderFiles.numbers("i2", ByteOrder.LITTLE_ENDIAN);
  }

  private void assertReads(Path file) {
    try (Volume volume = format.read(file)) {
      assertThat(volume.size()).isEqualTo(new GridSize(2, 3, 4));
      for (int n = 0; n < TextHeaderFiles.COUNT; n++) {
        assertThat(volume.voxels().get(n)).isEqualTo(n);
      }
      assertThat(volume.grid().toLps(new VoxelIndex(1, 0, 0))).isEqualTo(new LpsPoint(10, 25, 30));
      assertThat(volume.grid().toLps(new VoxelIndex(0, 1, 0))).isEqualTo(new LpsPoint(10, 20, 37));
      assertThat(volume.grid().toLps(new VoxelIndex(0, 0, 1))).isEqualTo(new LpsPoint(19, 20, 30));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MET_CHAR, i1", "MET_UCHAR, i1", "MET_SHORT, i2", "MET_USHORT, i2", "MET_INT, i4",
    "MET_UINT, i4", "MET_LONG, i4", "MET_ULONG, i4", "MET_LONG_LONG, i8", "MET_ULONG_LONG, i8",
    "MET_FLOAT, f4", "MET_DOUBLE, f8"
  })
  void everyTypeIsReadInEitherOrder(String elementType, String type) throws IOException {
    String header = HEADER.replace("MET_SHORT", elementType);
    assertReads(file(header, TextHeaderFiles.numbers(type, ByteOrder.LITTLE_ENDIAN)));
    assertReads(
        file(
            header.replace("MSB = False", "MSB = True"),
            TextHeaderFiles.numbers(type, ByteOrder.BIG_ENDIAN)));
  }

  @ParameterizedTest
  @CsvSource({
    "Offset, Position",
    "Offset, Origin",
    "TransformMatrix, Rotation",
    "TransformMatrix, Orientation",
    "ElementSpacing, ElementSize",
    "BinaryDataByteOrderMSB, ElementByteOrderMSB"
  })
  void fieldsHaveSeveralNames(String name, String other) throws IOException {
    assertReads(file(HEADER.replace(name, other), shorts()));
  }

  @Test
  void fieldsThatPlaceNoVoxelChangeNothing() throws IOException {
    String more = "AnatomicalOrientation = RAS\nDistanceUnits = cm\nCenterOfRotation = 1 2 3\n";
    assertReads(file(more + HEADER, shorts()));
  }

  @Test
  void numbersMayBeText() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < TextHeaderFiles.COUNT; n++) {
      text.append(n).append(n % 5 == 4 ? "\n" : " ");
    }
    String header = HEADER.replace("BinaryData = True", "BinaryData = False");
    assertReads(file(header, text.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void windowsLineEndsAreLineEnds() throws IOException {
    assertReads(file(HEADER.replace("\n", "\r\n"), shorts()));
  }

  @Test
  void headerSizeCountsFromTheBeginningOrFromTheEnd() throws IOException {
    String fromEnd = "HeaderSize = -1\n" + HEADER;
    assertReads(file(fromEnd, new byte[17], shorts()));
    String counted = "HeaderSize = 300\n" + HEADER;
    assertReads(file(counted, new byte[300 - counted.length()], shorts()));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "40, 40", "-1, 99"})
  void headerSizeSkipsInAFileBeside(int headerSize, int junk) throws IOException {
    TextHeaderFiles.write(folder.resolve("a.raw"), "", new byte[junk], shorts());
    String header = "HeaderSize = " + headerSize + "\n" + HEADER.replace("= LOCAL", "= a.raw");
    assertReads(file(header));
  }

  @Test
  void aFourthDimensionOfOneIsNone() throws IOException {
    String header =
        """
        NDims = 4
        DimSize = 2 3 4 1
        ElementSpacing = 5 7 9 1
        Offset = 10 20 30 40
        TransformMatrix = 0 1 0 0 0 0 1 0 1 0 0 0 0 0 0 1
        ElementType = MET_SHORT
        ElementDataFile = LOCAL
        """;
    assertReads(file(header, shorts()));
    assertThatThrownBy(() -> format.read(file(header.replace("4 1\n", "4 2\n"), shorts())))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("4 dimensions (2 x 3 x 4 x 2)")
        .hasMessageContaining("extract one volume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "= LOCAL | = LIST | spreads its voxels over many files",
        "= LOCAL | = i%03d.raw 1 4 1 | spreads its voxels over many files",
        "= LOCAL | = gone.raw | its voxels, 'gone.raw', are not",
        "= LOCAL | = .. | its voxels, '..', are not",
        "= MET_SHORT | = MET_STRING | 'MET_STRING' is not one number per voxel",
        "NDims = 3 | NDims = 2 | NDims is 2, but DimSize has 3 numbers",
        "= 2 3 4 | = 2 3 1 | is not a 3-D image: axis 3 has 1 voxels (2 x 3 x 1)",
        "= 2 3 4 | = 2 3 -4 | is not a 3-D image",
        "= 2 3 4 | = 2 3 2147483647 | is truncated",
        "= 2 3 4 | = 2147483647 2147483647 2147483647 | no image is that large",
        "= 2 3 4 | = 2 3 99999999999999999999 | in DimSize is not a whole number",
        "= 2 3 4 | = 2 3 4e9 | '4e9' in DimSize is not a whole number",
        "= 5 7 9 | = 5 7 nan | 'nan' in ElementSpacing is not a finite number",
        "= 5 7 9 | = 5 7 0 | voxel size along axis 3 is 0.0 mm",
        "= 5 7 9 | = 5 7 | ElementSpacing has 2 numbers where 3 are needed",
        "ElementSpacing | Other | its header has no ElementSpacing; add it",
        "= 0 1 0 0 0 1 1 0 0 | = 0 1 0 0 1 0 1 0 0 | unusable geometry",
        "ObjectType = Image | ObjectType = Scene | a MetaIO file of a Scene",
        "NDims = | ElementNumberOfChannels = 3/NDims = | holds 3 values per voxel",
        "NDims = | HeaderSize = 5/NDims = | HeaderSize is 5, but the header has",
        "ElementDataFile | Other | is not 'name = value'; it is damaged",
      })
  void whatCannotBeReadIsSaidInASentence(String replaced, String by, String reason)
      throws IOException {
    Path file = file(HEADER.replace(replaced, by.replace('/', '\n')), shorts());
    assertThatThrownBy(() -> format.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("a.mha")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"False", "True"})
  void truncatedVoxelsAreSaid(String compressed) throws IOException {
    Path file = file("CompressedData = " + compressed + "\n" + HEADER, new byte[] {0x78, 1, 2});
    assertThatThrownBy(() -> format.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageMatching("(?s).*(truncated|damaged).*");
  }

  @Test
  void onlyItsOwnFilesAreRecognised() throws IOException {
    byte[] head = Files.readAllBytes(file(HEADER));
    assertThat(format.recognises(folder, head)).isTrue();
    assertThat(format.recognises(folder, new byte[0])).isFalse();
    assertThat(format.recognises(folder, "NRRD0004\n".getBytes(StandardCharsets.US_ASCII)))
        .isFalse();
  }
}
