package org.regista.elastix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.regista.compute.Similarity;
import org.regista.geometry.GridGeometry;
import org.regista.io.elastix.ParameterFile;
import org.regista.register.plan.BlockStage;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.DiscreteStage;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;

/**
 * A plan in elastix's terms, one parameter file per kind of transform. Rigid and affine stages
 * compare by Mattes' mutual information unless the plan says otherwise and climb by adaptive
 * stochastic gradient descent (Klein et al. 2009, doi:10.1007/s11263-008-0168-y); a diffeomorphic
 * stage becomes a cubic B-spline with a penalty on bending. A search for large motion has no
 * counterpart: the B-spline's coarsest nodes do that work.
 */
final class PresetParameters {

  /** Smoothing starts here and halves from level to level, mm. */
  private static final double COARSEST_RIGID_MM = 8;

  private static final double COARSEST_AFFINE_MM = 4;

  private static final double FINEST_MM = 1;

  /** Last distance of nodes: images of one kind show more detail to follow than others. */
  private static final double NODES_MM = 10;

  private static final double NODES_ACROSS_KINDS_MM = 16;

  private static final int HISTOGRAM_BINS = 32;
  private static final double BENDING_WEIGHT = 1;
  private static final double LANDMARK_WEIGHT = 0.01;

  private static final String CORRELATION = "AdvancedNormalizedCorrelation";
  private static final String INFORMATION = "AdvancedMattesMutualInformation";
  private static final String SQUARES = "AdvancedMeanSquares";

  private final GridGeometry fixed;
  private final boolean landmarks;

  /**
   * @param landmarks whether a metric for them is added
   */
  PresetParameters(GridGeometry fixed, boolean landmarks) {
    this.fixed = fixed;
    this.landmarks = landmarks;
  }

  List<ParameterFile> of(RegistrationPlan plan) {
    List<ParameterFile> files = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      boolean again = !files.isEmpty() && files.getLast().name().equals(stage.label() + ".txt");
      switch (stage) {
        case LinearStage s when !again -> files.add(linear(stage));
        case BlockStage s when !again -> files.add(linear(stage));
        case LinearStage s -> {}
        case BlockStage s -> {}
        case DiscreteStage s -> {}
        case DiffeomorphicStage s -> files.add(spline(s));
      }
    }
    return files;
  }

  private ParameterFile linear(Stage stage) {
    double coarsest = stage.label().equals("rigid") ? COARSEST_RIGID_MM : COARSEST_AFFINE_MM;
    List<Double> levels =
        DoubleStream.iterate(coarsest, mm -> mm > FINEST_MM, mm -> mm / 2).boxed().toList();
    ParameterFile file = preset(stage.label(), stage.label());
    return compared(smoothed(file, levels), metrics(linearMetric(stage.similarity())));
  }

  private static String linearMetric(Similarity similarity) {
    return switch (similarity) {
      case Similarity.MeanSquares s -> SQUARES;
      case Similarity.GlobalCorrelation s -> CORRELATION;
      default -> INFORMATION;
    };
  }

  private ParameterFile spline(DiffeomorphicStage stage) {
    String metric =
        switch (stage.similarity()) {
          case Similarity.MeanSquares s -> SQUARES;
          case Similarity.GlobalCorrelation s -> CORRELATION;
          case Similarity.LocalCorrelation s -> CORRELATION;
          case Similarity.MutualInformation s -> INFORMATION;
          case Similarity.Mind s -> INFORMATION;
        };
    double nodes = metric.equals(INFORMATION) ? NODES_ACROSS_KINDS_MM : NODES_MM;
    ParameterFile file =
        smoothed(preset("bspline", stage.label()), List.of(4.0, 2.0, 1.0, 0.5))
            .with("FinalGridSpacingInPhysicalUnits", nodes);
    List<String> metrics = metrics(metric);
    metrics.add(1, "TransformBendingEnergyPenalty");
    return compared(file, metrics).with("Metric1Weight", BENDING_WEIGHT);
  }

  private List<String> metrics(String similarity) {
    List<String> metrics = new ArrayList<>(List.of(similarity));
    if (landmarks) {
      metrics.add(RunFiles.LANDMARK_METRIC);
    }
    return metrics;
  }

  private static ParameterFile compared(ParameterFile file, List<String> metrics) {
    String registration =
        metrics.size() == 1
            ? "MultiResolutionRegistration"
            : "MultiMetricMultiResolutionRegistration";
    ParameterFile complete =
        file.with("Registration", registration).with("Metric", metrics.toArray());
    if (metrics.contains(INFORMATION)) {
      complete = complete.with("NumberOfHistogramBins", HISTOGRAM_BINS);
    }
    if (metrics.size() > 1) {
      complete = complete.with("Metric0Weight", 1);
    }
    return metrics.contains(RunFiles.LANDMARK_METRIC)
        ? complete.with("Metric" + (metrics.size() - 1) + "Weight", LANDMARK_WEIGHT)
        : complete;
  }

  /** Smoothing per level and axis in mm, as factors of the spacing, whole and at least 1. */
  private ParameterFile smoothed(ParameterFile file, List<Double> levelsMm) {
    Object[] schedule =
        levelsMm.stream()
            .flatMap(mm -> IntStream.range(0, 3).mapToObj(axis -> factor(mm, axis)))
            .toArray();
    return file.with("NumberOfResolutions", levelsMm.size()).with("ImagePyramidSchedule", schedule);
  }

  private long factor(double mm, int axis) {
    return Math.max(1, Math.round(mm / fixed.spacingMm(axis)));
  }

  private static ParameterFile preset(String resource, String label) {
    return ParameterFile.parse(
        label + ".txt", text("common.txt") + System.lineSeparator() + text(resource + ".txt"));
  }

  private static String text(String resource) {
    try (InputStream in = PresetParameters.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the program's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
