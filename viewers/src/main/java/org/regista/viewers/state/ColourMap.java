package org.regista.viewers.state;

/**
 * From a fraction in [0, 1] to an opaque colour, by linear interpolation between anchors, 256
 * steps.
 */
public enum ColourMap {
  GREY("grey", 0x000000, 0xFFFFFF),
  /** The hot iron palette of DICOM PS3.6 B.1.1. */
  HOT_METAL("hot metal", 0x000000, 0x800000, 0xFF0000, 0xFF8000, 0xFFFFFF),
  /** Perceptually uniform; anchors of inferno by Smith and van der Walt (CC0). */
  INFERNO(
      "inferno", 0x000004, 0x160B39, 0x420A68, 0x6A176E, 0x932667, 0xBC3754, 0xDD513A, 0xF37819,
      0xFCA50A, 0xF6D746, 0xFCFFA4),
  /** Perceptually uniform; anchors of viridis by Smith and van der Walt (CC0). */
  VIRIDIS(
      "viridis", 0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x44BF70,
      0x7AD151, 0xBDDF26, 0xFDE725),
  /** Perceptually uniform; anchors of magma by Smith and van der Walt (CC0). */
  MAGMA(
      "magma", 0x000004, 0x140E36, 0x3B0F70, 0x641A80, 0x8C2981, 0xB73779, 0xDE4968, 0xF7705C,
      0xFE9F6D, 0xFECF92, 0xFCFDBF),
  /** Blue over nothing to red, for what is less or more than usual. */
  BLUE_RED("blue to red", 0x2166FF, 0x6FA8E8, 0x8A8A8A, 0xE8806F, 0xF02030),
  /** White to black, as PET is often read. */
  INVERTED_GREY("inverted grey", 0xFFFFFF, 0x000000);

  private static final int LAST = 255;

  private final String label;
  private final int[] argb;

  ColourMap(String label, int... anchorsRgb) {
    this.label = label;
    this.argb = new int[LAST + 1];
    for (int n = 0; n <= LAST; n++) {
      double position = (double) n / LAST * (anchorsRgb.length - 1);
      int a = Math.min((int) position, anchorsRgb.length - 2);
      argb[n] = mix(anchorsRgb[a], anchorsRgb[a + 1], position - a);
    }
  }

  /** As shown to people. */
  public String label() {
    return label;
  }

  /** The colour, 0xFFRRGGBB; fractions outside [0, 1] take the end colours, NaN the lower one. */
  public int argb(double fraction) {
    return argb[Math.clamp((int) (fraction * LAST + 0.5), 0, LAST)];
  }

  /** The opaque mixture {@code (1 - share) a + share b}, each channel rounded to the nearest. */
  public static int mix(int a, int b, double share) {
    int mixed = 0xFF;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int ca = a >> shift & 0xFF;
      int cb = b >> shift & 0xFF;
      mixed = mixed << 8 | (int) (ca + share * (cb - ca) + 0.5);
    }
    return mixed;
  }

  @Override
  public String toString() {
    return label;
  }
}
