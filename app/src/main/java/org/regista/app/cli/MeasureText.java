package org.regista.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.pet.EnteredValues;
import org.regista.job.dicom.RegionExport.Measured;
import org.regista.job.pet.PetImage;
import org.regista.quality.region.Cut;
import org.regista.quality.region.OutlineShift;
import org.regista.quality.region.RegionMeasures;

/** What was measured, as a table and as a tree for JSON. */
record MeasureText(
    Path path,
    PetImage pet,
    boolean frameByUser,
    Optional<OutlineShift> motion,
    List<Measured> regions) {

  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("image", path.toString());
    all.put("unit", pet.volume().unit().symbol());
    all.put("suv", pet.ledger().map(l -> l.sentence()).orElse("no SUV: " + pet.refusal()));
    if (frameByUser) {
      all.put("sameFrame", EnteredValues.MARK);
    }
    motion.ifPresent(
        m -> {
          all.put("motion", m.words());
          all.put("outlineShift", m.figures());
        });
    all.put("grid", "native: nothing is interpolated");
    all.put(
        "regions",
        regions.stream()
            .map(
                r -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("name", r.name());
                  one.put("what", r.words());
                  one.put("measures", r.measures());
                  return one;
                })
            .toList());
    return all;
  }

  void print(PrintStream out) {
    String unit = pet.volume().unit().symbol();
    line(out, "image", "%s, %s", pet.volume().space().label(), pet.volume().size() + " voxels");
    line(out, "", "%s", GridText.intensities(pet.volume()));
    line(out, "suv", "%s", pet.ledger().map(l -> l.sentence()).orElse("no SUV: " + pet.refusal()));
    if (frameByUser) {
      line(out, "frame", "the same as you said (%s)", EnteredValues.MARK);
    }
    motion.ifPresent(m -> line(out, "motion", "%s", m.words()));
    for (Measured region : regions) {
      RegionMeasures m = region.measures();
      line(out, "region", "%s: %s", region.name(), region.words());
      line(out, "  maximum", "%s %s at %s", number(m.maximum()), unit, place(m.maximumAt()));
      line(
          out,
          "  peak 1 ml",
          "%s",
          m.peak() == null
              ? "NOT MEASURED: no sphere of 1 ml fits into the image there"
              : "%s %s at %s"
                  .formatted(
                      number(Objects.requireNonNull(m.peak()).value()),
                      unit,
                      place(Objects.requireNonNull(m.peak()).at())));
      line(out, "  mean", "%s +- %s %s", number(m.mean()), number(m.deviation()), unit);
      boolean whole = region.cut().kind() == Cut.Kind.NONE;
      line(
          out,
          whole ? "  volume" : "  MTV",
          "%s ml, %d voxels%s",
          number(m.volumeMl()),
          m.voxels(),
          m.cutOff() ? "; the region leaves the image, so part of it is missing" : "");
      line(out, "  TLG", "%s %s ml", number(m.glycolysis()), unit);
    }
  }

  private static void line(PrintStream out, String name, String form, Object... values) {
    out.printf("%-12s %s%n", name, form.formatted(values));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String place(LpsPoint p) {
    return String.format(Locale.ROOT, "(%.1f, %.1f, %.1f) mm", p.x(), p.y(), p.z());
  }
}
