package org.regista.io.dicom;

import org.dcm4che3.data.Tag;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.dicom.HeaderFields.BadFieldException;

/** Reads where one frame lies and what its stored values mean. */
final class FrameReader {

  private static final double COSINE_TOLERANCE = 1e-3;

  private FrameReader() {}

  static SlicePose pose(FrameFields frame) throws BadFieldException {
    double[] p =
        frame
            .group(Tag.PlanePositionSequence)
            .numbers(Tag.ImagePositionPatient, "Image Position (Patient)", 3);
    double[] o =
        frame
            .group(Tag.PlaneOrientationSequence)
            .numbers(Tag.ImageOrientationPatient, "Image Orientation (Patient)", 6);
    double[] spacing = pixelSpacing(frame);
    LpsVector alongRow = new LpsVector(o[0], o[1], o[2]);
    LpsVector alongColumn = new LpsVector(o[3], o[4], o[5]);
    boolean unit =
        Math.abs(alongRow.lengthMm() - 1) < COSINE_TOLERANCE
            && Math.abs(alongColumn.lengthMm() - 1) < COSINE_TOLERANCE;
    if (!unit || Math.abs(alongRow.dot(alongColumn)) > COSINE_TOLERANCE) {
      throw new BadFieldException(
          "its Image Orientation (Patient) is not two perpendicular unit vectors");
    }
    // Pixel Spacing is the distance of rows first, then of columns (PS3.3 10.7.1.3)
    return new SlicePose(
        new LpsPoint(p[0], p[1], p[2]),
        alongRow.times(spacing[1] / alongRow.lengthMm()),
        alongColumn.times(spacing[0] / alongColumn.lengthMm()));
  }

  /** Imager Pixel Spacing is no substitute: it is measured at the detector, not in the patient. */
  private static double[] pixelSpacing(FrameFields frame) throws BadFieldException {
    double[] spacing =
        frame.group(Tag.PixelMeasuresSequence).numbers(Tag.PixelSpacing, "Pixel Spacing", 2);
    if (!(spacing[0] > 1e-4) || !(spacing[1] > 1e-4)) {
      throw new BadFieldException(
          "its Pixel Spacing is %s x %s mm".formatted(spacing[0], spacing[1]));
    }
    return spacing;
  }

  static Intensities intensities(FrameFields frame, PixelLayout layout) throws BadFieldException {
    HeaderFields rescale = frame.group(Tag.PixelValueTransformationSequence);
    double slope = rescale.number(Tag.RescaleSlope, "Rescale Slope", 1);
    if (slope == 0) {
      throw new BadFieldException("its Rescale Slope is 0, which leaves no image");
    }
    Intensities plain =
        Intensities.withoutPadding(
            slope, rescale.number(Tag.RescaleIntercept, "Rescale Intercept", 0));
    HeaderFields image = frame.image();
    var padding = image.optionalInteger(Tag.PixelPaddingValue, "Pixel Padding Value");
    if (padding.isEmpty()) {
      return plain;
    }
    var limit = image.optionalInteger(Tag.PixelPaddingRangeLimit, "Pixel Padding Range Limit");
    return plain.withPadding(
        stored(padding.get(), layout), stored(limit.orElse(padding.get()), layout));
  }

  /** A padding value as the pixels have it; implicit files leave open whether it is signed. */
  private static long stored(int value, PixelLayout layout) {
    return layout.value(value & ((1L << layout.bitsAllocated()) - 1));
  }
}
