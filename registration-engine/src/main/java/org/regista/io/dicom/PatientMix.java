package org.regista.io.dicom;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds studies and frames of reference with more than one Patient ID: some file is another
 * patient's. Every volume of them says so.
 */
final class PatientMix {

  private PatientMix() {}

  static DicomScan marked(DicomScan scan) {
    Set<String> studies = mixed(scan.volumes(), v -> v.origin().studyUid());
    Set<String> frames = mixed(scan.volumes(), v -> v.identity().frameOfReferenceUid().orElse(""));
    if (studies.isEmpty() && frames.isEmpty()) {
      return scan;
    }
    return new DicomScan(
        scan.volumes().stream().map(v -> marked(v, studies, frames)).toList(), scan.rejected());
  }

  private static VolumeCandidate marked(
      VolumeCandidate volume, Set<String> studies, Set<String> frames) {
    boolean study = studies.contains(volume.origin().studyUid());
    boolean frame = frames.contains(volume.identity().frameOfReferenceUid().orElse(""));
    if (!study && !frame) {
      return volume;
    }
    return volume.withNote(
        "WRONG PATIENT? its %s is shared by images with another Patient ID; check whose they are before fusing"
            .formatted(study ? "study" : "frame of reference"));
  }

  /** The keys, empty ones apart, that volumes of several patients have. */
  private static Set<String> mixed(
      List<VolumeCandidate> volumes, Function<VolumeCandidate, String> key) {
    Map<String, Set<String>> patients = new HashMap<>();
    volumes.forEach(
        v ->
            patients
                .computeIfAbsent(key.apply(v), k -> new HashSet<>())
                .add(v.origin().patientId()));
    return patients.entrySet().stream()
        .filter(e -> !e.getKey().isEmpty() && e.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
