package org.regista.app.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.app.report.Badges;
import org.regista.error.RegistrationException;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the results of registrations. */
public final class PairResults {

  private static final Logger LOG = LoggerFactory.getLogger(PairResults.class);

  private PairResults() {}

  /**
   * All results, the newest first; folders that are damaged are left out.
   *
   * @param work where windows work: its folders hold attempts
   * @param others result folders elsewhere
   */
  public static List<PairResult> find(Path work, List<Path> others) {
    List<Path> folders = new ArrayList<>(others);
    for (Path window : foldersIn(work)) {
      folders.addAll(foldersIn(window));
    }
    return folders.stream()
        .distinct()
        .filter(folder -> Files.isRegularFile(folder.resolve(ResultFolder.RECORD)))
        .flatMap(folder -> read(folder).stream())
        .sorted(Comparator.comparing(PairResult::finished).reversed())
        .toList();
  }

  private static List<Path> foldersIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      LOG.warn("results in '{}' cannot be looked for: {}", folder, e.getMessage());
      return List.of();
    }
  }

  private static Optional<PairResult> read(Path folder) {
    try {
      RegistrationRecord record = ResultFolder.open(folder).record();
      return Optional.of(
          new PairResult(
              folder,
              record.inputs().fixed().uid(),
              record.inputs().moving().uid(),
              record.finished(),
              record.quality().verdict().name(),
              Badges.of(record)));
    } catch (RegistrationException e) {
      LOG.debug("'{}' is no result: {}", folder, e.getMessage());
      return Optional.empty();
    }
  }
}
