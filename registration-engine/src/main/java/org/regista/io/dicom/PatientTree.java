package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.regista.io.dicom.tree.Patient;
import org.regista.io.dicom.tree.Series;
import org.regista.io.dicom.tree.SeriesIdentity;
import org.regista.io.dicom.tree.Study;

/** Groups volumes by what their files say of patient, study and series. */
final class PatientTree {

  private record PatientKey(String id, String name, String birthDate, String sex) {}

  private PatientTree() {}

  static List<Patient> of(List<VolumeCandidate> volumes) {
    return grouped(volumes, PatientTree::patientOf).entrySet().stream()
        .map(
            e ->
                new Patient(
                    e.getKey().id(),
                    e.getKey().name(),
                    e.getKey().birthDate(),
                    e.getKey().sex(),
                    studies(e.getValue())))
        .toList();
  }

  private static PatientKey patientOf(VolumeCandidate volume) {
    Origin origin = volume.origin();
    return new PatientKey(
        origin.patientId(), origin.patientName(), origin.birthDate(), origin.sex());
  }

  private static List<Study> studies(List<VolumeCandidate> ofPatient) {
    return grouped(ofPatient, v -> v.origin().studyUid()).values().stream()
        .map(
            all -> {
              Origin first = all.getFirst().origin();
              return new Study(
                  first.studyUid(), first.studyDate(), first.studyDescription(), series(all));
            })
        .toList();
  }

  private static List<Series> series(List<VolumeCandidate> ofStudy) {
    return grouped(ofStudy, v -> v.identity().uid()).values().stream()
        .map(PatientTree::seriesOf)
        .toList();
  }

  private static Series seriesOf(List<VolumeCandidate> volumes) {
    SeriesIdentity identity = volumes.getFirst().identity();
    return new Series(
        identity.uid(),
        identity.modality(),
        volumes.getFirst().origin().seriesNumber(),
        identity.description(),
        identity.date(),
        volumes.stream().map(VolumeCandidate::summary).toList());
  }

  private static <K> Map<K, List<VolumeCandidate>> grouped(
      List<VolumeCandidate> volumes, Function<VolumeCandidate, K> key) {
    Map<K, List<VolumeCandidate>> groups = new LinkedHashMap<>();
    volumes.forEach(v -> groups.computeIfAbsent(key.apply(v), k -> new ArrayList<>()).add(v));
    return groups;
  }
}
