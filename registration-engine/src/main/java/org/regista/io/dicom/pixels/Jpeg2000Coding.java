package org.regista.io.dicom.pixels;

import java.util.Arrays;

/**
 * How a tile is coded: the marker segments COD and QCD, and COC and QCC, which say the same for one
 * component and go before them (T.800 A.6).
 */
final class Jpeg2000Coding {

  static final int BYPASS = 0x01;
  static final int RESET = 0x02;
  static final int TERMINATE_ALL = 0x04;
  static final int VERTICALLY_CAUSAL = 0x08;
  static final int SEGMENTATION_SYMBOLS = 0x20;

  private static final int HIGH_THROUGHPUT = 0x40;
  private static final int MOST_LEVELS = 32;

  private int progression;
  private int layers;
  private int levels = -1;
  private int blockWidthExponent;
  private int blockHeightExponent;
  private int blockStyle;
  private boolean reversible;
  private int[] precincts = {};

  private int quantisationStyle = -1;
  private int guardBits;
  private int[] steps = {};

  Jpeg2000Coding() {}

  /** A copy, which the header of a tile may change. */
  Jpeg2000Coding(Jpeg2000Coding other) {
    progression = other.progression;
    layers = other.layers;
    levels = other.levels;
    blockWidthExponent = other.blockWidthExponent;
    blockHeightExponent = other.blockHeightExponent;
    blockStyle = other.blockStyle;
    reversible = other.reversible;
    precincts = other.precincts;
    quantisationStyle = other.quantisationStyle;
    guardBits = other.guardBits;
    steps = other.steps;
  }

  void readCod(ByteCursor in) throws DamagedPixelsException {
    int style = in.u8();
    progression = in.u8();
    layers = in.u16();
    in.skip(1); // a transform over components, of which there is one
    if (progression > 4 || layers == 0) {
      throw new DamagedPixelsException(
          "JPEG 2000 with %d layers in order %d".formatted(layers, progression));
    }
    readComponent(in, (style & 1) != 0);
  }

  void readCoc(ByteCursor in) throws DamagedPixelsException {
    if (layers == 0) {
      throw new DamagedPixelsException("JPEG 2000 marker COC comes before COD");
    }
    in.skip(1);
    readComponent(in, (in.u8() & 1) != 0);
  }

  private void readComponent(ByteCursor in, boolean withPrecincts) throws DamagedPixelsException {
    levels = in.u8();
    blockWidthExponent = in.u8() + 2;
    blockHeightExponent = in.u8() + 2;
    blockStyle = in.u8();
    int transform = in.u8();
    reversible = transform == 1;
    boolean possible =
        levels <= MOST_LEVELS
            && blockWidthExponent <= 10
            && blockHeightExponent <= 10
            && blockWidthExponent + blockHeightExponent <= 12
            && transform <= 1;
    if (!possible || (blockStyle & HIGH_THROUGHPUT) != 0) {
      throw new DamagedPixelsException("their JPEG 2000 coding style is not possible, or not read");
    }
    precincts = new int[levels + 1];
    for (int r = 0; r <= levels; r++) {
      precincts[r] = withPrecincts ? in.u8() : 0xff;
      if (r > 0 && ((precincts[r] & 0xf) == 0 || precincts[r] >> 4 == 0)) {
        throw new DamagedPixelsException("a JPEG 2000 precinct has no size");
      }
    }
  }

  void readQcc(ByteCursor in) throws DamagedPixelsException {
    in.skip(1);
    readQcd(in);
  }

  void readQcd(ByteCursor in) throws DamagedPixelsException {
    int style = in.u8();
    quantisationStyle = style & 0x1f;
    guardBits = style >> 5;
    if (quantisationStyle > 2) {
      throw new DamagedPixelsException("JPEG 2000 has no quantisation " + quantisationStyle);
    }
    int width = quantisationStyle == 0 ? 1 : 2;
    steps = new int[quantisationStyle == 1 ? 1 : in.remaining() / width];
    for (int n = 0; n < steps.length; n++) {
      // exponent above, 11 bits of mantissa below
      steps[n] = width == 1 ? in.u8() >> 3 << 11 : in.u16();
    }
  }

  /** Fails unless all is there that decoding needs. */
  void check() throws DamagedPixelsException {
    boolean enough = quantisationStyle == 1 ? steps.length == 1 : steps.length >= 3 * levels + 1;
    if (levels < 0 || quantisationStyle < 0 || !enough) {
      throw new DamagedPixelsException("their JPEG 2000 header is incomplete");
    }
  }

  /** 0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL. */
  int progression() {
    return progression;
  }

  int layers() {
    return layers;
  }

  int levels() {
    return levels;
  }

  int blockWidthExponent(int resolution) {
    int precinct = precinctWidthExponent(resolution) - (resolution > 0 ? 1 : 0);
    return Math.min(blockWidthExponent, precinct);
  }

  int blockHeightExponent(int resolution) {
    int precinct = precinctHeightExponent(resolution) - (resolution > 0 ? 1 : 0);
    return Math.min(blockHeightExponent, precinct);
  }

  int precinctWidthExponent(int resolution) {
    return precincts[resolution] & 0xf;
  }

  int precinctHeightExponent(int resolution) {
    return precincts[resolution] >> 4;
  }

  boolean has(int blockStyleFlag) {
    return (blockStyle & blockStyleFlag) != 0;
  }

  boolean reversible() {
    return reversible;
  }

  /**
   * Bit planes of the coefficients of a band, M_b (E-2).
   *
   * @param band 0 for LL, 3 r - 2 + orientation for resolution r
   */
  int bitPlanes(int band, int resolution) throws DamagedPixelsException {
    int planes = guardBits + exponent(band, resolution) - 1;
    if (planes < 0 || planes > 30) {
      throw new DamagedPixelsException("JPEG 2000 with %d bit planes".formatted(planes));
    }
    return planes;
  }

  private int exponent(int band, int resolution) {
    if (quantisationStyle == 1) { // derived from that of LL (E-5)
      return (steps[0] >> 11) - Math.max(0, resolution - 1);
    }
    return steps[band] >> 11;
  }

  /** Step size of a band whose samples have {@code range} bits (E-3); 1 if not quantised. */
  double step(int band, int resolution, int range) {
    if (reversible) {
      return 1;
    }
    int mantissa = steps[quantisationStyle == 1 ? 0 : band] & 0x7ff;
    return Math.scalb(1 + mantissa / 2048.0, range - exponent(band, resolution));
  }

  @Override
  public String toString() {
    return "%d levels, %d layers, steps %s".formatted(levels, layers, Arrays.toString(steps));
  }
}
