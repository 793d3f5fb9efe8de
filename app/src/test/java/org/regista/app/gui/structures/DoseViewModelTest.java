package org.regista.app.gui.structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.job.structures.ImagePairGrids.Image;
import org.regista.job.structures.RegionReader;
import org.regista.rt.DoseGrid;
import org.regista.viewers.structure.DoseLook.Level;
import org.regista.viewers.structure.Side;

/** What 100 % of a dose is, and what its levels are in Gy. */
final class DoseViewModelTest {

  private final DoseViewModel model = new DoseViewModel(new ViewerViewModel(Runnable::run));

  private DoseViewModel.Dose open() {
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(4, 4, 4), new LpsVector(2, 2, 2), new LpsPoint(0, 0, 0));
    Volume dose = Volume.zeros(Space.named("dose"), grid, IntensityUnit.GRAY);
    dose.voxels().set(21, 62.5f);
    model.show(
        new RegionReader.PlacedDose(
            Path.of("dose.dcm"), Image.MOVING, new DoseGrid(dose, "PHYSICAL", "PLAN")));
    return now();
  }

  private DoseViewModel.Dose now() {
    return model.dose().get().orElseThrow();
  }

  @Test
  void aHundredPerCentIsTheMaximumUntilADoseIsPrescribed() {
    DoseViewModel.Dose first = open();
    assertThat(first.look().side()).isEqualTo(Side.MOVING);
    assertThat(first.referenceText()).isEqualTo("100 % = 62.50 Gy, the maximum");
    assertThat(first.look().valueAt(new Level(80, 0))).isCloseTo(50, within(1e-9));
    model.prescribe("50");
    assertThat(now().referenceText()).isEqualTo("100 % = 50.00 Gy, the prescription");
    assertThat(now().look().valueAt(new Level(95, 0))).isCloseTo(47.5, within(1e-9));
    model.normaliseToMaximum();
    assertThat(now().look().reference()).isEqualTo(62.5);
    model.prescribe("fifty");
    assertThat(model.trouble().get()).contains("'fifty' is no prescribed dose");
    model.prescribe("-3");
    assertThat(model.trouble().get()).contains("above 0");
    assertThat(now().look().reference()).isEqualTo(62.5);
    model.clear();
    assertThat(model.look()).isEmpty();
  }

  @Test
  void levelsAreTypedAndSortedAndUsualOnesKeepTheirColours() {
    DoseViewModel.Dose first = open();
    int red = first.look().levels().get(1).rgb();
    model.setLevels("30 100 66.7");
    assertThat(now().look().levels())
        .extracting(Level::percent)
        .isEqualTo(List.of(100.0, 66.7, 30.0));
    assertThat(now().look().levels().getFirst().rgb()).isEqualTo(red);
    model.setLevels("30 x");
    assertThat(model.trouble().get()).contains("'30 x' are no levels");
    model.setLevels("0 50");
    assertThat(now().look().levels()).hasSize(3);
    model.clear();
  }
}
