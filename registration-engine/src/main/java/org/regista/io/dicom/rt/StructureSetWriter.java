package org.regista.io.dicom.rt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.rt.Contour;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;

/** Composes RT Structure Sets in the frame of reference and on the images of the home series. */
public final class StructureSetWriter {

  /** Study Component Management, retired; what the Referenced SOP Class of a study is by custom. */
  private static final String STUDY_CLASS = "1.2.840.10008.3.1.2.3.1";

  private static final int COORDINATE_DECIMALS = 4;
  private static final int LONGEST_SHORT_TEXT = 16;
  private static final int LONGEST_TEXT = 64;

  private StructureSetWriter() {}

  /**
   * @param set lies in the frame of reference of the composer's home
   * @param description where the contours come from
   */
  public static DicomObject compose(ObjectComposer composer, StructureSet set, String description) {
    Attributes object = composer.begin(ObjectKind.STRUCTURE_SET, description);
    object.remove(Tag.BodyPartExamined);
    object.remove(Tag.Laterality);
    object.setString(Tag.OperatorsName, VR.PN, "");
    object.setString(
        Tag.StructureSetLabel,
        VR.SH,
        cut(set.label().isBlank() ? "contours" : set.label(), LONGEST_SHORT_TEXT));
    object.setString(Tag.StructureSetDescription, VR.ST, description);
    object.setString(Tag.StructureSetDate, VR.DA, composer.creation().date());
    object.setString(Tag.StructureSetTime, VR.TM, composer.creation().time());
    object.setString(Tag.ApprovalStatus, VR.CS, "UNAPPROVED");
    referencedFrame(object, composer.home());
    Sequence rois = object.newSequence(Tag.StructureSetROISequence, set.structures().size());
    Sequence contours = object.newSequence(Tag.ROIContourSequence, set.structures().size());
    Sequence observations =
        object.newSequence(Tag.RTROIObservationsSequence, set.structures().size());
    for (Structure structure : set.structures()) {
      rois.add(roi(structure, composer.home().frameUid()));
      contours.add(contours(structure, composer.home()));
      observations.add(observation(structure));
    }
    return new DicomObject(object);
  }

  private static void referencedFrame(Attributes object, SourceSeries home) {
    Attributes frame = new Attributes();
    object.newSequence(Tag.ReferencedFrameOfReferenceSequence, 1).add(frame);
    frame.setString(Tag.FrameOfReferenceUID, VR.UI, home.frameUid());
    Attributes study = new Attributes();
    frame.newSequence(Tag.RTReferencedStudySequence, 1).add(study);
    study.setString(Tag.ReferencedSOPClassUID, VR.UI, STUDY_CLASS);
    study.setString(Tag.ReferencedSOPInstanceUID, VR.UI, home.studyUid());
    Attributes series = new Attributes();
    study.newSequence(Tag.RTReferencedSeriesSequence, 1).add(series);
    series.setString(Tag.SeriesInstanceUID, VR.UI, home.seriesUid());
    References.addAll(series, Tag.ContourImageSequence, home);
  }

  private static Attributes roi(Structure structure, String frame) {
    Attributes roi = new Attributes();
    roi.setString(Tag.ROINumber, VR.IS, Integer.toString(structure.number()));
    roi.setString(Tag.ReferencedFrameOfReferenceUID, VR.UI, frame);
    roi.setString(Tag.ROIName, VR.LO, cut(structure.name(), LONGEST_TEXT));
    roi.setString(Tag.ROIGenerationAlgorithm, VR.CS, "AUTOMATIC");
    return roi;
  }

  private static Attributes observation(Structure structure) {
    Attributes observation = new Attributes();
    String number = Integer.toString(structure.number());
    observation.setString(Tag.ObservationNumber, VR.IS, number);
    observation.setString(Tag.ReferencedROINumber, VR.IS, number);
    observation.setString(
        Tag.RTROIInterpretedType, VR.CS, cut(structure.type(), LONGEST_SHORT_TEXT));
    observation.setString(Tag.ROIInterpreter, VR.PN, "");
    return observation;
  }

  private static Attributes contours(Structure structure, SourceSeries home) {
    Attributes item = new Attributes();
    int rgb = structure.rgb();
    item.setString(
        Tag.ROIDisplayColor,
        VR.IS,
        Integer.toString(rgb >> 16 & 255),
        Integer.toString(rgb >> 8 & 255),
        Integer.toString(rgb & 255));
    item.setString(Tag.ReferencedROINumber, VR.IS, Integer.toString(structure.number()));
    if (!structure.contours().isEmpty()) {
      Sequence sequence = item.newSequence(Tag.ContourSequence, structure.contours().size());
      structure.contours().forEach(contour -> sequence.add(contour(contour, home)));
    }
    return item;
  }

  private static Attributes contour(Contour contour, SourceSeries home) {
    Attributes item = new Attributes();
    Optional<SourceSeries.Instance> image = home.imageOf(contour.points());
    image.ifPresent(
        instance -> item.newSequence(Tag.ContourImageSequence, 1).add(References.item(instance)));
    item.setString(Tag.ContourGeometricType, VR.CS, contour.kind().name());
    item.setString(Tag.NumberOfContourPoints, VR.IS, Integer.toString(contour.points().size()));
    List<String> numbers = new ArrayList<>(3 * contour.points().size());
    for (LpsPoint p : contour.points()) {
      numbers.add(Decimals.rounded(p.x(), COORDINATE_DECIMALS));
      numbers.add(Decimals.rounded(p.y(), COORDINATE_DECIMALS));
      numbers.add(Decimals.rounded(p.z(), COORDINATE_DECIMALS));
    }
    item.setString(Tag.ContourData, VR.DS, numbers.toArray(String[]::new));
    return item;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest).strip();
  }
}
