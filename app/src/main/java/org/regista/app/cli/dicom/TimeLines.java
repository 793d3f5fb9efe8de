package org.regista.app.cli.dicom;

import java.io.PrintStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.regista.study.library.LibrarySeries;
import org.regista.study.library.SeriesQuery;
import org.regista.study.library.StudyLibrary;

/** Tells what the library has of a patient, day by day. */
final class TimeLines {

  private final StudyLibrary library;
  private final PrintStream out;

  TimeLines(StudyLibrary library, PrintStream out) {
    this.library = library;
    this.out = out;
  }

  /** Of every patient with a series that is looked for, all series. */
  void print(SeriesQuery query) {
    Set<String> ids = new LinkedHashSet<>();
    library.search(query).forEach(series -> ids.add(series.patient().id()));
    ids.forEach(id -> print(library.timeLine(id)));
    out.printf("%d patients%n", ids.size());
  }

  private void print(List<LibrarySeries> ofPatient) {
    LibrarySeries.Patient patient = ofPatient.getFirst().patient();
    out.printf("%s  %s  %s%n", patient.name(), patient.id(), patient.birthDate());
    Optional<LocalDate> last = Optional.empty();
    String lastDay = "-";
    String lastStudy = "";
    for (LibrarySeries series : ofPatient) {
      boolean sameDay = series.date().equals(lastDay);
      if (!sameDay) {
        Optional<LocalDate> day = day(series.date());
        out.printf("  %s%s%n", day.map(LocalDate::toString).orElse("no date"), since(last, day));
        last = day.isPresent() ? day : last;
        lastDay = series.date();
      }
      if (!sameDay || !series.study().uid().equals(lastStudy)) {
        out.printf("    study  %s  %s%n", series.study().description(), series.study().uid());
        lastStudy = series.study().uid();
      }
      out.printf(
          "      %-8s  %6d objects  %s  library:%s%n",
          series.modality(), series.objects(), series.description(), series.uid());
    }
  }

  private static String since(Optional<LocalDate> earlier, Optional<LocalDate> day) {
    return earlier
        .flatMap(e -> day.map(d -> ", %d days later".formatted(ChronoUnit.DAYS.between(e, d))))
        .orElse("");
  }

  private static Optional<LocalDate> day(String dicom) {
    try {
      return Optional.of(LocalDate.parse(dicom, DateTimeFormatter.BASIC_ISO_DATE));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // empty, or what no calendar knows; the library keeps it as it is
    }
  }
}
