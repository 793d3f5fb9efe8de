package org.regista.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;

/** Files that are not what they seem: one clear sentence each. Positions are those of nifti1.h. */
class NiftiDamageTest {

  private static final int DIM = 40;
  private static final int DATATYPE = 70;
  private static final int PIXDIM = 76;
  private static final int VOX_OFFSET = 108;
  private static final int SCL_SLOPE = 112;
  private static final int SCL_INTER = 116;
  private static final int QFORM_CODE = 252;
  private static final int SFORM_CODE = 254;
  private static final int SROW_X = 280;

  @TempDir Path folder;

  private final VolumeFiles files = new VolumeFiles(List.of(new NiftiFormat()));
  private Path file;
  private ByteBuffer header;

  @BeforeEach
  void writeAnImage() throws IOException {
    file = folder.resolve("image.nii");
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(3, 4, 5), new LpsVector(1, 2, 3), new LpsPoint(7, 8, 9));
    try (Volume volume = Volume.zeros(Space.named("z"), grid, IntensityUnit.ARBITRARY)) {
      files.write(volume, VoxelType.FLOAT32, file);
    }
    header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Arguments damage(String reason, Consumer<ByteBuffer> change) {
    return Arguments.of(reason, change);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("3-D image: axis 3 has 1 voxels (3 x 4)", h -> h.putShort(DIM, (short) 2)),
        damage("axis 3 has 1 voxels (3 x 4 x 1)", h -> h.putShort(DIM + 6, (short) 1)),
        damage("axis 1 has -3 voxels", h -> h.putShort(DIM + 2, (short) -3)),
        damage("dim[0] is 9; 1 to 7", h -> h.putShort(DIM, (short) 9)),
        damage(
            "holds 6 time points (3 x 4 x 5 x 6); extract one volume first",
            h -> h.putShort(DIM, (short) 4).putShort(DIM + 8, (short) 6)),
        damage(
            "holds several values per voxel",
            h -> h.putShort(DIM, (short) 5).putShort(DIM + 10, (short) 2)),
        damage("is truncated: its header announces", h -> h.putShort(DIM + 2, (short) 30)),
        damage("is a colour image; give a grey one", h -> h.putShort(DATATYPE, (short) 128)),
        damage("is a colour image; give a grey one", h -> h.putShort(DATATYPE, (short) 2304)),
        damage("holds complex numbers; give magnitudes", h -> h.putShort(DATATYPE, (short) 32)),
        damage("holds complex numbers; give magnitudes", h -> h.putShort(DATATYPE, (short) 1792)),
        damage("datatype 1536 is not supported", h -> h.putShort(DATATYPE, (short) 1536)),
        damage("voxel size pixdim[2] is NaN", h -> h.putFloat(PIXDIM + 8, Float.NaN)),
        damage(
            "voxel size pixdim[1] is Infinity",
            h -> h.putFloat(PIXDIM + 4, Float.POSITIVE_INFINITY)),
        damage(
            "voxel size pixdim[3] is -3.0",
            h -> h.putFloat(PIXDIM + 12, -3).putShort(SFORM_CODE, (short) 0)),
        damage("vox_offset is 100.0", h -> h.putFloat(VOX_OFFSET, 100)),
        damage("vox_offset is NaN", h -> h.putFloat(VOX_OFFSET, Float.NaN)),
        damage("is truncated", h -> h.putFloat(VOX_OFFSET, 1e9f)),
        damage("scl_inter is NaN", h -> h.putFloat(SCL_INTER, Float.NaN)),
        damage("voxel size along axis 1 is NaN mm", h -> h.putFloat(SROW_X, Float.NaN)),
        damage("voxel size along axis 1 is 0.0 mm", h -> h.putFloat(SROW_X, 0)),
        damage("an unusable geometry", h -> h.putFloat(SROW_X + 12, Float.NaN)));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void eachDamageIsSaidInASentence(String reason, Consumer<ByteBuffer> change) throws IOException {
    change.accept(header);
    Files.write(file, header.array());
    assertThatThrownBy(() -> files.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("image.nii'")
        .hasMessageContaining(reason);
  }

  @Test
  void aMissingFileAndOneThatIsNoImageAreToldApart() throws IOException {
    assertThatThrownBy(() -> files.read(folder.resolve("no.nii")))
        .hasMessageContaining("does not exist");
    for (String content : new String[] {"", "hello"}) {
      Files.writeString(file, content);
      assertThatThrownBy(() -> files.read(file))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("is not an image in a known format");
    }
  }

  @Test
  void analyzeIsNamed() throws IOException {
    byte[] analyze = Arrays.copyOf(header.array(), 348);
    Arrays.fill(analyze, 344, 348, (byte) 0);
    Files.write(folder.resolve("old.hdr"), analyze);
    assertThatThrownBy(() -> files.read(folder.resolve("old.hdr")))
        .hasMessageContaining("Analyze 7.5 file, which does not say which side is left");
  }

  @Test
  void aPairOpensByEitherFileAndMissesTheOther() throws IOException {
    header.put(345, (byte) 'i').putFloat(VOX_OFFSET, 0);
    Path hdr = folder.resolve("pair.hdr");
    Path img = folder.resolve("pair.img");
    Files.write(hdr, Arrays.copyOf(header.array(), 348));
    assertThatThrownBy(() -> files.read(hdr)).hasMessageContaining("'pair.img', are not beside it");
    Files.write(img, Arrays.copyOfRange(header.array(), 352, header.capacity()));
    for (Path opened : List.of(hdr, img)) {
      try (Volume volume = files.read(opened)) {
        assertThat(volume.grid().origin()).isEqualTo(new LpsPoint(7, 8, 9));
        assertThat(volume.space().label()).isEqualTo(opened.getFileName().toString());
      }
    }
  }

  /** nibabel writes NaN, SPM writes 0: both mean that the numbers are the intensities. */
  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
  void aSlopeThatIsNoneIsNone(float slope) throws IOException {
    header.putFloat(352, 42).putFloat(SCL_SLOPE, slope).putFloat(SCL_INTER, 5);
    Files.write(file, header.array());
    try (Volume volume = files.read(file)) {
      assertThat(volume.at(0, 0, 0)).isEqualTo(42);
    }
  }

  /** nifti1.h, method 1: voxel sizes alone; i runs to the right, so that x of LPS falls. */
  @Test
  void withoutAnOrientationTheGridIsCentred() throws IOException {
    header.putShort(QFORM_CODE, (short) 0).putShort(SFORM_CODE, (short) 0);
    Files.write(file, header.array());
    try (Volume volume = files.read(file)) {
      assertThat(volume.grid().centre().distanceMm(new LpsPoint(0, 0, 0))).isLessThan(1e-9);
      assertThat(volume.grid().direction(0)).isEqualTo(new LpsVector(-1, 0, 0));
    }
  }

  @Test
  void textIsNotMistakenForAnImage() throws IOException {
    Files.write(file, "n+1 ".repeat(200).getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> files.read(file)).isInstanceOf(InputDataException.class);
  }
}
