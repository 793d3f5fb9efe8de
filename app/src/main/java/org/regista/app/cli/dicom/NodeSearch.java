package org.regista.app.cli.dicom;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.regista.study.library.SeriesQuery;
import org.regista.study.network.Archive;
import org.regista.study.network.FindKey;
import org.regista.study.network.FindKey.Level;
import org.regista.study.network.Match;

/** Lists what an archive has: its studies, and the series of each. */
final class NodeSearch {

  private final Archive archive;
  private final PrintStream out;

  NodeSearch(Archive archive, PrintStream out) {
    this.archive = archive;
    this.out = out;
  }

  void print(SeriesQuery query) {
    int count = 0;
    for (Match study : studies(query)) {
      String uid = study.text(FindKey.STUDY_UID);
      List<Match> series =
          archive.find(Level.SERIES, Map.of(FindKey.STUDY_UID, uid)).stream()
              .filter(
                  s ->
                      query.modality().isEmpty()
                          || query.modality().get().equals(s.text(FindKey.MODALITY)))
              .toList();
      if (series.isEmpty()) {
        continue;
      }
      out.printf(
          "%s  %s  %s%n  study  %s  %s  %s%n",
          study.text(FindKey.PATIENT_NAME),
          study.text(FindKey.PATIENT_ID),
          study.text(FindKey.PATIENT_BIRTH_DATE),
          study.text(FindKey.STUDY_DATE),
          study.text(FindKey.STUDY_DESCRIPTION),
          uid);
      series.forEach(this::printSeries);
      count += series.size();
    }
    out.printf("%d series%n", count);
  }

  private void printSeries(Match series) {
    out.printf(
        "    %-8s  %-8s  %6s objects  %s  %s%n",
        series.text(FindKey.SERIES_DATE),
        series.text(FindKey.MODALITY),
        series.text(FindKey.SERIES_OBJECTS),
        series.text(FindKey.SERIES_DESCRIPTION),
        series.text(FindKey.SERIES_UID));
  }

  /** By the number of the patient, and if nobody has it, by the beginning of the name. */
  private List<Match> studies(SeriesQuery query) {
    Map<FindKey, String> keys = new EnumMap<>(FindKey.class);
    if (query.from().isPresent() || query.to().isPresent()) {
      String from = query.from().orElse("");
      String to = query.to().orElse("");
      keys.put(FindKey.STUDY_DATE, from.equals(to) ? from : from + "-" + to);
    }
    query.modality().ifPresent(modality -> keys.put(FindKey.MODALITIES_IN_STUDY, modality));
    if (query.patient().isEmpty()) {
      return archive.find(Level.STUDY, keys);
    }
    String patient = query.patient().get();
    keys.put(FindKey.PATIENT_ID, patient);
    List<Match> byNumber = archive.find(Level.STUDY, keys);
    if (!byNumber.isEmpty()) {
      return byNumber;
    }
    keys.remove(FindKey.PATIENT_ID);
    // archives disagree on accents, on the case and on what may stand in a web address
    keys.put(FindKey.PATIENT_NAME, patient.replaceAll("[^A-Za-z0-9]+", "*") + "*");
    return archive.find(Level.STUDY, keys).stream()
        .filter(study -> query.matchesName(study.text(FindKey.PATIENT_NAME)))
        .toList();
  }
}
