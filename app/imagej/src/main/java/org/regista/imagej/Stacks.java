package org.regista.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/**
 * Images of ImageJ's as volumes. ImageJ knows spacing and origin but no direction: x, y and z are
 * taken for the axes of the patient.
 */
final class Stacks {

  private Stacks() {}

  /**
   * A copy, owned by the caller, in calibrated intensities.
   *
   * @throws InputDataException if it is not a stack of one channel with a size in length units
   */
  static Volume volume(ImagePlus image) {
    requireScalar(image);
    Calibration calibration = image.getCalibration();
    Volume volume =
        Volume.zeros(Space.named(image.getTitle()), grid(image), IntensityUnit.ARBITRARY);
    int slice = image.getWidth() * image.getHeight();
    for (int k = 0; k < image.getStackSize(); k++) {
      ImageProcessor stored = image.getStack().getProcessor(k + 1);
      stored.setCalibrationTable(calibration.getCTable());
      float[] values = (float[]) stored.convertToFloat().getPixels();
      volume.voxels().write((long) k * slice, values, slice);
    }
    return volume;
  }

  private static void requireScalar(ImagePlus image) {
    if (image.getNChannels() != 1
        || image.getNFrames() != 1
        || image.getType() == ImagePlus.COLOR_RGB) {
      throw new InputDataException(
          "'%s' has %d channels, %d frames or colours; split it first (Image > Hyperstacks, Image > Color)"
              .formatted(image.getTitle(), image.getNChannels(), image.getNFrames()));
    }
  }

  private static GridGeometry grid(ImagePlus image) {
    Calibration c = image.getCalibration();
    double mm = mm(c.getUnit(), image.getTitle());
    LpsVector spacing = new LpsVector(c.pixelWidth * mm, c.pixelHeight * mm, c.pixelDepth * mm);
    return GridGeometry.axisAligned(
        new GridSize(image.getWidth(), image.getHeight(), image.getStackSize()),
        spacing,
        new LpsPoint(-c.xOrigin * spacing.x(), -c.yOrigin * spacing.y(), -c.zOrigin * spacing.z()));
  }

  /** How many mm a unit is, by the names that ImageJ uses. */
  private static double mm(String unit, String title) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "mm", "millimeter", "millimeters" -> 1;
      case "cm" -> 10;
      case "m", "meter" -> 1000;
      case "um", "µm", "micron", "microns", "micrometer" -> 1e-3;
      case "nm" -> 1e-6;
      case "inch", "in" -> 25.4;
      default ->
          throw new InputDataException(
              "'%s' gives its voxels in '%s', which is no length; say how large they are in Image > Properties"
                  .formatted(title, unit));
    };
  }
}
