package org.regista.study;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomEncodingOptions;
import org.dcm4che3.io.DicomOutputStream;

/** A small CT image, complete enough to be stored anywhere, that a test changes and writes. */
public final class TestObject {

  public static final String EXPLICIT = "1.2.840.10008.1.2.1";
  public static final String IMPLICIT = "1.2.840.10008.1.2";
  public static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
  public static final String DEFLATED = "1.2.840.10008.1.2.1.99";
  public static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  public static final String STUDY = "1.2.826.0.1.3680043.10.9999.2";

  private static final int ROWS = 16;
  private static final int COLUMNS = 12;

  private final Attributes attributes = new Attributes();

  /** The n-th slice of a series of a study of the patient "P1"; its pixels depend on both. */
  public TestObject(int series, int number) {
    String seriesUid = STUDY + "." + series;
    text(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
    text(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "AXIAL");
    text(Tag.SOPClassUID, VR.UI, CT).text(Tag.SOPInstanceUID, VR.UI, seriesUid + "." + number);
    text(Tag.StudyDate, VR.DA, "20260302").text(Tag.StudyTime, VR.TM, "101112");
    text(Tag.SeriesDate, VR.DA, "20260302").text(Tag.ContentDate, VR.DA, "20260302");
    text(Tag.ContentTime, VR.TM, "10" + "%04d".formatted(series));
    text(Tag.Modality, VR.CS, "CT").text(Tag.SeriesDescription, VR.LO, "thorax " + series);
    text(Tag.StudyDescription, VR.LO, "follow-up").text(Tag.AccessionNumber, VR.SH, "A1");
    text(Tag.PatientName, VR.PN, "Müller^Zoë").text(Tag.PatientID, VR.LO, "P1");
    text(Tag.PatientBirthDate, VR.DA, "19700101").text(Tag.PatientSex, VR.CS, "F");
    text(Tag.StudyInstanceUID, VR.UI, STUDY).text(Tag.SeriesInstanceUID, VR.UI, seriesUid);
    text(Tag.FrameOfReferenceUID, VR.UI, STUDY + ".99");
    text(Tag.InstanceNumber, VR.IS, String.valueOf(number));
    text(Tag.ImagePositionPatient, VR.DS, "0", "0", String.valueOf(2 * number));
    text(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0", "1", "0");
    text(Tag.PixelSpacing, VR.DS, "0.8", "1.2");
    text(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    number(Tag.SamplesPerPixel, 1).number(Tag.Rows, ROWS).number(Tag.Columns, COLUMNS);
    number(Tag.BitsAllocated, 16).number(Tag.BitsStored, 16).number(Tag.HighBit, 15);
    number(Tag.PixelRepresentation, 1);
    text(Tag.RescaleIntercept, VR.DS, "0").text(Tag.RescaleSlope, VR.DS, "1");
    pixels(1000L * series + number);
  }

  public TestObject text(int tag, VR vr, String... values) {
    attributes.setString(tag, vr, values);
    return this;
  }

  /** Of another patient. */
  public TestObject of(String patientId, String name) {
    return text(Tag.PatientID, VR.LO, patientId).text(Tag.PatientName, VR.PN, name);
  }

  /**
   * In a study of its own on a day.
   *
   * @param day as "20260302"; empty if nobody knows
   */
  public TestObject on(String day, String studyUid) {
    text(Tag.StudyInstanceUID, VR.UI, studyUid).text(Tag.StudyDate, VR.DA, day);
    return text(Tag.SeriesDate, VR.DA, day).text(Tag.ContentDate, VR.DA, day);
  }

  private TestObject number(int tag, int value) {
    attributes.setInt(tag, VR.US, value);
    return this;
  }

  /** Pixels drawn by this seed. */
  public TestObject pixels(long seed) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * ROWS * COLUMNS).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(seed);
    for (int n = 0; n < ROWS * COLUMNS; n++) {
      bytes.putShort((short) random.nextInt(2000));
    }
    attributes.setBytes(Tag.PixelData, VR.OW, bytes.array());
    return this;
  }

  public TestObject change(Consumer<Attributes> change) {
    change.accept(attributes);
    return this;
  }

  public String uid() {
    return attributes.getString(Tag.SOPInstanceUID);
  }

  public Path write(Path file) {
    return write(file, EXPLICIT);
  }

  public Path write(Path file, String transferSyntax) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream raw = Files.newOutputStream(file);
          DicomOutputStream out = new DicomOutputStream(raw, EXPLICIT)) {
        Attributes copy = new Attributes(attributes);
        if (transferSyntax.equals(BIG_ENDIAN)) {
          copy = new Attributes(attributes, true);
        }
        out.setEncodingOptions(new DicomEncodingOptions(false, false, false, false, false));
        out.writeDataset(copy.createFileMetaInformation(transferSyntax), copy);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
