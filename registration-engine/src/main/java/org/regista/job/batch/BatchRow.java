package org.regista.job.batch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.job.PlanChoice;
import org.regista.job.RegistrationJob;
import org.regista.study.library.LibraryInputs;

/**
 * One row of a manifest, not yet understood: what is wrong with it costs this row only.
 *
 * @param folder what relative paths start from
 * @param library where "library:SERIES" is looked up
 * @param cells the cells that are not empty, by column
 */
public record BatchRow(String id, Path folder, LibraryInputs library, Map<String, String> cells) {

  public BatchRow {
    cells = Map.copyOf(cells);
  }

  /** What holds where a row says nothing. */
  public record Defaults(
      PlanChoice plan,
      RegistrationJob.Start start,
      RegistrationJob.Machine machine,
      RegistrationJob.Extras extras) {}

  /**
   * The job that this row asks for.
   *
   * @throws InputDataException if a cell cannot be understood
   */
  RegistrationJob job(Defaults defaults) {
    return new RegistrationJob(
        new RegistrationJob.Inputs(
            path("fixed").orElseThrow(() -> missing("fixed")),
            path("moving").orElseThrow(() -> missing("moving")),
            path("fixed_mask"),
            path("moving_mask")),
        plan(defaults.plan()).plan(),
        start(defaults.start()),
        defaults.machine(),
        defaults.extras(),
        Optional.empty());
  }

  private InputDataException missing(String column) {
    return new InputDataException("row '%s' names no %s image".formatted(id, column));
  }

  private PlanChoice plan(PlanChoice defaults) {
    return new PlanChoice(
        cell("preset").orElse(defaults.preset()),
        cell("stages").map(s -> List.of(s.split("[,; ]+"))).orElse(defaults.stages()),
        cell("metric").map(this::metric).or(defaults::metric));
  }

  private PlanChoice.Metric metric(String text) {
    try {
      return PlanChoice.Metric.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InputDataException(
          "row '%s': there is no metric '%s'; there are mi, ncc, lncc, msd, mind and blocks"
              .formatted(id, text),
          e);
    }
  }

  private RegistrationJob.Start start(RegistrationJob.Start defaults) {
    return cell("init")
        .map(RegistrationJob.Start::of)
        .map(
            start ->
                start instanceof RegistrationJob.Start.FromFile from
                    ? new RegistrationJob.Start.FromFile(folder.resolve(from.file()))
                    : start)
        .orElse(defaults);
  }

  private Optional<Path> path(String column) {
    return cell(column).map(this::resolved);
  }

  private Path resolved(String text) {
    try {
      if (LibraryInputs.isOne(text)) {
        return library.resolve(text);
      }
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new InputDataException("row '%s': '%s' is no path".formatted(id, text), e);
    }
  }

  private Optional<String> cell(String column) {
    return Optional.ofNullable(cells.get(column));
  }
}
