package org.regista.io.dicom.report;

import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;

/** Puts a PDF into a DICOM object (PS3.3 A.45.1). */
public final class EncapsulatedPdf {

  private static final Code REPORT = Code.dcm("126000", "Imaging Measurement Report");

  private EncapsulatedPdf() {}

  /**
   * @param composer its home is the fixed series
   * @param pdf the bytes of the document
   */
  public static DicomObject compose(
      ObjectComposer composer, SourceSeries moving, byte[] pdf, String title) {
    Attributes object = composer.begin(ObjectKind.ENCAPSULATED_PDF, title);
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
    object.setString(Tag.ConversionType, VR.CS, "WSD");
    object.setString(Tag.AcquisitionDateTime, VR.DT, "");
    object.setString(Tag.BurnedInAnnotation, VR.CS, "NO");
    object.setString(Tag.DocumentTitle, VR.ST, title);
    REPORT.addTo(object, Tag.ConceptNameCodeSequence);
    Sequence sources = object.newSequence(Tag.SourceInstanceSequence, 2);
    for (SourceSeries series : new SourceSeries[] {composer.home(), moving}) {
      series.instances().forEach(instance -> sources.add(References.item(instance)));
    }
    object.setString(Tag.MIMETypeOfEncapsulatedDocument, VR.LO, "application/pdf");
    // a value has an even number of bytes, so a document of odd length states its own
    object.setInt(Tag.EncapsulatedDocumentLength, VR.UL, pdf.length);
    object.setBytes(Tag.EncapsulatedDocument, VR.OB, pdf);
    return new DicomObject(object);
  }
}
