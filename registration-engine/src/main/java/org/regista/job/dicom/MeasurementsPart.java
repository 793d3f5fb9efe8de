package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.report.MeasurementReport;
import org.regista.io.dicom.report.MeasurementReport.Evaluation;
import org.regista.io.dicom.report.MeasurementReport.Group;
import org.regista.io.dicom.report.MeasurementReport.Measurement;
import org.regista.io.dicom.report.MeasurementReportWriter;
import org.regista.job.result.RegistrationRecord;
import org.regista.quality.JacobianSummary;
import org.regista.quality.QualityReport;
import org.regista.quality.Spread;

/** Writes how good the registration is, and how large the segments are that it carried. */
final class MeasurementsPart {

  static final String FILE = "report.dcm";

  private static final Code MM = Code.ucum("mm", "mm");
  private static final Code MM3 = Code.ucum("mm3", "cubic millimeter");
  private static final Code DEGREE = Code.ucum("deg", "degree");
  private static final Code NONE = Code.ucum("1", "no units");
  private static final Code PERCENT = Code.ucum("%", "percent");
  private static final Code VOLUME = Code.sct("118565006", "Volume");

  private final ExportScope scope;

  MeasurementsPart(ExportScope scope) {
    this.scope = scope;
  }

  /**
   * @param registration the written registration object; empty if there is none
   * @param labels the segments that were carried; empty if there are none
   */
  ExportedObject write(
      Path folder, Optional<SourceSeries> registration, Optional<LabelsPart.Carried> labels) {
    List<Group> groups = new ArrayList<>(List.of(quality()));
    labels.ifPresent(carried -> groups.addAll(segments(carried)));
    MeasurementReport report = new MeasurementReport("registration quality", algorithm(), groups);
    MeasurementReportWriter.compose(scope.composer(), List.of(scope.moving()), report, registration)
        .write(folder.resolve(FILE));
    return new ExportedObject(
        FILE,
        1,
        List.of(
            "Comprehensive 3D SR, TID 1500: %d measurements of the registration%s"
                .formatted(
                    groups.getFirst().measurements().size(),
                    groups.size() == 1
                        ? ""
                        : ", the volumes of %d segments".formatted(groups.size() - 1))));
  }

  private MeasurementReport.Algorithm algorithm() {
    RegistrationRecord record = scope.result().record();
    return new MeasurementReport.Algorithm(
        record.program().name() + ", engine " + record.request().engine(),
        record.program().version(),
        List.of(
            "plan: " + record.request().plan(),
            "start: " + record.request().initialisation(),
            "device: " + record.run().device(),
            "commit: " + record.program().commit()));
  }

  private Group quality() {
    QualityReport quality = scope.result().record().quality();
    List<Measurement> numbers = new ArrayList<>();
    numbers.add(number("ROTATION", "Rotation angle", quality.linear().turnDegrees(), DEGREE));
    numbers.add(
        number(
            "SHIFT",
            "Shift of the centre of the fixed image",
            quality.linear().centreShiftMm().lengthMm(),
            MM));
    numbers.add(
        number("NMI_BEFORE", "Normalised mutual information before", quality.before().nmi(), NONE));
    numbers.add(
        number("NMI_AFTER", "Normalised mutual information after", quality.after().nmi(), NONE));
    numbers.add(
        number("NCC_BEFORE", "Normalised cross-correlation before", quality.before().ncc(), NONE));
    numbers.add(
        number("NCC_AFTER", "Normalised cross-correlation after", quality.after().ncc(), NONE));
    numbers.add(
        number(
            "OVERLAP",
            "Share of the fixed foreground inside the moving image",
            100 * quality.after().overlap(),
            PERCENT));
    spread(numbers, "INVERSE", "Inverse consistency error", quality.inverseConsistency().mm());
    Spread displacement = quality.displacementMm();
    if (displacement != null) {
      spread(numbers, "DISPLACED", "Length of displacement", displacement);
    }
    JacobianSummary jacobian = quality.jacobian();
    if (jacobian != null) {
      numbers.add(number("JACOBIAN_MIN", "Smallest Jacobian determinant", jacobian.min(), NONE));
      numbers.add(number("JACOBIAN_MAX", "Largest Jacobian determinant", jacobian.max(), NONE));
      numbers.add(
          number(
              "FOLDED",
              "Cells with a Jacobian of at most 0",
              (double) jacobian.nonPositiveCells(),
              NONE));
    }
    String verdict = quality.verdict().name();
    return new Group(
        scope.title(),
        Optional.empty(),
        List.of(
            new Evaluation(
                Code.ours("VERDICT", "Verdict on the registration"),
                Code.ours(verdict, "Verdict " + verdict))),
        numbers);
  }

  private static Measurement number(String code, String meaning, double value, Code unit) {
    return new Measurement(Code.ours(code, meaning), value, unit);
  }

  private static void spread(List<Measurement> into, String code, String meaning, Spread spread) {
    into.add(number(code + "_MEAN", meaning + ", mean", spread.mean(), MM));
    into.add(number(code + "_P95", meaning + ", 95th percentile", spread.p95(), MM));
    into.add(number(code + "_MAX", meaning + ", maximum", spread.max(), MM));
  }

  private List<Group> segments(LabelsPart.Carried carried) {
    return carried.segments().stream()
        .map(
            s ->
                new Group(
                    s.label(),
                    Optional.of(
                        new MeasurementReport.SegmentReference(
                            carried.object(), s.number(), scope.fixed())),
                    List.of(),
                    List.of(new Measurement(VOLUME, s.volumeMm3(), MM3))))
        .toList();
  }
}
