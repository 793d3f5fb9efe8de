package org.regista.io.dicom.pixels;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers of a JPEG 2000 code stream and the bodies of its tiles (T.800 Annex A); also found
 * inside the boxes of a JP2 file, which some writers embed although DICOM does not want them.
 */
final class Jpeg2000Stream {

  private static final int SOC = 0xff4f;
  private static final int SOT = 0xff90;
  private static final int SOD = 0xff93;
  private static final int EOC = 0xffd9;
  private static final int SIZ = 0xff51;
  private static final int COD = 0xff52;
  private static final int COC = 0xff53;
  private static final int RGN = 0xff5e;
  private static final int QCD = 0xff5c;
  private static final int QCC = 0xff5d;
  private static final int POC = 0xff5f;
  private static final int PPM = 0xff60;
  private static final int PPT = 0xff61;
  private static final int CAP = 0xff50;

  private static final int LARGEST_COORDINATE = 1 << 30;

  private final ByteCursor in;
  private final Map<Integer, TileData> tiles = new TreeMap<>();
  private Jpeg2000Coding coding = new Jpeg2000Coding();
  private Jpeg2000Size size = new Jpeg2000Size(0, 0, 0, 0, 0, 0, 1, 1, 0, false);

  private Jpeg2000Stream(ByteCursor in) {
    this.in = in;
  }

  static Jpeg2000Stream parse(byte[] bytes) throws DamagedPixelsException {
    Jpeg2000Stream stream = new Jpeg2000Stream(new ByteCursor(bytes));
    stream.findCodeStream();
    stream.mainHeader();
    while (stream.tilePart()) {
      // one after the other
    }
    return stream;
  }

  Jpeg2000Size size() {
    return size;
  }

  /** By their index. */
  Map<Integer, TileData> tiles() {
    return tiles;
  }

  private void findCodeStream() throws DamagedPixelsException {
    if (in.peek16() == SOC) {
      in.skip(2);
      return;
    }
    while (true) { // the boxes of JP2 (T.800 Annex I)
      long length = in.u32();
      boolean codeStream = in.u32() == 0x6a703263;
      if (codeStream && in.peek16() == SOC) {
        in.skip(2);
        return;
      }
      if (length < 8 || codeStream) {
        throw new DamagedPixelsException("they do not begin as JPEG 2000");
      }
      in.skip(length - 8);
    }
  }

  private void mainHeader() throws DamagedPixelsException {
    while (in.peek16() != SOT) {
      segment(coding);
    }
    if (size.precision() == 0) {
      throw new DamagedPixelsException("their JPEG 2000 header is incomplete");
    }
  }

  private void segment(Jpeg2000Coding target) throws DamagedPixelsException {
    int marker = in.u16();
    int length = in.u16();
    if (length < 2) {
      throw new DamagedPixelsException("a JPEG 2000 segment is too short");
    }
    ByteCursor segment = in.slice(length - 2);
    switch (marker) {
      case SIZ -> size = size(segment);
      case COD -> target.readCod(segment);
      case COC -> target.readCoc(segment);
      case QCD -> target.readQcd(segment);
      case QCC -> target.readQcc(segment);
      case CAP -> throw new DamagedPixelsException("high-throughput JPEG 2000 is not read");
      case POC, PPM, PPT, RGN ->
          throw new DamagedPixelsException(
              "JPEG 2000 with marker %04X is not read".formatted(marker));
      default -> {
        // comments and lists of lengths are not needed
      }
    }
  }

  private static Jpeg2000Size size(ByteCursor in) throws DamagedPixelsException {
    in.skip(2);
    long[] grid = new long[8];
    boolean possible = true;
    for (int n = 0; n < grid.length; n++) {
      grid[n] = in.u32();
      possible &= grid[n] <= LARGEST_COORDINATE || n == 4 || n == 5;
    }
    int components = in.u16();
    int depth = in.u8();
    int subsampling = in.u16();
    if (components != 1 || subsampling != 0x0101) {
      throw new DamagedPixelsException("they have %d colour components".formatted(components));
    }
    int precision = (depth & 0x7f) + 1;
    possible &= grid[0] > grid[2] && grid[1] > grid[3] && grid[4] > 0 && grid[5] > 0;
    possible &= grid[6] <= grid[2] && grid[7] <= grid[3];
    possible &= grid[6] + grid[4] > grid[2] && grid[7] + grid[5] > grid[3];
    if (!possible || precision > 16) {
      throw new DamagedPixelsException(
          "JPEG 2000 sizes or %d bits are not read".formatted(precision));
    }
    return new Jpeg2000Size(
        (int) grid[2],
        (int) grid[3],
        (int) grid[0],
        (int) grid[1],
        (int) grid[6],
        (int) grid[7],
        (int) Math.min(grid[4], LARGEST_COORDINATE),
        (int) Math.min(grid[5], LARGEST_COORDINATE),
        precision,
        depth > 0x7f);
  }

  /** False at the end of the code stream (A.4.2, A.4.3). */
  private boolean tilePart() throws DamagedPixelsException {
    if (in.remaining() < 2 || in.peek16() == EOC) {
      return false;
    }
    int start = in.position();
    if (in.u16() != SOT) {
      throw new DamagedPixelsException("a JPEG 2000 tile is missing");
    }
    in.skip(2);
    int index = in.u16();
    long length = in.u32();
    in.skip(2);
    if (index >= size.tileCount()) {
      throw new DamagedPixelsException("JPEG 2000 tile %d is outside the image".formatted(index));
    }
    TileData tile = tiles.computeIfAbsent(index, n -> new TileData(new Jpeg2000Coding(coding)));
    while (in.peek16() != SOD) {
      segment(tile.coding());
    }
    in.skip(2);
    long body = length == 0 ? bodyUpToEnd() : length - (in.position() - start);
    if (body < 0 || body > in.remaining()) {
      throw new DamagedPixelsException(
          "JPEG 2000 tile %d needs %d bytes where %d are left"
              .formatted(index, body, in.remaining()));
    }
    tile.append(in.bytes((int) body));
    return true;
  }

  private int bodyUpToEnd() {
    int left = in.remaining();
    return left >= 2 && in.endsWith(EOC) ? left - 2 : left;
  }

  /** How a tile is coded, and its packets from all tile-parts. */
  static final class TileData {

    private final Jpeg2000Coding coding;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

    private TileData(Jpeg2000Coding coding) {
      this.coding = coding;
    }

    private void append(byte[] bytes) {
      body.writeBytes(bytes);
    }

    Jpeg2000Coding coding() {
      return coding;
    }

    byte[] body() {
      return body.toByteArray();
    }
  }
}
