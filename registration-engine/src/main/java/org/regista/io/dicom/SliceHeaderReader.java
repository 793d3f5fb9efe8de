package org.regista.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.dicom.HeaderFields.BadFieldException;
import org.regista.io.dicom.pixels.FrameShape;

/**
 * Reads the header of one file up to the pixels and says whether it can be a slice. Nothing that a
 * file declares is believed unchecked: afterwards the geometry is finite, the pixel layout
 * possible, and the pixels are all there.
 */
final class SliceHeaderReader {

  private static final Set<String> MODALITIES = Set.of("CT", "MR", "PT");
  private static final String DICOMDIR = "1.2.840.10008.1.3.10";
  private static final double COSINE_TOLERANCE = 1e-3;

  private SliceHeaderReader() {}

  /** A slice, or the reason why the file is none. */
  static SliceHeader read(Path file) throws UnusableFileException {
    if (!Files.isRegularFile(file)) {
      throw UnusableFileException.notASlice("is not a file");
    }
    try (BoundedDicomInput in = BoundedDicomInput.open(file)) {
      Attributes attributes = in.readDataset(-1, Tag.PixelData);
      return slice(file, in, new HeaderFields(attributes));
    } catch (IOException | RuntimeException e) {
      // dcm4che answers damaged files with unchecked exceptions of many kinds
      String detail = e instanceof IOException && e.getMessage() != null ? e.getMessage() : "";
      throw UnusableFileException.notASlice(
          detail.startsWith("element") || detail.startsWith("its")
              ? "is damaged: " + detail
              : "is not a DICOM file, or it is damaged");
    }
  }

  private static SliceHeader slice(Path file, BoundedDicomInput in, HeaderFields fields)
      throws UnusableFileException {
    String series = PrintableText.of(fields.text(Tag.SeriesInstanceUID));
    rejectOthers(fields, series);
    try {
      rejectUnreadable(in, fields);
      PixelLayout layout = layout(fields, TransferSyntaxes.isCompressed(in.getTransferSyntax()));
      SlicePose pose = pose(fields);
      checkPixelsPresent(in, layout);
      return new SliceHeader(
          file,
          Origin.read(fields),
          SeriesIdentityReader.read(fields),
          pose,
          layout,
          intensities(fields, layout));
    } catch (BadFieldException e) {
      throw UnusableFileException.lostSlice(
          "cannot be used: " + String.valueOf(e.getMessage()), series);
    }
  }

  /** Files that belong in a DICOM folder but are no slices of CT, MR or PET. */
  private static void rejectOthers(HeaderFields fields, String series)
      throws UnusableFileException {
    String modality = fields.text(Tag.Modality);
    if (fields.text(Tag.MediaStorageSOPClassUID).equals(DICOMDIR)
        || fields.has(Tag.DirectoryRecordSequence)) {
      throw UnusableFileException.notASlice("is a DICOMDIR, a list of files");
    }
    if (!MODALITIES.contains(modality)) {
      throw UnusableFileException.notASlice(
          modality.isEmpty()
              ? "has no modality"
              : "has the modality '%s'; CT, MR and PT are read"
                  .formatted(PrintableText.of(modality)));
    }
    if (series.isEmpty()) {
      throw UnusableFileException.notASlice("has no Series Instance UID");
    }
    if (fields.contains(Tag.ImageType, "LOCALIZER")) {
      throw UnusableFileException.notASlice("is a localizer (scout) image");
    }
  }

  private static void rejectUnreadable(BoundedDicomInput in, HeaderFields fields)
      throws BadFieldException {
    int frames = fields.optionalInteger(Tag.NumberOfFrames, "Number of Frames").orElse(1);
    if (frames != 1
        || fields.has(Tag.PerFrameFunctionalGroupsSequence)
        || fields.has(Tag.SharedFunctionalGroupsSequence)) {
      throw new BadFieldException(
          "it is a multi-frame image (%d frames); convert it to single-frame images first"
              .formatted(frames));
    }
    if (in.tag() != Tag.PixelData) {
      throw new BadFieldException("it has no pixel data");
    }
    var unreadable = TransferSyntaxes.unreadableBecause(in.getTransferSyntax());
    if (unreadable.isPresent()) {
      throw new BadFieldException(unreadable.get());
    }
    if (fields.has(Tag.ModalityLUTSequence)) {
      throw new BadFieldException("its values need a Modality LUT, which is not read");
    }
  }

  private static PixelLayout layout(HeaderFields fields, boolean compressed)
      throws BadFieldException {
    int samples = fields.optionalInteger(Tag.SamplesPerPixel, "Samples per Pixel").orElse(1);
    if (samples != 1) {
      throw new BadFieldException("it is a colour image");
    }
    int allocated = fields.integer(Tag.BitsAllocated, "Bits Allocated");
    int stored = fields.optionalInteger(Tag.BitsStored, "Bits Stored").orElse(allocated);
    int high = fields.optionalInteger(Tag.HighBit, "High Bit").orElse(stored - 1);
    boolean possible = allocated == 8 || allocated == 16 || allocated == 32;
    if (!possible || stored < 1 || high < stored - 1 || high >= allocated) {
      throw new BadFieldException(
          "%d bits allocated, %d stored, high bit %d is no possible pixel"
              .formatted(allocated, stored, high));
    }
    int rows = fields.integer(Tag.Rows, "Rows");
    int columns = fields.integer(Tag.Columns, "Columns");
    if (rows < 1 || rows > 65535 || columns < 1 || columns > 65535) {
      throw new BadFieldException("%d rows and %d columns are no image".formatted(rows, columns));
    }
    boolean signed =
        fields.optionalInteger(Tag.PixelRepresentation, "Pixel Representation").orElse(0) == 1;
    return new PixelLayout(rows, columns, allocated, stored, high, signed, compressed);
  }

  private static void checkPixelsPresent(BoundedDicomInput in, PixelLayout layout)
      throws BadFieldException {
    if (layout.compressed()) {
      checkFragments(in, layout);
      return;
    }
    if (layout.isSwapped(in) && layout.columns() % 2 != 0) {
      throw new BadFieldException(
          "it has rows of %d 8-bit pixels in big-endian words, which are not read"
              .formatted(layout.columns()));
    }
    long there = Math.min(in.valueLength(), in.availableUpTo(layout.byteCount()));
    if (there < layout.byteCount()) {
      throw new BadFieldException(
          "%d x %d pixels need %d bytes, the file has %d; it may be truncated"
              .formatted(layout.columns(), layout.rows(), layout.byteCount(), Math.max(0, there)));
    }
  }

  private static void checkFragments(BoundedDicomInput in, PixelLayout layout)
      throws BadFieldException {
    if ((long) layout.rows() * layout.columns() > FrameShape.MOST_PIXELS) {
      throw new BadFieldException(
          "it has %d x %d compressed pixels; up to %d are read"
              .formatted(layout.columns(), layout.rows(), FrameShape.MOST_PIXELS));
    }
    try {
      EncapsulatedPixels.check(in, 1);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw new BadFieldException(
          reason.startsWith("its") ? reason : "its compressed pixels are cut short");
    }
  }

  private static SlicePose pose(HeaderFields fields) throws BadFieldException {
    double[] p = fields.numbers(Tag.ImagePositionPatient, "Image Position (Patient)", 3);
    double[] o = fields.numbers(Tag.ImageOrientationPatient, "Image Orientation (Patient)", 6);
    double[] spacing = fields.numbers(Tag.PixelSpacing, "Pixel Spacing", 2);
    LpsVector alongRow = new LpsVector(o[0], o[1], o[2]);
    LpsVector alongColumn = new LpsVector(o[3], o[4], o[5]);
    boolean unit =
        Math.abs(alongRow.lengthMm() - 1) < COSINE_TOLERANCE
            && Math.abs(alongColumn.lengthMm() - 1) < COSINE_TOLERANCE;
    if (!unit || Math.abs(alongRow.dot(alongColumn)) > COSINE_TOLERANCE) {
      throw new BadFieldException(
          "its Image Orientation (Patient) is not two perpendicular unit vectors");
    }
    if (!(spacing[0] > 1e-4) || !(spacing[1] > 1e-4)) {
      throw new BadFieldException(
          "its Pixel Spacing is %s x %s mm".formatted(spacing[0], spacing[1]));
    }
    // Pixel Spacing is the distance of rows first, then of columns (PS3.3 10.7.1.3)
    return new SlicePose(
        new LpsPoint(p[0], p[1], p[2]),
        alongRow.times(spacing[1] / alongRow.lengthMm()),
        alongColumn.times(spacing[0] / alongColumn.lengthMm()));
  }

  private static Intensities intensities(HeaderFields fields, PixelLayout layout)
      throws BadFieldException {
    double slope = fields.number(Tag.RescaleSlope, "Rescale Slope", 1);
    if (slope == 0) {
      throw new BadFieldException("its Rescale Slope is 0, which leaves no image");
    }
    Intensities plain =
        Intensities.withoutPadding(
            slope, fields.number(Tag.RescaleIntercept, "Rescale Intercept", 0));
    var padding = fields.optionalInteger(Tag.PixelPaddingValue, "Pixel Padding Value");
    if (padding.isEmpty()) {
      return plain;
    }
    var limit = fields.optionalInteger(Tag.PixelPaddingRangeLimit, "Pixel Padding Range Limit");
    return plain.withPadding(
        stored(padding.get(), layout), stored(limit.orElse(padding.get()), layout));
  }

  /** A padding value as the pixels have it; implicit files leave open whether it is signed. */
  private static long stored(int value, PixelLayout layout) {
    return layout.value(value & ((1L << layout.bitsAllocated()) - 1));
  }
}
