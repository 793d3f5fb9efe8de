package org.regista.io.dicom.object;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/** Numbers as decimal strings (VR DS, PS3.5 6.2), which have at most 16 characters. */
public final class Decimals {

  private static final int LONGEST = 16;
  private static final int DIGITS = 16;

  private Decimals() {}

  /**
   * The number that comes nearest to {@code value} in 16 characters: 13 decimals for the entries of
   * a rotation.
   */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " cannot be written as a decimal string");
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = DIGITS; digits > 0; digits--) {
      BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
      String plain = rounded.toPlainString();
      if (plain.length() <= LONGEST) {
        return plain;
      }
      String scientific = rounded.toString();
      if (scientific.length() <= LONGEST && digits <= LONGEST / 2) {
        return scientific;
      }
    }
    return "0";
  }

  /** Rounded to {@code decimals} places, without trailing zeros. */
  public static String rounded(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  public static String[] of(double... values) {
    String[] texts = new String[values.length];
    for (int n = 0; n < values.length; n++) {
      texts[n] = of(values[n]);
    }
    return texts;
  }

  public static String[] of(LpsPoint p) {
    return of(p.x(), p.y(), p.z());
  }

  /** Two unit vectors, as in Image Orientation (Patient). */
  public static String[] of(LpsVector a, LpsVector b) {
    return of(a.x(), a.y(), a.z(), b.x(), b.y(), b.z());
  }

  /** A 4x4 matrix, row by row (PS3.3 C.20.2.1.1). */
  public static String[] of(AffineMap m) {
    return of(
        m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(), m.m21(),
        m.m22(), m.t2(), 0, 0, 0, 1);
  }
}
