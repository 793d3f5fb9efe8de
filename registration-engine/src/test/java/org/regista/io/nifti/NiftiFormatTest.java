package org.regista.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;
import org.regista.transform.DisplacementField;

class NiftiFormatTest {

  /** Header floats have 24 bits: 1e-4 mm at a metre from the origin. */
  private static final double HEADER_MM = 1e-4;

  private static final GridSize SIZE = new GridSize(5, 4, 3);
  private static final AffineMap OBLIQUE =
      AffineMap.scaling(0.7, 1.3, 4)
          .andThen(new AffineMap(0.8, -0.6, 0, 0, 0.6, 0.8, 0, 0, 0, 0, 1, 0))
          .andThen(new AffineMap(1, 0, 0, 12, 0, 0.96, -0.28, -34, 0, 0.28, 0.96, 250));

  @TempDir Path folder;

  private final VolumeFiles files = new VolumeFiles(List.of(new NiftiFormat()));

  private static Volume ramp(AffineMap indexToLps) {
    Volume volume =
        Volume.zeros(
            Space.named("ramp"), new GridGeometry(SIZE, indexToLps), IntensityUnit.ARBITRARY);
    for (long n = 0; n < SIZE.voxelCount(); n++) {
      volume.voxels().set(n, (float) (n - 7));
    }
    return volume;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.nii", "a.nii.gz"})
  void voxelsAndGeometryReturn(String name) {
    Path file = folder.resolve(name);
    try (Volume written = ramp(OBLIQUE)) {
      files.write(written, VoxelType.FLOAT32, file);
      try (Volume read = files.read(file)) {
        assertThat(read.grid().sameAs(written.grid(), HEADER_MM)).isTrue();
        for (long n = 0; n < SIZE.voxelCount(); n++) {
          assertThat(read.voxels().get(n)).isEqualTo(written.voxels().get(n));
        }
      }
    }
  }

  @Test
  void qformHoldsTheSameGeometryForEitherHandedness() throws IOException {
    for (AffineMap map : List.of(OBLIQUE, AffineMap.scaling(1, 1, -1).andThen(OBLIQUE))) {
      Path file = folder.resolve("q.nii");
      try (Volume written = ramp(map)) {
        files.write(written, VoxelType.INT16, file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(254, (short) 0);
        Files.write(file, bytes);
        try (Volume read = files.read(file)) {
          assertThat(read.grid().sameAs(written.grid(), HEADER_MM)).isTrue();
        }
      }
    }
  }

  @Test
  void worldIsRasInTheFileAndLpsHere() throws IOException {
    Path file = folder.resolve("ras.nii");
    try (Volume written = ramp(AffineMap.translation(new LpsVector(10, 20, 30)))) {
      files.write(written, VoxelType.FLOAT32, file);
    }
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.getFloat(292)).isEqualTo(-10f);
    assertThat(header.getFloat(308)).isEqualTo(-20f);
    assertThat(header.getFloat(324)).isEqualTo(30f);
  }

  @Test
  void scaleAndBigEndianAreApplied() throws IOException {
    Path file = folder.resolve("big.nii");
    ByteBuffer b = ByteBuffer.allocate(352 + 2 * 8).order(ByteOrder.BIG_ENDIAN);
    b.putInt(0, 348);
    for (int n = 0; n < 4; n++) {
      b.putShort(40 + 2 * n, (short) (n == 0 ? 3 : 2));
      b.putFloat(76 + 4 * n, n == 0 ? 1 : 2);
    }
    b.putShort(70, (short) 4).putFloat(108, 352).putFloat(112, 0.5f).putFloat(116, -3);
    b.put(344, new byte[] {'n', '+', '1', 0});
    for (int n = 0; n < 8; n++) {
      b.putShort(352 + 2 * n, (short) (10 * n));
    }
    Files.write(file, b.array());
    try (Volume read = files.read(file)) {
      assertThat(read.voxels().get(7)).isEqualTo(32f);
      assertThat(read.grid().spacingMm(2)).isEqualTo(2);
    }
  }

  @Test
  void displacementFieldsReturnAndAreNotImages() {
    Path file = folder.resolve("u.nii.gz");
    GridGeometry grid = new GridGeometry(SIZE, OBLIQUE);
    Space space = Space.named("F");
    NativeBuffer u = NativeBuffer.allocate(3 * SIZE.voxelCount());
    for (long n = 0; n < u.length(); n++) {
      u.set(n, 0.25f * n);
    }
    try (DisplacementField written = new DisplacementField(space, space, grid, u)) {
      DisplacementFiles.write(written, file);
      try (DisplacementField read = DisplacementFiles.read(file, space, space)) {
        for (long n = 0; n < u.length(); n++) {
          assertThat(read.displacementsMm().get(n)).isEqualTo(u.get(n));
        }
      }
    }
    assertThatThrownBy(() -> files.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("is a displacement field");
  }

  @Test
  void sameContentGivesTheSameBytes() throws IOException {
    try (Volume volume = ramp(OBLIQUE)) {
      files.write(volume, VoxelType.FLOAT32, folder.resolve("a.nii.gz"));
      files.write(volume, VoxelType.FLOAT32, folder.resolve("b.nii.gz"));
    }
    assertThat(Files.readAllBytes(folder.resolve("a.nii.gz")))
        .isEqualTo(Files.readAllBytes(folder.resolve("b.nii.gz")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 347, 352, 400})
  void truncatedFilesAreRefusedInASentence(int bytes) throws IOException {
    Path file = folder.resolve("cut.nii");
    try (Volume volume = ramp(OBLIQUE)) {
      files.write(volume, VoxelType.FLOAT32, file);
    }
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), bytes));
    assertThatThrownBy(() -> files.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("cut.nii");
  }

  @Test
  void fractionsAreNotWrittenAsWholeNumbers() {
    try (Volume volume = ramp(OBLIQUE)) {
      volume.voxels().set(3, 0.5f);
      Path file = folder.resolve("labels.nii");
      assertThatThrownBy(() -> files.write(volume, VoxelType.INT16, file))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("0.5");
      assertThat(folder).isEmptyDirectory();
    }
  }
}
