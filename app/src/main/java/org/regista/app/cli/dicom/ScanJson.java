package org.regista.app.cli.dicom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.tree.Patient;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.Series;
import org.regista.io.dicom.tree.Study;
import org.regista.io.dicom.tree.VolumeSummary;

/** A scan for programs: the tree of patients, studies, series and volumes, and the rejects. */
final class ScanJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ScanJson() {}

  private record Found(List<FoundPatient> patients, List<Reject> rejected) {}

  private record FoundPatient(
      String id, String name, String birthDate, String sex, List<FoundStudy> studies) {}

  private record FoundStudy(
      String uid, String date, String description, List<FoundSeries> series) {}

  private record FoundSeries(
      String uid,
      String modality,
      String number,
      String description,
      String date,
      List<FoundVolume> volumes) {}

  /**
   * @param intensities how they are made of the stored values; empty if they are as stored
   * @param size voxels along i, j, k; empty if the images are no volume
   * @param indexToLps rows of the 3 x 4 matrix from voxel index to LPS mm; empty as well
   * @param problem why they are no volume; empty if they are one
   */
  private record FoundVolume(
      int number,
      String part,
      int images,
      String frameOfReferenceUid,
      String unit,
      String intensities,
      List<Integer> size,
      List<List<Double>> indexToLps,
      List<String> remarks,
      List<String> observations,
      String problem) {}

  private record Reject(String file, String reason) {}

  static String of(DicomScan scan) {
    try {
      return MAPPER.writeValueAsString(
          new Found(
              scan.patients().stream().map(ScanJson::patient).toList(),
              scan.rejected().stream().map(ScanJson::reject).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers that are no JSON", e);
    }
  }

  private static Reject reject(RejectedFile r) {
    return new Reject(r.file().toString(), r.reason());
  }

  private static FoundPatient patient(Patient p) {
    return new FoundPatient(
        p.id(),
        p.name(),
        p.birthDate(),
        p.sex(),
        p.studies().stream().map(ScanJson::study).toList());
  }

  private static FoundStudy study(Study s) {
    return new FoundStudy(
        s.uid(), s.date(), s.description(), s.series().stream().map(ScanJson::series).toList());
  }

  private static FoundSeries series(Series s) {
    return new FoundSeries(
        s.uid(),
        s.modality(),
        s.number(),
        s.description(),
        s.date(),
        s.volumes().stream().map(ScanJson::volume).toList());
  }

  private static FoundVolume volume(VolumeSummary v) {
    return new FoundVolume(
        v.number(),
        v.part(),
        v.images(),
        v.identity().frameOfReferenceUid().orElse(""),
        v.identity().unit().name(),
        v.intensities(),
        v.grid().map(ScanJson::size).orElse(List.of()),
        v.grid().map(grid -> rows(grid.indexToLps())).orElse(List.of()),
        v.remarks(),
        v.observations(),
        v.problem().orElse(""));
  }

  private static List<Integer> size(GridGeometry grid) {
    return List.of(grid.size().ni(), grid.size().nj(), grid.size().nk());
  }

  private static List<List<Double>> rows(AffineMap m) {
    return List.of(
        List.of(m.m00(), m.m01(), m.m02(), m.t0()),
        List.of(m.m10(), m.m11(), m.m12(), m.t1()),
        List.of(m.m20(), m.m21(), m.m22(), m.t2()));
  }
}
