package org.regista.io.dicom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.reg.RegistrationWriter;
import org.regista.io.dicom.report.MeasurementReport.Evaluation;
import org.regista.io.dicom.report.MeasurementReport.Group;
import org.regista.io.dicom.report.MeasurementReport.Measurement;
import org.regista.transform.AffineTransform;

/** Report, document and presentation state on two real series. */
class ReportObjectsTest {

  @TempDir private Path folder = Path.of("");

  private final SourceSeries mr = Samples.series(Samples.MR);
  private final SourceSeries pet = Samples.series(Samples.PET);
  private final SourceSeries ct = Samples.series(Samples.CT);

  private SourceSeries registration(ObjectComposer composer, SourceSeries moving) {
    return RegistrationWriter.linear(
            composer,
            moving,
            new AffineTransform(
                Samples.space(composer.home()), Samples.space(moving), AffineMap.IDENTITY),
            "test")
        .asSource();
  }

  @Test
  void aMeasurementReportIsValidAndRefersToItsSources() {
    ObjectComposer composer = new ObjectComposer(mr, Samples.creation());
    MeasurementReport report =
        new MeasurementReport(
            "registration quality",
            new MeasurementReport.Algorithm("test", "1.0", List.of("a: 1", "b: 2")),
            List.of(
                new Group(
                    "PT registered to MR",
                    Optional.empty(),
                    List.of(
                        new Evaluation(
                            Code.ours("VERDICT", "Verdict"), Code.ours("ACCEPT", "Accept"))),
                    List.of(
                        new Measurement(
                            Code.ours("ROTATION", "Rotation angle"),
                            9.87654321,
                            Code.ucum("deg", "degree")),
                        new Measurement(
                            Code.ours("NOTHING", "Undefined"), Double.NaN, Code.ucum("1", "1"))))));
    Path file = folder.resolve("sr.dcm");
    MeasurementReportWriter.compose(
            composer, List.of(pet), report, Optional.of(registration(composer, pet)))
        .write(file);
    Dciodvfy.check(file);
    Attributes object = DicomObjects.read(file);
    List<String> uids = new ArrayList<>();
    for (Attributes study : object.getSequence(Tag.CurrentRequestedProcedureEvidenceSequence)) {
      for (Attributes series : study.getSequence(Tag.ReferencedSeriesSequence)) {
        for (Attributes sop : series.getSequence(Tag.ReferencedSOPSequence)) {
          uids.add(sop.getString(Tag.ReferencedSOPInstanceUID));
        }
      }
    }
    assertThat(uids).hasSize(47 + 54 + 1);
    assertThat(numbers(object)).containsExactly("9.87654321 deg");
  }

  private static List<String> numbers(Attributes item) {
    List<String> found = new ArrayList<>();
    Attributes value = item.getNestedDataset(Tag.MeasuredValueSequence);
    if (value != null) {
      found.add(
          value.getString(Tag.NumericValue)
              + " "
              + value.getNestedDataset(Tag.MeasurementUnitsCodeSequence).getString(Tag.CodeValue));
    }
    if (item.getSequence(Tag.ContentSequence) != null) {
      item.getSequence(Tag.ContentSequence).forEach(child -> found.addAll(numbers(child)));
    }
    return found;
  }

  @Test
  void aCodeThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> Code.ours("DISPLACEMENT_MEAN", "Length of displacement, mean"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than the 16 characters");
  }

  @Test
  void aBlendingStateIsValid() {
    ObjectComposer composer = new ObjectComposer(ct, Samples.creation());
    Path file = folder.resolve("pr.dcm");
    BlendingState.compose(composer, mr, Optional.of(registration(composer, mr)), "fusion")
        .write(file);
    Dciodvfy.check(file);
    Attributes object = DicomObjects.read(file);
    assertThat(object.getSequence(Tag.BlendingSequence)).hasSize(2);
    Attributes under = object.getNestedDataset(Tag.BlendingSequence);
    assertThat(under.getString(Tag.BlendingPosition)).isEqualTo("UNDERLYING");
    assertThat(
            under.getNestedDataset(Tag.ReferencedSeriesSequence).getString(Tag.SeriesInstanceUID))
        .isEqualTo(ct.seriesUid());
    assertThat(object.getSequence(Tag.ReferencedSpatialRegistrationSequence)).hasSize(1);
  }

  @Test
  void aPetWithARescalePerSliceHasNoPresentationState() {
    ObjectComposer composer = new ObjectComposer(pet, Samples.creation());
    assertThatThrownBy(() -> BlendingState.compose(composer, mr, Optional.empty(), "fusion"))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("rescales its slices differently");
  }

  @Test
  void aDocumentKeepsItsBytes() throws IOException {
    byte[] pdf = "%PDF-1.4 an odd length".getBytes(StandardCharsets.US_ASCII);
    byte[] odd = Arrays.copyOf(pdf, 21);
    Path file = folder.resolve("pdf.dcm");
    EncapsulatedPdf.compose(new ObjectComposer(mr, Samples.creation()), pet, odd, "title")
        .write(file);
    Dciodvfy.check(file);
    Attributes object = DicomObjects.read(file);
    int length = object.getInt(Tag.EncapsulatedDocumentLength, 0);
    assertThat(Arrays.copyOf(object.getBytes(Tag.EncapsulatedDocument), length)).isEqualTo(odd);
  }
}
