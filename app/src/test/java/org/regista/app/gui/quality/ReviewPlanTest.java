package org.regista.app.gui.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.FocusBox;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.FusionMode;

class ReviewPlanTest {

  private static final LpsPoint LOOKED = new LpsPoint(20, 10, 30);

  /** A head of 150 by 190 by 230 mm around (0, 20, 40), so its vertex is at z = 155. */
  private static Volume head(String name) {
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(50, 60, 70), new LpsVector(4, 4, 4), new LpsPoint(-98, -98, -98));
    Volume volume = Volume.zeros(Space.named(name), grid, IntensityUnit.ARBITRARY);
    GridSize n = grid.size();
    for (int k = 0; k < n.nk(); k++) {
      for (int j = 0; j < n.nj(); j++) {
        for (int i = 0; i < n.ni(); i++) {
          LpsPoint p = grid.toLps(new VoxelIndex(i, j, k));
          double r =
              Math.pow(p.x() / 75, 2)
                  + Math.pow((p.y() - 20) / 95, 2)
                  + Math.pow((p.z() - 40) / 115, 2);
          volume.voxels().set(n.offset(i, j, k), r < 1 ? 100 : 0);
        }
      }
    }
    return volume;
  }

  private static List<ReviewStep> steps(String region, Optional<FocusBox> box) {
    try (Volume fixed = head("CT");
        Volume moving = head("MR")) {
      Scene scene =
          new Scene(fixed, moving, AffineTransform.identity(fixed.space(), moving.space()));
      return ReviewPlan.of(scene, region, box, LOOKED);
    }
  }

  @Test
  void ofAHeadTheRegionComesFirstThenVentriclesOrbitsAndSkullBaseEachInTwoWays() {
    List<ReviewStep> steps = steps("left temporal", Optional.empty());
    assertThat(steps.stream().map(s -> s.words().replaceFirst(",.*", "")).distinct())
        .containsExactly("left temporal", "Ventricles", "Orbits", "Skull base");
    assertThat(steps).hasSize(8);
    for (int n = 0; n < 8; n += 2) {
      assertThat(steps.get(n).mode()).isEqualTo(FusionMode.CHECKERBOARD);
      assertThat(steps.get(n + 1).mode()).isNotEqualTo(FusionMode.CHECKERBOARD);
      assertThat(steps.get(n + 1).place()).isEqualTo(steps.get(n).place());
    }
    assertThat(steps.getFirst().place()).isEqualTo(LOOKED);
    assertThat(steps.get(2).place().distanceMm(new LpsPoint(0, 20, 85))).isLessThan(15);
    assertThat(steps.get(4).place().y()).isLessThan(-30); // in front
    assertThat(steps.get(6).place().z()).isBetween(30.0, 45.0);
  }

  @Test
  void elsewhereItIsTheEndsAndTheFarSideAndABoxTellsTheRegion() {
    FocusBox box = FocusBox.parse("-40,0,0,0,40,60");
    List<ReviewStep> steps = steps("thigh", Optional.of(box));
    assertThat(steps).hasSize(8);
    assertThat(steps.getFirst().place()).isEqualTo(box.centre());
    assertThat(steps.get(2).words()).startsWith("Bone and skin, upper end");
    assertThat(steps.get(2).place().z()).isGreaterThan(80);
    assertThat(steps.get(4).place().z()).isLessThan(0);
  }
}
