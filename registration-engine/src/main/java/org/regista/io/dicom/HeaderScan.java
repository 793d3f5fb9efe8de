package org.regista.io.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.SeriesIdentity;
import org.regista.parallel.Workers;

/** One scan: reads headers on several threads and sorts them, in the order of the files. */
final class HeaderScan {

  private static final int THREADS = 4;
  private static final int FILES_AT_ONCE = 256;

  private final ScanControl control;
  private final Map<SeriesKey, List<SliceHeader>> series = new LinkedHashMap<>();
  private final Map<String, SliceHeader> firstOfUid = new LinkedHashMap<>();
  private final Map<Object, Object> shared = new LinkedHashMap<>();
  private final List<RejectedFile> rejected = new ArrayList<>();

  private record SeriesKey(String patientId, String studyUid, String seriesUid) {}

  /** What became of one file: slices, or else a reason. */
  private record Outcome(List<SliceHeader> slices, Optional<RejectedFile> rejected) {}

  HeaderScan(ScanControl control) {
    this.control = control;
  }

  DicomScan scan(FileList list) {
    rejected.addAll(list.missing());
    List<Path> files = list.files();
    for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
      FileList.throwIfCancelled(control);
      List<Path> some = files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE));
      Outcome[] outcomes = new Outcome[some.size()];
      Workers.forEach(some.size(), THREADS, n -> outcomes[n] = read(some.get(n)));
      for (Outcome outcome : outcomes) {
        take(outcome);
      }
      control.progressed(from + some.size(), files.size());
    }
    return PatientMix.marked(new DicomScan(volumes(), rejected));
  }

  private Outcome read(Path file) {
    FileList.throwIfCancelled(control);
    try {
      return new Outcome(SliceHeaderReader.read(file), Optional.empty());
    } catch (UnusableFileException e) {
      return new Outcome(
          List.of(), Optional.of(new RejectedFile(file, e.reason(), e.lostFromSeries())));
    }
  }

  private void take(Outcome outcome) {
    outcome.rejected().ifPresent(rejected::add);
    if (outcome.slices().isEmpty()) {
      return;
    }
    SliceHeader.Source source = shared(outcome.slices().getFirst().source());
    SliceHeader first = outcome.slices().getFirst();
    if (!source.sopInstanceUid().isEmpty()) {
      Optional<SliceHeader> earlier =
          Optional.ofNullable(firstOfUid.putIfAbsent(source.sopInstanceUid(), first));
      if (earlier.isPresent()) {
        rejected.add(sameUid(earlier.get(), first));
        return;
      }
    }
    List<SliceHeader> slices =
        series.computeIfAbsent(
            new SeriesKey(
                source.origin().patientId(), source.origin().studyUid(), source.series().uid()),
            key -> new ArrayList<>());
    outcome
        .slices()
        .forEach(
            slice ->
                slices.add(slice.with(source, shared(slice.layout()), shared(slice.parameters()))));
  }

  private static RejectedFile sameUid(SliceHeader earlier, SliceHeader later) {
    boolean same =
        earlier.series().equals(later.series())
            && earlier.origin().equals(later.origin())
            && earlier.pose().equals(later.pose())
            && earlier.source().frames() == later.source().frames()
            && SlicePixels.same(earlier, later);
    return new RejectedFile(
        later.file(),
        (same
                ? "is a copy of '%s'"
                : "is kept out: it has the SOP Instance UID of '%s' but other content")
            .formatted(earlier.name()),
        Optional.empty());
  }

  /** What is equal in many files is kept once. */
  private SliceHeader.Source shared(SliceHeader.Source source) {
    return new SliceHeader.Source(
        source.file(),
        source.sopInstanceUid(),
        shared(source.origin()),
        shared(source.series()),
        source.tiltDegrees(),
        source.frames(),
        source.pet().map(this::shared));
  }

  @SuppressWarnings("unchecked") // equal records are of one class
  private <T> T shared(T value) {
    T first = (T) shared.putIfAbsent(value, value);
    return first == null ? value : first;
  }

  private List<VolumeCandidate> volumes() {
    List<VolumeCandidate> volumes = new ArrayList<>();
    Collection<List<SliceHeader>> all = series.values();
    for (List<SliceHeader> slices : all) {
      FileList.throwIfCancelled(control);
      SeriesIdentity identity = slices.getFirst().series();
      VolumeSplitter split = VolumeSplitter.split(slices);
      rejected.addAll(split.copies());
      LeftOut leftOut = new LeftOut(unusable(identity.uid()), split.strays());
      rejected.addAll(split.strays());
      List<String> parts = PartNames.of(split.volumes());
      for (int n = 0; n < parts.size(); n++) {
        String uid = parts.size() == 1 ? identity.uid() : identity.uid() + "#" + (n + 1);
        volumes.add(
            new VolumeCandidate(
                new VolumeCandidate.Name(volumes.size() + 1, uid, parts.get(n)),
                split.volumes().get(n),
                leftOut,
                List.of()));
      }
    }
    return volumes;
  }

  private List<RejectedFile> unusable(String seriesUid) {
    return rejected.stream()
        .filter(r -> r.lostFromSeries().equals(Optional.of(seriesUid)))
        .toList();
  }
}
