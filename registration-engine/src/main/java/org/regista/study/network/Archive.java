package org.regista.study.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.regista.error.InputDataException;

/**
 * A node that keeps studies. Every method throws {@link InputDataException} if the node cannot be
 * reached, is not trusted, refuses, or breaks off; the message names it. What had come in whole
 * until then stays.
 */
public interface Archive {

  /** Asks whether it is there; the time that took. */
  Duration echo();

  /**
   * @param keys values as DICOM writes them, with * and ? and ranges of dates; for series the study
   *     must be given, for instances the series too
   */
  List<Match> find(FindKey.Level level, Map<FindKey, String> keys);

  /** Is told of each object when its fate is known, by the thread that sends. */
  @FunctionalInterface
  interface SendListener {

    /**
     * @param problem why it was not taken, to be read after the file's name; empty if it was
     */
    void sent(Path file, Optional<String> problem);
  }

  /** Sends files that hold one object each. */
  default TransferReport send(List<Path> files) {
    return send(files, (file, problem) -> {});
  }

  /** The same, and tells of each. */
  TransferReport send(List<Path> files, SendListener each);

  /**
   * Fetches the objects of a study, or of one series of it, that the folder does not have.
   *
   * @param seriesUid if empty, all series
   */
  TransferReport fetch(String studyUid, Optional<String> seriesUid, ReceiveFolder folder);

  /** The instances of a study, or of one series of it. */
  default List<Match> instances(String studyUid, Optional<String> seriesUid) {
    List<String> series =
        seriesUid
            .map(List::of)
            .orElseGet(
                () ->
                    find(FindKey.Level.SERIES, Map.of(FindKey.STUDY_UID, studyUid)).stream()
                        .map(match -> match.text(FindKey.SERIES_UID))
                        .toList());
    List<Match> instances = new ArrayList<>();
    for (String uid : series) {
      instances.addAll(
          find(
              FindKey.Level.INSTANCE,
              Map.of(FindKey.STUDY_UID, studyUid, FindKey.SERIES_UID, uid)));
    }
    if (instances.isEmpty()) {
      throw new InputDataException(
          "the node has no objects of study '%s'%s"
              .formatted(
                  studyUid, seriesUid.map(uid -> ", series '%s'".formatted(uid)).orElse("")));
    }
    return instances;
  }
}
