package org.regista.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;

class FocusBoxTest {

  private static final GridGeometry OBLIQUE =
      new GridGeometry(
          new GridSize(9, 8, 7), new AffineMap(3, 0.5, 0, -12, -0.5, 4, 1, 8, 0, -1, 5, 20));

  @Test
  void itsTextIsReadBack() {
    FocusBox box = FocusBox.parse(" 10, -20.04, 0 ,-5,33.5,1e2");
    assertThat(box)
        .isEqualTo(new FocusBox(new LpsPoint(-5, -20.04, 0), new LpsPoint(10, 33.5, 100)));
    assertThat(box.text()).isEqualTo("-5,-20,0,10,33.5,100");
    assertThat(FocusBox.parse(box.text()).text()).isEqualTo(box.text());
  }

  @Test
  void whatIsNoBoxIsRefused() {
    for (String text :
        new String[] {"", "1,2,3,4,5", "a,2,3,4,5,6", "0,0,0,0,5,5", "0,0,0,NaN,5,5"}) {
      assertThatThrownBy(() -> FocusBox.parse(text))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("x,y,z,x,y,z in LPS mm");
    }
  }

  @Test
  void voxelsCountByTheirCentres() {
    FocusBox box = FocusBox.parse("-9,10,22,4,25,37");
    try (Mask mask = box.on(OBLIQUE, Space.named("a"))) {
      GridSize n = OBLIQUE.size();
      int inside = 0;
      for (int k = 0; k < n.nk(); k++) {
        for (int j = 0; j < n.nj(); j++) {
          for (int i = 0; i < n.ni(); i++) {
            LpsPoint p = OBLIQUE.toLps(new VoxelIndex(i, j, k));
            boolean in =
                p.x() >= -9
                    && p.x() <= 4
                    && p.y() >= 10
                    && p.y() <= 25
                    && p.z() >= 22
                    && p.z() <= 37;
            assertThat(mask.weights().get(n.offset(i, j, k))).isEqualTo(in ? 1 : 0);
            inside += in ? 1 : 0;
          }
        }
      }
      assertThat(inside).isBetween(10, 100);
    }
  }

  @Test
  void aBoxBesideTheImageIsRefusedWithWhereTheImageIs() {
    assertThatThrownBy(() -> FocusBox.parse("500,0,0,600,10,10").on(OBLIQUE, Space.named("Plan")))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("holds no voxel of 'Plan', which lies within");
  }

  @Test
  void theBoxAroundAGridTouchesItsOutermostEdges() {
    FocusBox box = FocusBox.around(OBLIQUE);
    assertThat(box.low().x()).isEqualTo(OBLIQUE.toLps(new VoxelIndex(-0.5, -0.5, -0.5)).x());
    assertThat(box.contains(OBLIQUE.centre())).isTrue();
    assertThat(box.and(FocusBox.parse("500,0,0,600,10,10"))).isEmpty();
    assertThat(box.and(FocusBox.parse("0,0,0,900,900,900")).orElseThrow().high())
        .isEqualTo(box.high());
  }
}
