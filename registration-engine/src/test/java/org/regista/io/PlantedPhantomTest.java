package org.regista.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/** The phantom through every form of every format, in 96 cuts each; DICOM has a test of its own. */
class PlantedPhantomTest {

  @ParameterizedTest
  @EnumSource(StoredForm.class)
  void everyMarkerIsFoundWhereItWasPlanted(StoredForm form, @TempDir Path folder) {
    List<PlantedPhantom.Cut> cuts = PlantedPhantom.cuts().toList();
    assertThat(cuts).hasSize(96).doesNotHaveDuplicates();
    for (PlantedPhantom.Cut cut : cuts) {
      Path file;
      try (Volume planted = cut.volume()) {
        file = form.write(planted, folder);
      }
      try (Volume read = StoredForm.FILES.read(file)) {
        cut.assertFoundIn(read);
      }
    }
  }

  /** The measure itself: a mirrored or exchanged phantom is not found. */
  @Test
  void aFlippedPhantomIsNotFound() {
    PlantedPhantom.Cut cut = PlantedPhantom.cuts().toList().getFirst();
    GridGeometry grid = cut.grid();
    List<AffineMap> flips =
        List.of(
            AffineMap.scaling(-1, 1, 1), AffineMap.scaling(1, -1, 1), AffineMap.scaling(-1, -1, 1));
    for (AffineMap flip : flips) {
      try (Volume planted = cut.volume()) {
        AffineMap map = grid.indexToLps().andThen(flip);
        Volume flipped =
            new Volume(
                planted.space(),
                new GridGeometry(grid.size(), map),
                IntensityUnit.ARBITRARY,
                planted.voxels());
        assertThatThrownBy(() -> cut.assertFoundIn(flipped)).isInstanceOf(AssertionError.class);
      }
    }
  }
}
