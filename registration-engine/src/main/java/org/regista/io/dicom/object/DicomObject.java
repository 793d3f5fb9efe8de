package org.regista.io.dicom.object;

import java.nio.file.Path;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomEncodingOptions;
import org.dcm4che3.io.DicomOutputStream;
import org.regista.io.AtomicFile;

/**
 * An object that is ready to be written.
 *
 * @param attributes all of it, without the file meta information
 */
public record DicomObject(Attributes attributes) {

  private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
  private static final String IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";

  /** Of this program: a UUID in the form of PS3.5 B.2. */
  private static final String IMPLEMENTATION = "2.25.5358938561805470999786762716620310064";

  /** As what other objects refer to. */
  public SourceSeries asSource() {
    return SourceSeries.of(List.of(attributes));
  }

  /**
   * Writes it as a file (PS3.10), whole or not at all. Explicit little endian, except structure
   * sets: their contours may be longer than the 64 KiB that explicit text may have.
   *
   * @throws org.regista.error.InputDataException if the place cannot be written
   */
  public void write(Path file) {
    String sopClass = attributes.getString(Tag.SOPClassUID, "");
    String syntax =
        sopClass.equals(ObjectKind.STRUCTURE_SET.sopClass())
            ? IMPLICIT_LITTLE_ENDIAN
            : EXPLICIT_LITTLE_ENDIAN;
    Attributes meta = new Attributes();
    meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
    meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, sopClass);
    meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, attributes.getString(Tag.SOPInstanceUID));
    meta.setString(Tag.TransferSyntaxUID, VR.UI, syntax);
    meta.setString(Tag.ImplementationClassUID, VR.UI, IMPLEMENTATION);
    meta.setString(Tag.ImplementationVersionName, VR.SH, "REGISTA");
    AtomicFile.write(
        file,
        out -> {
          // the file meta information is explicit whatever follows
          DicomOutputStream dicom = new DicomOutputStream(out, EXPLICIT_LITTLE_ENDIAN);
          dicom.setEncodingOptions(DicomEncodingOptions.DEFAULT);
          dicom.writeDataset(meta, attributes);
          dicom.finish();
        });
  }
}
