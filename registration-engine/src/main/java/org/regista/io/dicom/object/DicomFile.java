package org.regista.io.dicom.object;

import java.nio.file.Path;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomEncodingOptions;
import org.dcm4che3.io.DicomOutputStream;
import org.regista.io.AtomicFile;

/** Writes objects as files (PS3.10), explicit little endian, whole or not at all. */
public final class DicomFile {

  static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

  /** Of this program: a UUID in the form of PS3.5 B.2. */
  static final String IMPLEMENTATION = "2.25.5358938561805470999786762716620310064";

  private DicomFile() {}

  /**
   * @throws org.regista.error.InputDataException if the place cannot be written
   */
  public static void write(Attributes object, Path file) {
    Attributes meta = new Attributes();
    meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
    meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, object.getString(Tag.SOPClassUID));
    meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, object.getString(Tag.SOPInstanceUID));
    meta.setString(Tag.TransferSyntaxUID, VR.UI, EXPLICIT_LITTLE_ENDIAN);
    meta.setString(Tag.ImplementationClassUID, VR.UI, IMPLEMENTATION);
    meta.setString(Tag.ImplementationVersionName, VR.SH, "REGISTA");
    AtomicFile.write(
        file,
        out -> {
          DicomOutputStream dicom = new DicomOutputStream(out, EXPLICIT_LITTLE_ENDIAN);
          dicom.setEncodingOptions(DicomEncodingOptions.DEFAULT);
          dicom.writeDataset(meta, object);
          dicom.finish();
        });
  }
}
