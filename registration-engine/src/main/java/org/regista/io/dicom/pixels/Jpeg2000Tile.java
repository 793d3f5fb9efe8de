package org.regista.io.dicom.pixels;

import java.util.ArrayList;
import java.util.List;

/**
 * One tile: its resolution levels, bands and precincts (T.800 B.5 to B.7). Coefficients lie in one
 * plane, the band LL of the lowest level top left, HL on its right, LH below it, HH below HL.
 */
final class Jpeg2000Tile {

  private static final int MOST_PRECINCTS = 1 << 18;
  private static final int MOST_BLOCKS = 1 << 18;

  /** Bits by which the range of a band exceeds that of the samples, by orientation (Table E.1). */
  private static final int[] GAIN = {0, 1, 1, 2};

  private final Extent extent;
  private final Jpeg2000Coding coding;
  private final List<Precinct> precincts = new ArrayList<>();
  private byte[] body = {};
  private long blockCount;

  Jpeg2000Tile(Extent extent, Jpeg2000Coding coding) throws DamagedPixelsException {
    coding.check();
    this.extent = extent;
    this.coding = coding;
    if (extent.isEmpty()) {
      throw new DamagedPixelsException("a JPEG 2000 tile is empty");
    }
    for (int r = 0; r <= coding.levels(); r++) {
      addPrecincts(r);
    }
  }

  Extent extent() {
    return extent;
  }

  Jpeg2000Coding coding() {
    return coding;
  }

  /** By resolution, then row after row. */
  List<Precinct> precincts() {
    return precincts;
  }

  void setBody(byte[] bytes) {
    body = bytes;
  }

  /** The tile at resolution level {@code r}; the highest is the tile itself. */
  private Extent resolution(int r) {
    return extent.subband(coding.levels() - r, 0, 0);
  }

  /** Orientation 0 LL, 1 HL, 2 LH, 3 HH; only level 0 has LL. */
  private Extent band(int r, int orientation) {
    return r == 0
        ? resolution(0)
        : extent.subband(coding.levels() - r + 1, orientation & 1, orientation >> 1);
  }

  private void addPrecincts(int r) throws DamagedPixelsException {
    Extent area = resolution(r);
    if (area.isEmpty()) {
      return;
    }
    int w = coding.precinctWidthExponent(r);
    int h = coding.precinctHeightExponent(r);
    int left = area.x0() >> w;
    int top = area.y0() >> h;
    int across = ((area.x1() - 1) >> w) - left + 1;
    int down = ((area.y1() - 1) >> h) - top + 1;
    if (precincts.size() + (long) across * down > MOST_PRECINCTS) {
      throw new DamagedPixelsException("JPEG 2000 with too many precincts");
    }
    int up = coding.levels() - r;
    for (int j = top; j < top + down; j++) {
      for (int i = left; i < left + across; i++) {
        long x = Math.max(extent.x0(), (long) i << (w + up));
        long y = Math.max(extent.y0(), (long) j << (h + up));
        precincts.add(precinct(r, i, j, x, y));
      }
    }
  }

  private Precinct precinct(int r, int i, int j, long x, long y) throws DamagedPixelsException {
    Precinct precinct = new Precinct(r, x, y);
    int half = r > 0 ? 1 : 0;
    int w = coding.precinctWidthExponent(r) - half;
    int h = coding.precinctHeightExponent(r) - half;
    for (int o = half; o <= 3 * half; o++) {
      Extent part =
          band(r, o).intersect((long) i << w, (long) j << h, (i + 1L) << w, (j + 1L) << h);
      int blockWidth = coding.blockWidthExponent(r);
      int blockHeight = coding.blockHeightExponent(r);
      blockCount += ((long) part.width() >> blockWidth) * ((long) part.height() >> blockHeight);
      if (blockCount > MOST_BLOCKS) {
        throw new DamagedPixelsException("JPEG 2000 with too many code blocks");
      }
      precinct.bands.add(Precinct.Blocks.of(part, blockWidth, blockHeight));
    }
    return precinct;
  }

  /** The samples of the tile, row after row, before the level shift. */
  float[] samples(CodeBlockDecoder decoder, int precision) throws DamagedPixelsException {
    float[] plane = new float[Math.multiplyExact(extent.width(), extent.height())];
    for (Precinct precinct : precincts) {
      int first = precinct.resolution == 0 ? 0 : 1;
      for (int b = 0; b < precinct.bands.size(); b++) {
        decodeBand(precinct, b + first, decoder, precision, plane);
      }
    }
    Wavelet wavelet = new Wavelet(plane, extent.width(), coding.reversible());
    for (int r = 1; r <= coding.levels(); r++) {
      wavelet.synthesise(resolution(r - 1), resolution(r));
    }
    return plane;
  }

  private void decodeBand(
      Precinct precinct, int orientation, CodeBlockDecoder decoder, int precision, float[] plane)
      throws DamagedPixelsException {
    int r = precinct.resolution;
    int index = r == 0 ? 0 : 3 * (r - 1) + orientation;
    Extent band = band(r, orientation);
    Extent low = r == 0 ? band : resolution(r - 1);
    int left = (orientation & 1) == 0 ? 0 : low.width();
    int top = orientation >> 1 == 0 ? 0 : low.height();
    double step = coding.step(index, r, precision + GAIN[orientation]);
    int planes = coding.bitPlanes(index, r);
    for (CodeBlock block : precinct.bands.get(r == 0 ? 0 : orientation - 1).blocks) {
      if (!block.included) {
        continue;
      }
      decoder.decode(block, body, coding, orientation, planes);
      int at =
          (top + block.extent.y0() - band.y0()) * extent.width()
              + left
              + block.extent.x0()
              - band.x0();
      decoder.store(plane, at, extent.width(), coding.reversible(), step);
    }
  }
}
