package org.regista.app.gui.structures;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.job.structures.ImagePairGrids.Image;
import org.regista.job.structures.RegionReader;
import org.regista.viewers.structure.DoseLook;
import org.regista.viewers.structure.DoseLook.Level;
import org.regista.viewers.structure.Side;

/** The dose of the pair and how it is drawn. Lives on the FX thread. */
public final class DoseViewModel {

  private static final double USUAL_WASH = 0.3;

  /** Of levels beyond the usual colours. */
  private static final int[] COLOURS =
      DoseLook.USUAL_LEVELS.stream().mapToInt(Level::rgb).toArray();

  private final ViewerViewModel viewer;
  private final ReadOnlyObjectWrapper<Optional<Dose>> dose =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  DoseViewModel(ViewerViewModel viewer) {
    this.viewer = viewer;
  }

  /**
   * A dose and its look; the look borrows the volume.
   *
   * @param maximum largest value
   * @param prescription what was prescribed, in the unit of the dose; 0 if nobody said
   * @param unit "Gy", or "(relative)"
   */
  public record Dose(
      Path file, DoseLook look, double maximum, double prescription, String unit, boolean visible) {

    Dose with(DoseLook l) {
      return new Dose(file, l, maximum, prescription, unit, visible);
    }

    /** What 100 % is, in words. */
    public String referenceText() {
      return "100 %% = %s, the %s"
          .formatted(
              value(look.reference()), look.reference() == maximum ? "maximum" : "prescription");
    }

    /** "47.50 Gy". */
    public String value(double v) {
      return String.format(Locale.ROOT, "%.2f %s", v, unit).strip();
    }
  }

  /** Empty while no dose is open. */
  public ReadOnlyObjectProperty<Optional<Dose>> dose() {
    return dose.getReadOnlyProperty();
  }

  /** What was typed wrongly; empty if nothing was. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Takes over a dose, in place of the one before. */
  void show(RegionReader.PlacedDose placed) {
    clear();
    Volume volume = placed.dose().dose();
    double maximum = 0;
    for (long n = 0; n < volume.voxels().length(); n++) {
      maximum = Math.max(maximum, volume.voxels().get(n));
    }
    Side side = placed.drawnOn() == Image.FIXED ? Side.FIXED : Side.MOVING;
    double reference = maximum > 0 ? maximum : 1;
    dose.set(
        Optional.of(
            new Dose(
                placed.file(),
                new DoseLook(volume, side, reference, DoseLook.USUAL_LEVELS, USUAL_WASH, true),
                reference,
                0,
                volume.unit() == IntensityUnit.GRAY ? "Gy" : "(relative)",
                true)));
  }

  /** Closes the dose after its last picture. */
  public void clear() {
    Optional<Dose> before = dose.get();
    dose.set(Optional.empty());
    before.ifPresent(d -> viewer.closeAfterPictures(d.look().dose()::close));
  }

  /** What is drawn. */
  Optional<DoseLook> look() {
    return dose.get().filter(Dose::visible).map(Dose::look);
  }

  private void change(Dose next) {
    trouble.set("");
    dose.set(Optional.of(next));
  }

  private void changeLook(UnaryOperator<DoseLook> how) {
    dose.get().ifPresent(d -> change(d.with(how.apply(d.look()))));
  }

  public void setVisible(boolean visible) {
    dose.get()
        .ifPresent(
            d ->
                change(
                    new Dose(
                        d.file(), d.look(), d.maximum(), d.prescription(), d.unit(), visible)));
  }

  public void setWash(double opacity) {
    changeLook(look -> look.withWash(opacity));
  }

  public void setLined(boolean lined) {
    changeLook(look -> look.withLines(lined));
  }

  /** 100 % is the maximum. */
  public void normaliseToMaximum() {
    dose.get().ifPresent(d -> change(d.with(d.look().withReference(d.maximum()))));
  }

  /**
   * 100 % is what was prescribed.
   *
   * @param typed a dose in the unit of the file
   */
  public void prescribe(String typed) {
    try {
      double value = Double.parseDouble(typed.strip().replace(',', '.'));
      dose.get()
          .ifPresent(
              d ->
                  change(
                      new Dose(
                          d.file(),
                          d.look().withReference(value),
                          d.maximum(),
                          value,
                          d.unit(),
                          d.visible())));
    } catch (IllegalArgumentException e) {
      trouble.set("'%s' is no prescribed dose; type a number above 0".formatted(typed));
    }
  }

  /**
   * Other levels.
   *
   * @param typed percentages, with blanks between
   */
  public void setLevels(String typed) {
    try {
      double[] percent =
          Arrays.stream(typed.strip().split("[\\s;]+", -1))
              .mapToDouble(Double::parseDouble)
              .sorted()
              .toArray();
      boolean sensible = Arrays.stream(percent).allMatch(p -> p > 0 && p <= 1000);
      if (!sensible) {
        throw new IllegalArgumentException(typed);
      }
      List<Level> levels =
          IntStream.range(0, percent.length)
              .mapToObj(
                  n -> {
                    double p = percent[percent.length - 1 - n];
                    return new Level(p, colour(p, n));
                  })
              .toList();
      changeLook(look -> look.withLevels(levels));
    } catch (IllegalArgumentException e) {
      trouble.set(
          "'%s' are no levels; type percentages above 0 with blanks between, such as 107 95 50"
              .formatted(typed));
    }
  }

  /** Usual levels keep their colours. */
  private static int colour(double percent, int n) {
    return DoseLook.USUAL_LEVELS.stream()
        .filter(level -> level.percent() == percent)
        .mapToInt(Level::rgb)
        .findFirst()
        .orElse(COLOURS[n % COLOURS.length]);
  }
}
