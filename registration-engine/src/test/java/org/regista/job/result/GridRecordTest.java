package org.regista.job.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.job.Cases;

class GridRecordTest {

  @Test
  void aShearedObliqueGridReturns() {
    GridGeometry grid = Cases.FIXED_GRID;
    assertThat(grid.shear()).isGreaterThan(0.01);
    GridRecord record = GridRecord.of(grid);
    assertThat(record.grid().sameAs(grid, 1e-9)).isTrue();
    assertThat(record.size()).containsExactly(20, 17, 9);
    assertThat(record.spacingMm().get(2)).isEqualTo(grid.spacingMm(2));
  }

  /** ITK states the matrix row by row; its columns are the axes. */
  @Test
  void directionIsStatedInRows() {
    GridGeometry grid = Cases.FIXED_GRID;
    GridRecord record = GridRecord.of(grid);
    assertThat(record.direction().get(1))
        .containsExactly(grid.direction(0).y(), grid.direction(1).y(), grid.direction(2).y());
  }

  @Test
  void threeAxesAreNeeded() {
    List<Double> two = List.of(1.0, 1.0);
    List<Double> three = List.of(1.0, 1.0, 1.0);
    assertThatThrownBy(
            () -> new GridRecord(List.of(1, 1, 1), two, three, List.of(three, three, three)))
        .hasMessageContaining("three axes");
  }
}
