package org.regista.io.dicom.derived;

import org.regista.image.NativeBuffer;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.ObjectKind;

/**
 * How intensities become signed 16-bit pixels: {@code intensity = slope pixel}. CT keeps whole
 * Hounsfield units; the others use the range that they have, so that nothing is lost but a 65000th
 * of it.
 *
 * @param slope as it is written
 */
record PixelScale(String slope) {

  private static final int LARGEST = Short.MAX_VALUE;

  static PixelScale of(NativeBuffer voxels, ObjectKind kind) {
    float largest = 0;
    boolean whole = true;
    for (long n = 0; n < voxels.length(); n++) {
      float value = voxels.get(n);
      largest = Math.max(largest, Math.abs(value));
      whole &= value == (float) Math.rint(value);
    }
    boolean asTheyAre = largest <= LARGEST && (whole || kind == ObjectKind.CT_IMAGE);
    return new PixelScale(asTheyAre || largest == 0 ? "1" : Decimals.of(largest / LARGEST));
  }

  short pixel(float intensity) {
    double pixel = Math.rint(intensity / Double.parseDouble(slope));
    return (short) Math.clamp(pixel, Short.MIN_VALUE, LARGEST);
  }
}
