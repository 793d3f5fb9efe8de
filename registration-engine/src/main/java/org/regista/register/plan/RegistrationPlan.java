package org.regista.register.plan;

import java.util.List;

/**
 * What a registration does, as data.
 *
 * @param name of the preset, or "custom"
 * @param version of the preset; grows whenever its numbers change, and is recorded in every result
 * @param description one sentence for the person who chooses
 * @param fixedRange intensities outside are clamped before comparison
 * @param movingRange the same for the moving image
 * @param usualBeyondThreefold share of the fixed foreground, 0 to 1, that may change its volume
 *     more than threefold before a review is asked for: next to nothing within one patient, more
 *     between people
 * @param stages in the order in which they run
 */
public record RegistrationPlan(
    String name,
    int version,
    String description,
    IntensityRange fixedRange,
    IntensityRange movingRange,
    double usualBeyondThreefold,
    List<Stage> stages) {

  public RegistrationPlan {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("plan '" + name + "' has no stages");
    }
    boolean bendsEarly =
        stages.subList(0, stages.size() - 1).stream()
            .anyMatch(DiffeomorphicStage.class::isInstance);
    if (bendsEarly) {
      throw new IllegalArgumentException(
          "plan '" + name + "': a diffeomorphic stage can only be the last one");
    }
    for (int n = 0; n < stages.size(); n++) {
      if (stages.get(n) instanceof DiscreteStage
          && !(n + 2 == stages.size() && stages.get(n + 1) instanceof DiffeomorphicStage)) {
        throw new IllegalArgumentException(
            "plan '" + name + "': a discrete stage needs the diffeomorphic stage right after it");
      }
    }
  }
}
