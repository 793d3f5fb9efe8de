package org.regista.app.cli.dicom;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.regista.geometry.GridGeometry;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.tree.Patient;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.Series;
import org.regista.io.dicom.tree.Study;
import org.regista.io.dicom.tree.VolumeSummary;

/** A scan for people: an indented line for each patient, study, series and volume. */
final class ScanTable {

  private static final int MOST_REJECTS = 20;

  private final Path folder;
  private final boolean allRejects;

  /** Files are named as seen from {@code folder}. */
  ScanTable(Path folder, boolean allRejects) {
    this.folder = folder;
    this.allRejects = allRejects;
  }

  void print(DicomScan scan, PrintStream out) {
    for (Patient patient : scan.patients()) {
      out.println(line("Patient", known(patient.name()), patient.id(), born(patient)));
      for (Study study : patient.studies()) {
        out.println("  " + line("Study", study.date(), study.description(), study.uid()));
        study.series().forEach(series -> print(series, out));
      }
    }
    out.printf("%d volumes, %d files not used%n", scan.volumes().size(), scan.rejected().size());
    List<RejectedFile> rejected = scan.rejected();
    rejected.stream()
        .limit(allRejects ? rejected.size() : MOST_REJECTS)
        .forEach(r -> out.printf("  '%s' %s%n", name(r.file()), r.reason()));
    if (!allRejects && rejected.size() > MOST_REJECTS) {
      out.printf("  ... and %d more (--rejects)%n", rejected.size() - MOST_REJECTS);
    }
  }

  private static void print(Series series, PrintStream out) {
    out.println(
        "    "
            + line(
                "Series",
                series.modality(),
                series.date(),
                series.description(),
                series.images() + " images",
                series.uid()));
    for (VolumeSummary volume : series.volumes()) {
      out.println(
          "      "
              + line(
                  "#" + volume.number(),
                  volume.part(),
                  volume.images() + " slices",
                  volume.grid().map(ScanTable::grid).orElse("no volume")));
      volume.remarks().forEach(remark -> out.println("         remark: " + remark));
      volume.observations().forEach(said -> out.println("         observed: " + said));
      volume.problem().ifPresent(problem -> out.println("         unusable: " + problem));
    }
  }

  private static String grid(GridGeometry grid) {
    return String.format(
        Locale.ROOT,
        "%s, %.3f x %.3f x %.3f mm",
        grid.size(),
        grid.spacingMm(0),
        grid.spacingMm(1),
        grid.spacingMm(2));
  }

  private static String known(String name) {
    return name.isEmpty() ? "without a name" : name;
  }

  private static String born(Patient patient) {
    return patient.birthDate().isEmpty() ? "" : "born " + patient.birthDate();
  }

  private static String line(String... parts) {
    return String.join("  ", List.of(parts).stream().filter(p -> !p.isEmpty()).toList());
  }

  private String name(Path file) {
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }
}
