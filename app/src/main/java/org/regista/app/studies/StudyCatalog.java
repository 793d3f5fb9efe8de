package org.regista.app.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.regista.error.RegistrationException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.DicomSeriesReader;
import org.regista.io.dicom.ScanControl;
import org.regista.io.dicom.VolumeCandidate;
import org.regista.io.dicom.tree.VolumeSummary;
import org.regista.register.Cancellation;
import org.regista.study.library.ImportMode;
import org.regista.study.library.ImportReport;
import org.regista.study.library.LibraryInputs;
import org.regista.study.library.LibrarySeries;
import org.regista.study.library.SeriesQuery;
import org.regista.study.library.StudyLibrary;

/** The series of the study library and of what was dropped. Slow, so never for the FX thread. */
public final class StudyCatalog {

  /** Image files are read whole for their thumbnail; larger ones get none. */
  private static final long MOST_BYTES = 256L << 20;

  private final Path library;
  private final VolumeFiles files;
  private final Map<String, VolumeCandidate> dropped = new ConcurrentHashMap<>();

  /**
   * @param library the folder of the library; it need not exist
   */
  public StudyCatalog(Path library, VolumeFiles files) {
    this.library = library;
    this.files = files;
  }

  public Path library() {
    return library;
  }

  /**
   * The series of the library by patient, each in the order of time; none if there is no library.
   *
   * @param words of the patient's name or the whole number; empty for all
   * @throws org.regista.error.InputDataException if the library is damaged
   */
  public List<StudyItem> search(String words) {
    if (!Files.isDirectory(library)) {
      return List.of();
    }
    try (StudyLibrary opened = StudyLibrary.open(library)) {
      return opened.search(SeriesQuery.ALL.withPatient(words)).stream()
          .map(StudyCatalog::item)
          .toList();
    }
  }

  private static StudyItem item(LibrarySeries series) {
    String date = series.date().isEmpty() ? series.study().date() : series.date();
    return new StudyItem(
        series.uid(),
        StudyItem.Patient.ofDicom(series.patient().name(), series.patient().id()),
        date.length() == 8
            ? date.substring(0, 4) + "-" + date.substring(4, 6) + "-" + date.substring(6)
            : date,
        series.modality(),
        series.description().isEmpty() ? series.study().description() : series.description(),
        series.objects(),
        StudyItem.Facts.UNKNOWN);
  }

  /**
   * Looks through files and folders without importing anything.
   *
   * @param progress told of the share of the headers that are read, 0 to 1
   * @throws org.regista.error.InputDataException if they cannot be read
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  public FolderContent scan(List<Path> places, DoubleConsumer progress, Cancellation cancellation) {
    FolderLook.Seen seen = FolderLook.at(places, control(progress, cancellation));
    dropped.clear();
    dropped.putAll(seen.candidates());
    return seen.content();
  }

  private static ScanControl control(DoubleConsumer progress, Cancellation cancellation) {
    return new ScanControl() {
      @Override
      public void progressed(int files, int of) {
        progress.accept(of == 0 ? 0 : (double) files / of);
      }

      @Override
      public boolean cancelled() {
        return cancellation.isRequested();
      }
    };
  }

  /** Copies all DICOM objects in {@code places} into the library, each once. */
  public ImportReport importing(
      List<Path> places, Consumer<ImportReport> progress, Cancellation cancellation) {
    try {
      Files.createDirectories(library);
    } catch (IOException e) {
      throw VolumeFiles.unreadable(library, e);
    }
    try (StudyLibrary opened = StudyLibrary.open(library)) {
      return opened.importing(places, ImportMode.COPY, progress, cancellation);
    }
  }

  /**
   * Takes a look into the files of an item: its volumes, of which a series may have several, each
   * with a thumbnail. What cannot be read has a problem.
   */
  public List<StudyItem> look(StudyItem item) {
    try {
      Optional<Path> input = item.facts().input();
      if (input.isEmpty()) {
        return lookIntoLibrary(item);
      }
      VolumeCandidate candidate = dropped.get(item.key());
      return List.of(
          candidate == null
              ? lookAtFile(item, input.get())
              : item.with(pictured(item.facts(), candidate)));
    } catch (RegistrationException e) {
      return List.of(item.with(withProblem(item.facts(), String.valueOf(e.getMessage()))));
    }
  }

  private static StudyItem.Facts withProblem(StudyItem.Facts f, String problem) {
    return new StudyItem.Facts(
        f.input(), f.frame(), f.geometry(), problem, f.remarks(), f.thumbnail());
  }

  private static StudyItem.Facts pictured(StudyItem.Facts facts, VolumeCandidate candidate) {
    try (Volume slice = DicomSeriesReader.readMiddle(candidate)) {
      return facts.withThumbnail(Thumbnail.of(slice));
    }
  }

  private StudyItem lookAtFile(StudyItem item, Path file) {
    if (file.toFile().length() > MOST_BYTES) {
      return item;
    }
    try (Volume volume = files.read(file)) {
      return item.with(item.facts().withThumbnail(Thumbnail.of(volume)));
    }
  }

  private List<StudyItem> lookIntoLibrary(StudyItem series) {
    CardFile card = new CardFile(library, series.key(), series.images());
    Optional<List<StudyItem>> known = card.read(series);
    if (known.isPresent()) {
      return known.get();
    }
    List<Path> paths;
    try (StudyLibrary opened = StudyLibrary.openExisting(library)) {
      paths = opened.files(series.key());
    }
    DicomScan scan = DicomScanner.scan(paths, ScanControl.NONE);
    List<StudyItem> volumes = new ArrayList<>();
    for (VolumeCandidate candidate : scan.volumes()) {
      volumes.add(volume(series, candidate, scan.volumes().size() > 1));
    }
    if (volumes.isEmpty()) {
      volumes.add(series.with(withProblem(StudyItem.Facts.UNKNOWN, "it is no series of images")));
    }
    card.write(volumes);
    return volumes;
  }

  private StudyItem volume(StudyItem series, VolumeCandidate candidate, boolean oneOfSeveral) {
    VolumeSummary summary = candidate.summary();
    String input = "library:" + series.key();
    StudyItem.Facts facts =
        FolderLook.facts(
            summary,
            Optional.of(
                new LibraryInputs(library)
                    .resolve(oneOfSeveral ? input + "#" + candidate.number() : input)));
    String part = summary.part().isEmpty() ? "" : ", " + summary.part();
    StudyItem item =
        new StudyItem(
            candidate.uid(),
            series.patient(),
            series.date(),
            series.modality(),
            series.description() + part,
            summary.images(),
            facts);
    return item.with(pictured(facts, candidate));
  }
}
