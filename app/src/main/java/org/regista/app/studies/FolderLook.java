package org.regista.app.studies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.ScanControl;
import org.regista.io.dicom.VolumeCandidate;
import org.regista.io.dicom.tree.Patient;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.Series;
import org.regista.io.dicom.tree.Study;
import org.regista.io.dicom.tree.VolumeSummary;
import org.regista.job.result.ResultFolder;

/** Looks through files and folders: DICOM series, image files, results of registrations. */
final class FolderLook {

  private static final List<String> IMAGE_FILES =
      List.of(".nii", ".nii.gz", ".mha", ".mhd", ".nrrd", ".nhdr");
  private static final Pattern DATE = Pattern.compile("(19|20)\\d\\d-\\d\\d-\\d\\d");
  private static final int DEEPEST = 16;

  private final List<Path> places;
  private final List<Path> images = new ArrayList<>();
  private final List<Path> others = new ArrayList<>();
  private final List<Path> results = new ArrayList<>();
  private final Map<String, VolumeCandidate> candidates = new LinkedHashMap<>();

  private FolderLook(List<Path> places) {
    this.places = places.stream().map(p -> p.toAbsolutePath().normalize()).toList();
  }

  /** The content, and the volumes of DICOM series by the keys of their items. */
  record Seen(FolderContent content, Map<String, VolumeCandidate> candidates) {}

  static Seen at(List<Path> places, ScanControl control) {
    FolderLook look = new FolderLook(places);
    return new Seen(look.content(control), Map.copyOf(look.candidates));
  }

  private FolderContent content(ScanControl control) {
    places.forEach(this::walk);
    DicomScan scan = DicomScanner.scan(others, control);
    List<StudyItem> items = new ArrayList<>();
    for (Patient patient : scan.patients()) {
      for (Study study : patient.studies()) {
        study.series().forEach(series -> items.addAll(items(patient, series, scan.volumes())));
      }
    }
    images.forEach(file -> items.add(imageFile(file)));
    return new FolderContent(places, items, reasons(scan.rejected()), results);
  }

  private void walk(Path place) {
    try (Stream<Path> files = Files.walk(place, DEEPEST)) {
      files.filter(Files::isRegularFile).sorted().forEach(this::sort);
    } catch (IOException | UncheckedIOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(place, e.getMessage()), e);
    }
    // what a result folder holds belongs to the result
    images.removeIf(file -> results.stream().anyMatch(file::startsWith));
    others.removeIf(file -> results.stream().anyMatch(file::startsWith));
  }

  private void sort(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.equals(ResultFolder.RECORD)) {
      results.add(file.resolveSibling(".").normalize());
    } else if (IMAGE_FILES.stream().anyMatch(name::endsWith)) {
      images.add(file);
    } else {
      others.add(file);
    }
  }

  private List<StudyItem> items(Patient patient, Series series, List<VolumeCandidate> all) {
    List<StudyItem> items = new ArrayList<>();
    for (VolumeSummary summary : series.volumes()) {
      VolumeCandidate candidate = all.get(summary.number() - 1);
      candidates.put(candidate.uid(), candidate);
      String part = summary.part().isEmpty() ? "" : ", " + summary.part();
      items.add(
          new StudyItem(
              candidate.uid(),
              StudyItem.Patient.ofDicom(patient.name(), patient.id()),
              series.date(),
              series.modality(),
              series.description() + part,
              summary.images(),
              facts(summary, Optional.of(input(candidate, all)))));
    }
    return items;
  }

  /** What is known without reading a pixel. */
  static StudyItem.Facts facts(VolumeSummary summary, Optional<Path> input) {
    return new StudyItem.Facts(
        input,
        summary.identity().frameOfReferenceUid(),
        summary
            .grid()
            .map(
                g ->
                    String.format(
                        Locale.ROOT,
                        "%s · %.2f×%.2f×%.2f mm",
                        g.size().toString().replace('x', '×'),
                        g.spacingMm(0),
                        g.spacingMm(1),
                        g.spacingMm(2)))
            .orElse(""),
        summary.problem().orElse(""),
        summary.remarks(),
        Optional.empty());
  }

  /** One file stands for the volume in its folder, so that only that folder is read again. */
  private Path input(VolumeCandidate volume, List<VolumeCandidate> all) {
    Path first = volume.files().getFirst();
    Set<Path> folders =
        volume.files().stream()
            .map(f -> f.resolveSibling(".").normalize())
            .collect(Collectors.toSet());
    if (folders.size() > 1 && places.size() == 1) {
      return named(places.getFirst(), volume);
    }
    boolean shared = all.stream().filter(v -> v.files().contains(first)).count() > 1;
    return shared ? named(first, volume) : first;
  }

  private static Path named(Path place, VolumeCandidate volume) {
    return place.resolveSibling(place.getFileName() + "#" + volume.uid());
  }

  private static StudyItem imageFile(Path file) {
    Path folder = file.resolveSibling(".").normalize().getFileName();
    Matcher date = DATE.matcher(file.getFileName().toString());
    StudyItem.Facts facts =
        new StudyItem.Facts(
            Optional.of(file), Optional.empty(), "", "", List.of(), Optional.empty());
    return new StudyItem(
        VolumeFiles.spaceOf(file).uid(),
        new StudyItem.Patient(folder == null ? "files" : folder.toString(), ""),
        date.find() ? date.group() : "",
        "",
        file.getFileName().toString(),
        1,
        facts);
  }

  private static List<String> reasons(List<RejectedFile> rejected) {
    Map<String, List<RejectedFile>> byReason =
        rejected.stream()
            .collect(
                Collectors.groupingBy(
                    RejectedFile::reason, LinkedHashMap::new, Collectors.toList()));
    return byReason.entrySet().stream()
        .map(
            e ->
                "%d × '%s' %s"
                    .formatted(
                        e.getValue().size(),
                        e.getValue().getFirst().file().getFileName(),
                        e.getKey()))
        .toList();
  }
}
