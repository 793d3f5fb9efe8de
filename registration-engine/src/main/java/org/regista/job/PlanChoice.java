package org.regista.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.regista.compute.Similarity;
import org.regista.error.InputDataException;
import org.regista.register.plan.BlockStage;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.DiscreteStage;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.PlanFiles;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;

/**
 * A preset, and how a person wants it changed.
 *
 * @param preset name of a preset, or the path of a plan file
 * @param stages labels of the stages to run, or empty for those of the preset
 * @param metric what all stages compare by, or empty for the preset's choice
 */
public record PlanChoice(String preset, List<String> stages, Optional<Metric> metric) {

  /** The labels of {@link Stage#label} in the order in which they run. */
  public static final List<String> STAGE_LABELS = List.of("rigid", "affine", "diffeo");

  /** Where a stage comes from that the preset does not have. */
  private static final List<String> LENDERS = List.of("generic", "mri-followup");

  /** Rounds at each resolution, and the shares of blocks looked for and kept: Modat et al. 2014. */
  private static final int BLOCK_ROUNDS = 5;

  private static final double BLOCK_SHARE = 0.5;

  /** Similarities as they are called on the command line. */
  public enum Metric {
    MI,
    NCC,
    LNCC,
    MSD,
    MIND,
    BLOCKS;

    /** As on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PlanChoice {
    stages = List.copyOf(stages);
    for (String stage : stages) {
      if (!STAGE_LABELS.contains(stage)) {
        throw new InputDataException(
            "there is no stage '%s'; there are %s"
                .formatted(stage, String.join(", ", STAGE_LABELS)));
      }
    }
  }

  /**
   * The plan that this asks for.
   *
   * @throws InputDataException if the preset or file does not exist
   */
  public RegistrationPlan plan() {
    RegistrationPlan base = base();
    List<Stage> chosen = stages.isEmpty() ? base.stages() : chosenStages(base);
    List<Stage> compared = chosen.stream().map(this::compared).toList();
    if (compared.equals(base.stages())) {
      return base;
    }
    return new RegistrationPlan(
        "custom",
        base.version(),
        description(base),
        base.fixedRange(),
        base.movingRange(),
        base.usualBeyondThreefold(),
        compared);
  }

  private RegistrationPlan base() {
    if (PlanFiles.presetNames().contains(preset) || !Files.exists(Path.of(preset))) {
      return PlanFiles.preset(preset);
    }
    return PlanFiles.read(Path.of(preset));
  }

  private List<Stage> chosenStages(RegistrationPlan base) {
    List<Stage> chosen = new ArrayList<>();
    for (String label : STAGE_LABELS) {
      if (stages.contains(label)) {
        List<Stage> own = labelled(base, label);
        chosen.addAll(own.isEmpty() ? lent(base, label) : own);
      }
    }
    return chosen;
  }

  /** From another preset, but comparing as the last stage of this one, which knows the images. */
  private static List<Stage> lent(RegistrationPlan base, String label) {
    Similarity similarity = base.stages().getLast().similarity();
    boolean blocks = base.stages().getLast() instanceof BlockStage;
    return LENDERS.stream()
        .map(lender -> labelled(PlanFiles.preset(lender), label))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no preset has a stage '" + label + "'"))
        .stream()
        .map(stage -> blocks ? byBlocks(with(stage, similarity)) : with(stage, similarity))
        .toList();
  }

  /** A search for large motion belongs to the diffeomorphic stage that it starts. */
  private static List<Stage> labelled(RegistrationPlan plan, String label) {
    return plan.stages().stream()
        .filter(
            stage ->
                stage.label().equals(label)
                    || (label.equals("diffeo") && stage instanceof DiscreteStage))
        .toList();
  }

  private Stage compared(Stage stage) {
    return metric
        .map(m -> m == Metric.BLOCKS ? byBlocks(stage) : with(stage, similarity(m, stage)))
        .orElse(stage);
  }

  /** The same resolutions, but blocks instead of samples; a deformation keeps its own measure. */
  private static Stage byBlocks(Stage stage) {
    return stage instanceof LinearStage s
        ? new BlockStage(
            s.freedom(),
            s.levels().stream()
                .map(level -> new BlockStage.Level(level.spacingMm(), BLOCK_ROUNDS))
                .toList(),
            BLOCK_SHARE,
            BLOCK_SHARE)
        : stage;
  }

  /** A stage that already compares in this way keeps its own bins or radius. */
  private static Similarity similarity(Metric metric, Stage stage) {
    Similarity present = stage.similarity();
    return switch (metric) {
      case MI ->
          present instanceof Similarity.MutualInformation
              ? present
              : new Similarity.MutualInformation(32);
      case NCC -> new Similarity.GlobalCorrelation();
      case LNCC ->
          present instanceof Similarity.LocalCorrelation
              ? present
              : new Similarity.LocalCorrelation(2);
      case MSD -> new Similarity.MeanSquares();
      case BLOCKS -> present;
      case MIND -> present instanceof Similarity.Mind ? present : new Similarity.Mind(1, 2);
    };
  }

  private static Stage with(Stage stage, Similarity similarity) {
    return switch (stage) {
      case LinearStage s ->
          similarity instanceof Similarity.Mind
              ? s
              : new LinearStage(s.freedom(), similarity, s.levels());
      case BlockStage s -> withoutBlocks(s, similarity);
      case DiscreteStage s -> s;
      case DiffeomorphicStage s ->
          new DiffeomorphicStage(
              similarity,
              s.levels(),
              s.fluidSigmaVoxels(),
              s.elasticSigmaVoxels(),
              s.momentum(),
              s.minimumJacobian(),
              s.voxels());
    };
  }

  /** The stage of that freedom in the preset for any two images. */
  private static Stage withoutBlocks(BlockStage stage, Similarity similarity) {
    return with(
        labelled(PlanFiles.preset(LENDERS.getFirst()), stage.label()).getFirst(), similarity);
  }

  private String description(RegistrationPlan base) {
    String changed = "%s, version %d".formatted(base.name(), base.version());
    if (!stages.isEmpty()) {
      changed += ", with the stages " + String.join(", ", stages);
    }
    return changed + metric.map(m -> ", compared by " + m).orElse("") + ".";
  }
}
