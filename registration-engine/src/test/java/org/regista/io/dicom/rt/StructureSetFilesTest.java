package org.regista.io.dicom.rt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.rt.Contour;
import org.regista.rt.Reslicing;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;
import org.regista.transform.AffineTransform;

/** A real tumour, drawn in the frame of the PET, carried onto the MRI that lies elsewhere. */
class StructureSetFilesTest {

  private static final Path TUMOUR =
      Samples.OBJECTS.resolve("rt").resolve("sts032_mr_rtstruct.dcm");

  @TempDir private Path folder = Path.of("");

  private final SourceSeries pet = Samples.series(Samples.PET);
  private final SourceSeries mr = Samples.series(Samples.MR);

  private StructureSet tumour() {
    return StructureSetReader.read(TUMOUR, Samples.space(pet));
  }

  @Test
  void aRealStructureSetIsRead() {
    StructureSet set = tumour();
    assertThat(set.structures()).hasSize(1);
    Structure tumour = set.structures().getFirst();
    assertThat(tumour.name()).isEqualTo("GTV_Mass_MR_T1");
    assertThat(tumour.rgb()).isEqualTo(0xff0000);
    assertThat(tumour.contours()).hasSize(22);
    Contour first = tumour.contours().getFirst();
    assertThat(first.points()).hasSize(149);
    assertThat(first.points().getFirst()).isEqualTo(new LpsPoint(-37.109, 66.04, 491.38));
  }

  @Test
  void itIsCarriedOntoAnotherSeriesAndReadBackAsItIs() {
    try (Volume image = Samples.volume(Samples.MR)) {
      StructureSet set = tumour();
      AffineTransform pullBack = new AffineTransform(image.space(), set.space(), Samples.MR_TO_PET);
      StructureSet carried = new Reslicing(pullBack, pullBack.inverse(), image.grid(), 2).of(set);
      Path file = folder.resolve("rtstruct.dcm");
      StructureSetWriter.compose(
              new ObjectComposer(mr, Samples.creation()), carried, "carried for a test")
          .write(file);
      Dciodvfy.check(file);
      StructureSet read = StructureSetReader.read(file, image.space());
      Structure was = carried.structures().getFirst();
      Structure is = read.structures().getFirst();
      assertThat(is.name()).isEqualTo(was.name());
      assertThat(is.contours()).hasSameSizeAs(was.contours());
      assertThat(is.centroid().distanceMm(was.centroid())).as("mm").isLessThan(1e-4);
      // along the registration the centre of the tumour is where it was
      LpsPoint there = pullBack.toMoving(is.centroid());
      assertThat(there.distanceMm(set.structures().getFirst().centroid())).isLessThan(0.3);
      checkImages(file);
    }
  }

  private void checkImages(Path file) {
    Attributes contours = DicomObjects.read(file).getNestedDataset(Tag.ROIContourSequence);
    List<String> images = new ArrayList<>();
    for (Attributes contour : contours.getSequence(Tag.ContourSequence)) {
      images.add(
          contour
              .getNestedDataset(Tag.ContourImageSequence)
              .getString(Tag.ReferencedSOPInstanceUID));
    }
    assertThat(images).isNotEmpty();
    assertThat(mr.instances().stream().map(SourceSeries.Instance::sopInstanceUid).toList())
        .containsAll(images);
  }

  @Test
  void contoursOfAnotherFrameAreRefused() {
    assertThatThrownBy(() -> StructureSetReader.read(TUMOUR, Samples.space(mr)))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("GTV_Mass_MR_T1' is drawn in the frame of reference")
        .hasMessageContaining("only in their own frame or through a registration");
  }

  private Path seeded(Consumer<Attributes> fault) {
    Attributes object = DicomObjects.read(TUMOUR);
    fault.accept(object);
    Path file = folder.resolve("seeded.dcm");
    new DicomObject(object).write(file);
    return file;
  }

  private static Attributes firstContour(Attributes object) {
    return object.getNestedDataset(Tag.ROIContourSequence).getNestedDataset(Tag.ContourSequence);
  }

  private void assertRefused(Consumer<Attributes> fault, String sentence) {
    Path file = seeded(fault);
    assertThatThrownBy(() -> StructureSetReader.read(file, Samples.space(pet)))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void faultsThatTheFormDoesNotShowAreRefused() {
    assertRefused(
        o -> o.getNestedDataset(Tag.ROIContourSequence).setInt(Tag.ReferencedROINumber, VR.IS, 7),
        "structure number 7, which is not defined");
    assertRefused(
        o -> firstContour(o).setInt(Tag.NumberOfContourPoints, VR.IS, 148),
        "states 148 points and holds 447 numbers");
    assertRefused(
        o -> firstContour(o).setString(Tag.ContourGeometricType, VR.CS, "CLOSED"),
        "unknown type 'CLOSED'");
  }

  /** A contour longer than explicit text may be. */
  @Test
  void aVeryLongContourIsWrittenWhole() {
    List<LpsPoint> points = new ArrayList<>();
    for (int n = 0; n < 5000; n++) {
      double t = 2 * Math.PI * n / 5000;
      points.add(new LpsPoint(200.12345 * Math.cos(t), 100 * Math.sin(t), 400.5));
    }
    Structure body =
        new Structure(
            1,
            "body",
            "EXTERNAL",
            0xff00,
            List.of(new Contour(Contour.Kind.CLOSED_PLANAR, points)));
    Path file = folder.resolve("long.dcm");
    StructureSetWriter.compose(
            new ObjectComposer(pet, Samples.creation()),
            new StructureSet(Samples.space(pet), "long", List.of(body)),
            "long")
        .write(file);
    Dciodvfy.check(file);
    Structure read = StructureSetReader.read(file, Samples.space(pet)).structures().getFirst();
    assertThat(read.contours().getFirst().points()).hasSize(5000);
    assertThat(read.type()).isEqualTo("EXTERNAL");
  }
}
