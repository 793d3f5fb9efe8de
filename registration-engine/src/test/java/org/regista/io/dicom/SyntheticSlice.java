package org.regista.io.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomOutputStream;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/** A CT slice of 4 columns and 3 rows, 0.8 x 1.2 mm, that a test changes and writes. */
final class SyntheticSlice {

  static final String EXPLICIT = "1.2.840.10008.1.2.1";
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
  static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  static final String SERIES = "1.2.3.4";

  private final Attributes attributes = new Attributes();
  private final int number;

  SyntheticSlice(int number) {
    this.number = number;
    text(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.2");
    text(Tag.SOPInstanceUID, VR.UI, SERIES + "." + number);
    text(Tag.Modality, VR.CS, "CT");
    text(Tag.SeriesDate, VR.DA, "20260302");
    text(Tag.SeriesDescription, VR.LO, "thorax");
    text(Tag.PatientName, VR.PN, "Mustermann^Erika");
    text(Tag.SeriesInstanceUID, VR.UI, SERIES);
    text(Tag.FrameOfReferenceUID, VR.UI, "1.2.3.99");
    text(Tag.InstanceNumber, VR.IS, String.valueOf(number));
    text(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    text(Tag.RescaleSlope, VR.DS, "1");
    text(Tag.RescaleIntercept, VR.DS, "0");
    at(new LpsPoint(0, 0, 2.0 * number));
    axes(new LpsVector(1, 0, 0), new LpsVector(0, 1, 0), 0.8, 1.2);
    layout(3, 4, 16, 16, 15, true);
    pixels16(new int[12]);
  }

  SyntheticSlice text(int tag, VR vr, String... values) {
    attributes.setString(tag, vr, values);
    if (tag == Tag.SeriesInstanceUID) {
      attributes.setString(Tag.SOPInstanceUID, VR.UI, values[0] + "." + number);
    }
    return this;
  }

  SyntheticSlice number(int tag, VR vr, int value) {
    attributes.setInt(tag, vr, value);
    return this;
  }

  SyntheticSlice change(Consumer<Attributes> change) {
    change.accept(attributes);
    return this;
  }

  SyntheticSlice at(LpsPoint p) {
    return text(Tag.ImagePositionPatient, VR.DS, decimal(p.x()), decimal(p.y()), decimal(p.z()));
  }

  SyntheticSlice axes(LpsVector alongRow, LpsVector alongColumn, double columnMm, double rowMm) {
    text(Tag.PixelSpacing, VR.DS, decimal(rowMm), decimal(columnMm));
    return text(
        Tag.ImageOrientationPatient,
        VR.DS,
        decimal(alongRow.x()),
        decimal(alongRow.y()),
        decimal(alongRow.z()),
        decimal(alongColumn.x()),
        decimal(alongColumn.y()),
        decimal(alongColumn.z()));
  }

  SyntheticSlice layout(
      int rows, int columns, int allocated, int stored, int highBit, boolean signed) {
    number(Tag.Rows, VR.US, rows);
    number(Tag.Columns, VR.US, columns);
    number(Tag.SamplesPerPixel, VR.US, 1);
    number(Tag.BitsAllocated, VR.US, allocated);
    number(Tag.BitsStored, VR.US, stored);
    number(Tag.HighBit, VR.US, highBit);
    return number(Tag.PixelRepresentation, VR.US, signed ? 1 : 0);
  }

  /** The low 16 bits of each value, row after row. */
  SyntheticSlice pixels16(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    attributes.setBytes(Tag.PixelData, VR.OW, bytes.array());
    return this;
  }

  SyntheticSlice pixelBytes(byte[] bytes) {
    attributes.setBytes(Tag.PixelData, VR.OB, bytes);
    return this;
  }

  Path write(Path file) {
    return write(file, EXPLICIT);
  }

  Path write(Path file, String transferSyntax) {
    Attributes meta =
        Attributes.createFileMetaInformation(
            attributes.getString(Tag.SOPInstanceUID),
            attributes.getString(Tag.SOPClassUID),
            transferSyntax);
    try (OutputStream stream = Files.newOutputStream(file);
        DicomOutputStream out = new DicomOutputStream(stream, EXPLICIT)) {
      out.writeDataset(meta, attributes);
      out.finish();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At most 16 characters, as a decimal string allows. */
  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.8f", value);
  }
}
