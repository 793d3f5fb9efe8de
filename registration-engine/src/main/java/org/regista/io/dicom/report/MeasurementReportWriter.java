package org.regista.io.dicom.report;

import static org.regista.io.dicom.report.ContentItems.Relation.HAS_ACQ_CONTEXT;
import static org.regista.io.dicom.report.ContentItems.Relation.HAS_CONCEPT_MOD;
import static org.regista.io.dicom.report.ContentItems.Relation.HAS_OBS_CONTEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.report.MeasurementReport.Evaluation;
import org.regista.io.dicom.report.MeasurementReport.Group;
import org.regista.io.dicom.report.MeasurementReport.Measurement;
import org.regista.io.dicom.report.MeasurementReport.SegmentReference;

/**
 * Composes a Comprehensive 3D SR after TID 1500, Measurement Report (PS3.16): who observed, the
 * images of both sides with their frames of reference, and a group per thing measured, with the
 * algorithm and its parameters (TID 4019).
 */
public final class MeasurementReportWriter {

  private static final Code REPORT = Code.dcm("126000", "Imaging Measurement Report");
  private static final Code LANGUAGE =
      Code.dcm("121049", "Language of Content Item and Descendants");
  private static final Code ENGLISH = new Code("en", "RFC5646", "English");
  private static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
  private static final Code DEVICE = Code.dcm("121007", "Device");
  private static final Code DEVICE_UID = Code.dcm("121012", "Device Observer UID");
  private static final Code DEVICE_NAME = Code.dcm("121013", "Device Observer Name");
  private static final Code PROCEDURE = Code.dcm("121058", "Procedure reported");
  private static final Code LIBRARY = Code.dcm("111028", "Image Library");
  private static final Code LIBRARY_GROUP = Code.dcm("126200", "Image Library Group");
  private static final Code MODALITY = Code.dcm("121139", "Modality");
  private static final Code FRAME = Code.dcm("112227", "Frame of Reference UID");
  private static final Code MEASUREMENTS = Code.dcm("126010", "Imaging Measurements");
  private static final Code GROUP = Code.dcm("125007", "Measurement Group");
  private static final Code TRACKING = Code.dcm("112039", "Tracking Identifier");
  private static final Code TRACKING_UID = Code.dcm("112040", "Tracking Unique Identifier");
  private static final Code ALGORITHM = Code.dcm("111001", "Algorithm Name");
  private static final Code VERSION = Code.dcm("111003", "Algorithm Version");
  private static final Code PARAMETERS = Code.dcm("111002", "Algorithm Parameters");
  private static final Code REGISTRATION = Code.dcm("128444", "Spatial Registration Reference");
  private static final Code SEGMENT = Code.dcm("121191", "Referenced Segment");
  private static final Code DERIVATION = Code.dcm("121401", "Derivation");
  private static final Code SEGMENT_SOURCE = Code.dcm("121232", "Source series for segmentation");

  private MeasurementReportWriter() {}

  /**
   * @param composer its home is the series that was measured; of a registration the fixed one
   * @param others further series that the figures are of
   * @param registration the written registration object as a source; empty if there is none
   */
  public static DicomObject compose(
      ObjectComposer composer,
      List<SourceSeries> others,
      MeasurementReport report,
      Optional<SourceSeries> registration) {
    Attributes object = document(composer, report.title());
    List<SourceSeries> evidence = new ArrayList<>(List.of(composer.home()));
    evidence.addAll(others);
    registration.ifPresent(evidence::add);
    report.groups().stream()
        .flatMap(group -> group.segment().stream())
        .map(SegmentReference::segmentation)
        .forEach(evidence::add);
    References.hierarchical(object, Tag.CurrentRequestedProcedureEvidenceSequence, evidence);
    ContentItems root = new ContentItems(object);
    context(root, composer, others);
    ContentItems library = root.container(LIBRARY, "1600");
    library(library.container(LIBRARY_GROUP, ""), composer.home());
    others.forEach(series -> library(library.container(LIBRARY_GROUP, ""), series));
    ContentItems measurements = root.container(MEASUREMENTS, "");
    for (Group group : report.groups()) {
      String template = group.segment().isPresent() ? "1411" : "1501";
      ContentItems items = measurements.container(GROUP, template);
      group(items, group, composer.creation().uids().get(), report.algorithm());
      if (group.segment().isEmpty()) {
        registration.ifPresent(
            r ->
                items.reference(
                    "COMPOSITE", REGISTRATION, References.item(r.instances().getFirst())));
      }
    }
    return new DicomObject(object);
  }

  private static Attributes document(ObjectComposer composer, String title) {
    Attributes object = composer.begin(ObjectKind.MEASUREMENT_REPORT, title);
    for (int tag :
        new int[] {
          Tag.BodyPartExamined,
          Tag.Laterality,
          Tag.FrameOfReferenceUID,
          Tag.PositionReferenceIndicator
        }) {
      object.remove(tag);
    }
    composer.contentTime(object);
    object.newSequence(Tag.ReferencedPerformedProcedureStepSequence, 0);
    object.newSequence(Tag.PerformedProcedureCodeSequence, 0);
    object.setString(Tag.CompletionFlag, VR.CS, "COMPLETE");
    object.setString(Tag.VerificationFlag, VR.CS, "UNVERIFIED");
    object.setString(Tag.ValueType, VR.CS, "CONTAINER");
    object.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
    REPORT.addTo(object, Tag.ConceptNameCodeSequence);
    ContentItems.template(object, "1500");
    Attributes scheme = new Attributes();
    object.newSequence(Tag.CodingSchemeIdentificationSequence, 1).add(scheme);
    scheme.setString(Tag.CodingSchemeDesignator, VR.SH, Code.OUR_SCHEME);
    scheme.setString(Tag.CodingSchemeName, VR.ST, "Regista, quality of registrations");
    return object;
  }

  private static void context(
      ContentItems root, ObjectComposer composer, List<SourceSeries> others) {
    root.code(HAS_CONCEPT_MOD, LANGUAGE, ENGLISH);
    root.code(HAS_OBS_CONTEXT, OBSERVER_TYPE, DEVICE);
    root.uid(HAS_OBS_CONTEXT, DEVICE_UID, composer.creation().uids().get());
    root.text(
        HAS_OBS_CONTEXT,
        DEVICE_NAME,
        composer.creation().program() + " " + composer.creation().version());
    root.code(HAS_CONCEPT_MOD, PROCEDURE, procedure(composer.home()));
    others.stream()
        .filter(series -> !series.modality().equals(composer.home().modality()))
        .forEach(series -> root.code(HAS_CONCEPT_MOD, PROCEDURE, procedure(series)));
  }

  private static Code procedure(SourceSeries series) {
    return switch (series.modality()) {
      case "CT" -> Code.sct("77477000", "Computed Tomography");
      case "MR" -> Code.sct("113091000", "Magnetic Resonance Imaging");
      case "PT" -> Code.sct("82918005", "Positron Emission Tomography");
      default -> Code.sct("363679005", "Imaging procedure");
    };
  }

  private static void library(ContentItems group, SourceSeries series) {
    group.code(HAS_ACQ_CONTEXT, MODALITY, modality(series));
    group.uid(HAS_ACQ_CONTEXT, FRAME, series.frameUid());
    series.instances().forEach(instance -> group.image(References.item(instance)));
  }

  private static Code modality(SourceSeries series) {
    return switch (series.modality()) {
      case "CT" -> Code.dcm("CT", "Computed Tomography");
      case "MR" -> Code.dcm("MR", "Magnetic Resonance");
      case "PT" -> Code.dcm("PT", "Positron emission tomography");
      default -> Code.dcm("OT", "Other Modality");
    };
  }

  private static void group(
      ContentItems items, Group group, String uid, MeasurementReport.Algorithm algorithm) {
    items.text(HAS_OBS_CONTEXT, TRACKING, group.tracking());
    items.uid(HAS_OBS_CONTEXT, TRACKING_UID, uid);
    items.text(HAS_CONCEPT_MOD, ALGORITHM, algorithm.name());
    items.text(HAS_CONCEPT_MOD, VERSION, algorithm.version());
    algorithm.parameters().forEach(p -> items.text(HAS_CONCEPT_MOD, PARAMETERS, p));
    group.segment().ifPresent(segment -> segment(items, segment));
    for (Evaluation evaluation : group.evaluations()) {
      items.code(ContentItems.Relation.CONTAINS, evaluation.concept(), evaluation.value());
    }
    for (Measurement measurement : group.measurements()) {
      items
          .number(measurement.concept(), measurement.value(), measurement.unit())
          .ifPresent(
              number ->
                  measurement
                      .derivation()
                      .ifPresent(how -> number.code(HAS_CONCEPT_MOD, DERIVATION, how)));
    }
  }

  private static void segment(ContentItems items, SegmentReference segment) {
    Attributes reference = References.item(segment.segmentation().instances().getFirst());
    reference.setInt(Tag.ReferencedSegmentNumber, VR.US, segment.number());
    items.reference("IMAGE", SEGMENT, reference);
    items.uid(ContentItems.Relation.CONTAINS, SEGMENT_SOURCE, segment.source().seriesUid());
  }
}
