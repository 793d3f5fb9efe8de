package org.regista.io.dicom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.report.MeasurementReport.Evaluation;
import org.regista.io.dicom.report.MeasurementReport.Group;
import org.regista.io.dicom.report.MeasurementReport.Measurement;

/** What we write is told as it was meant; what others write does not disturb. */
class ObjectTextTest {

  @TempDir private Path folder = Path.of("");

  private final SourceSeries mr = Samples.series(Samples.MR);

  private List<String> told(Attributes object) {
    Path file = folder.resolve("object.dcm");
    new DicomObject(object).write(file);
    return ObjectText.of(file).orElseThrow();
  }

  private Attributes report() {
    Group group =
        new Group(
            "PT registered to MR",
            Optional.empty(),
            List.of(new Evaluation(Code.ours("VERDICT", "Verdict"), Code.ours("ACCEPT", "Accept"))),
            List.of(
                new Measurement(
                    Code.ours("ROTATION", "Rotation angle"),
                    9.87654321,
                    Code.ucum("deg", "degree"))));
    return MeasurementReportWriter.compose(
            new ObjectComposer(mr, Samples.creation()),
            List.of(Samples.series(Samples.PET)),
            new MeasurementReport(
                "registration quality",
                new MeasurementReport.Algorithm("test", "1.0", List.of("a: 1")),
                List.of(group)),
            Optional.empty())
        .attributes();
  }

  @Test
  void aReportIsToldItemByItem() {
    List<String> lines = told(report());
    assertThat(lines.getFirst()).contains("Imaging Measurement Report");
    assertThat(lines)
        .anyMatch(line -> line.strip().equals("Rotation angle = 9.87654321 deg"))
        .anyMatch(line -> line.strip().equals("Verdict = Accept"));
  }

  @Test
  void aStateOfPresentationNamesItsSeriesAndWindows() {
    SourceSeries ct = Samples.series(Samples.CT);
    Attributes state =
        BlendingState.compose(
                new ObjectComposer(ct, Samples.creation()), mr, Optional.empty(), "both")
            .attributes();
    assertThat(told(state))
        .contains(
            "  underlying layer",
            "    series %s, 9 images".formatted(ct.seriesUid()),
            "  superimposed layer",
            "    series %s, 47 images".formatted(mr.seriesUid()),
            "  opacity of the upper layer 0.5");
  }

  @Test
  void whatIsMissingOrUnsafeIsStillText() {
    Attributes report = report();
    Attributes item = report.getSequence(Tag.ContentSequence).getFirst();
    item.setString(Tag.ValueType, VR.CS, "TEXT");
    item.setString(Tag.TextValue, VR.UT, "\u001b[31mred\u0007\nnext");
    Attributes number = new Attributes();
    number.setString(Tag.ValueType, VR.CS, "NUM");
    report.getSequence(Tag.ContentSequence).add(number);
    assertThat(told(report))
        .anyMatch(line -> line.endsWith("= [31mred next"))
        .anyMatch(line -> line.strip().equals("not measured:"));
  }

  @Test
  void anotherObjectHasNoText() {
    assertThat(ObjectText.of(Samples.MR.resolve("001.dcm"))).isEmpty();
  }
}
