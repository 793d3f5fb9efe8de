package org.regista.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.dicom.pet.EnteredValues;
import org.regista.quality.region.Cut;
import org.regista.quality.region.Region;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which regions are measured, and what a person says of the PET. */
final class RegionOptions {

  @Option(
      names = "--sphere",
      paramLabel = "X,Y,Z,R",
      description = "A sphere: centre in LPS mm and radius in mm; may be given more than once.")
  private List<String> spheres = List.of();

  @Option(
      names = "--box",
      paramLabel = "X,Y,Z,A,B,C",
      description = "A box along the patient's axes: centre in LPS mm and edges in mm; likewise.")
  private List<String> boxes = List.of();

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "An image that is 0 outside the region; likewise.")
  private List<Path> masks = List.of();

  @Option(
      names = "--cut",
      paramLabel = "CUT",
      description =
          "Which voxels of a region count: '41%%' of its maximum on (joined to it), '4' from that value on, "
              + "or 'none'; default: ${DEFAULT-VALUE}.")
  private String cut = "41%";

  @Option(
      names = "--weight-kg",
      paramLabel = "KG",
      description = "The patient's weight, where the files do not say it; marked as user-entered.")
  private Optional<Double> weightKg = Optional.empty();

  @Option(names = "--dose-bq", paramLabel = "BQ", description = "The injected dose, likewise.")
  private Optional<Double> doseBq = Optional.empty();

  @Option(names = "--half-life-s", paramLabel = "S", description = "Of the nuclide, likewise.")
  private Optional<Double> halfLifeS = Optional.empty();

  @Option(
      names = "--injected",
      paramLabel = "TIME",
      description = "When the dose was injected, 2026-05-12T14:01, likewise.")
  private Optional<String> injected = Optional.empty();

  @Option(
      names = "--values-are-suv",
      description = "You say that the numbers of a file without units are SUVbw.")
  private boolean valuesAreSuv;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  boolean isEmpty() {
    return spheres.isEmpty() && boxes.isEmpty() && masks.isEmpty();
  }

  List<Path> masks() {
    return masks;
  }

  Cut cut() {
    try {
      if (cut.equals("none")) {
        return Cut.NONE;
      }
      return cut.endsWith("%")
          ? new Cut(
              Cut.Kind.SHARE_OF_MAXIMUM,
              Double.parseDouble(cut.substring(0, cut.length() - 1)) / 100)
          : new Cut(Cut.Kind.AT_LEAST, Double.parseDouble(cut));
    } catch (IllegalArgumentException e) {
      throw misunderstood("--cut '%s': give '41%%', a value, or 'none'".formatted(cut));
    }
  }

  List<Region> shapes() {
    List<Region> regions = new ArrayList<>();
    for (String text : spheres) {
      double[] n = numbers("--sphere", text, 4);
      LpsVector half = new LpsVector(n[3], n[3], n[3]);
      regions.add(region(text, Region.Shape.SPHERE, n, half));
    }
    for (String text : boxes) {
      double[] n = numbers("--box", text, 6);
      LpsVector half = new LpsVector(n[3] / 2, n[4] / 2, n[5] / 2);
      regions.add(region(text, Region.Shape.BOX, n, half));
    }
    return regions;
  }

  private Region region(String text, Region.Shape shape, double[] n, LpsVector half) {
    try {
      LpsPoint centre = new LpsPoint(n[0], n[1], n[2]);
      return new Region(
          shape == Region.Shape.SPHERE ? "sphere " + text : "box " + text,
          shape,
          centre,
          half,
          cut());
    } catch (IllegalArgumentException e) {
      throw misunderstood("'%s': sizes are above 0 mm".formatted(text));
    }
  }

  private double[] numbers(String option, String text, int count) {
    try {
      double[] numbers =
          Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      if (numbers.length == count && Arrays.stream(numbers).allMatch(Double::isFinite)) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      throw misunderstood("%s '%s' is not %d numbers".formatted(option, text, count));
    }
    throw misunderstood("%s '%s' is not %d numbers".formatted(option, text, count));
  }

  private CommandLine.ParameterException misunderstood(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }

  EnteredValues entered() {
    return new EnteredValues(
        weightKg.orElse(null),
        doseBq.orElse(null),
        halfLifeS.orElse(null),
        injected.orElse(null),
        valuesAreSuv);
  }
}
