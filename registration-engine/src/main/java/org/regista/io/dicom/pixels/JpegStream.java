package org.regista.io.dicom.pixels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The marker segments of a JPEG or JPEG-LS code stream up to its first scan (ITU-T T.81 Annex B,
 * T.87 Annex C). Images of one component have one scan, so the rest is its entropy-coded data.
 */
final class JpegStream {

  private static final int SOI = 0xd8;
  private static final int SOS = 0xda;
  private static final int DQT = 0xdb;
  private static final int DHT = 0xc4;
  private static final int DRI = 0xdd;
  private static final int LSE = 0xf8;

  /** Start of a JPEG-LS frame; those of T.81 are 0xc0 to 0xcf. */
  static final int SOF_LS = 0xf7;

  private final byte[] bytes;
  private int at;

  private int frameType = -1;
  private int precision;
  private int rows;
  private int columns;
  private int quantisation;
  private int restartInterval;
  private int[] scan = {};
  private final int[][] quantisationTables = new int[4][];
  private final @Nullable HuffmanTable[] dc = new HuffmanTable[4];
  private final @Nullable HuffmanTable[] ac = new HuffmanTable[4];
  private int[] presets = {};

  private JpegStream(byte[] bytes) {
    this.bytes = bytes;
    Arrays.fill(quantisationTables, new int[0]);
  }

  static JpegStream parse(byte[] bytes) throws DamagedPixelsException {
    JpegStream stream = new JpegStream(bytes);
    if (stream.marker() != SOI) {
      throw new DamagedPixelsException("they do not begin as JPEG");
    }
    while (stream.scan.length == 0) {
      stream.segment();
    }
    if (stream.frameType < 0) {
      throw new DamagedPixelsException("a JPEG scan comes before its frame header");
    }
    return stream;
  }

  /** Low byte of the SOF marker. */
  int frameType() {
    return frameType;
  }

  int precision() {
    return precision;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** MCUs between restart markers; 0 if there are none. */
  int restartInterval() {
    return restartInterval;
  }

  /** Ss: the predictor of lossless JPEG, NEAR of JPEG-LS. */
  int scanStart() {
    return scan[1];
  }

  /** Al: by how many bits the samples were shifted before coding. */
  int pointTransform() {
    return scan[3] & 0xf;
  }

  /** The quantisation of the component in zig-zag order. */
  int[] quantisationTable() throws DamagedPixelsException {
    int[] table = quantisationTables[quantisation & 3];
    if (table.length == 0) {
      throw new DamagedPixelsException("their quantisation table is missing");
    }
    return table;
  }

  HuffmanTable dcTable() throws DamagedPixelsException {
    return present(dc[scan[0] >> 4 & 3]);
  }

  HuffmanTable acTable() throws DamagedPixelsException {
    return present(ac[scan[0] & 3]);
  }

  private static HuffmanTable present(@Nullable HuffmanTable table) throws DamagedPixelsException {
    if (table == null) {
      throw new DamagedPixelsException("their Huffman table is missing");
    }
    return table;
  }

  /** MAXVAL, T1, T2, T3, RESET of an LSE segment (T.87 C.2.4.1.1); empty if there was none. */
  int[] presets() {
    return presets.clone();
  }

  EntropyBits entropyBits(boolean stuffedBit) {
    return new EntropyBits(bytes, at, stuffedBit);
  }

  private int u8() throws DamagedPixelsException {
    if (at >= bytes.length) {
      throw new DamagedPixelsException("their JPEG header is cut short");
    }
    return bytes[at++] & 0xff;
  }

  private int u16() throws DamagedPixelsException {
    return u8() << 8 | u8();
  }

  private int marker() throws DamagedPixelsException {
    if (u8() != 0xff) {
      throw new DamagedPixelsException("a JPEG marker is missing");
    }
    int code = u8();
    while (code == 0xff) {
      code = u8();
    }
    return code;
  }

  private void segment() throws DamagedPixelsException {
    int marker = marker();
    int length = u16();
    int end = at + length - 2;
    if (length < 2 || end > bytes.length) {
      throw new DamagedPixelsException("a JPEG segment is longer than the frame");
    }
    switch (marker) {
      case DHT -> huffmanTables(end);
      case DQT -> quantisationTables(end);
      case DRI -> restartInterval = u16();
      case LSE -> lsePresets();
      case SOS -> scan();
      case SOF_LS -> frame(marker);
      default -> {
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc) {
          frame(marker);
        }
      }
    }
    if (at > end) {
      throw new DamagedPixelsException("a JPEG segment is too short");
    }
    at = end;
  }

  private void frame(int marker) throws DamagedPixelsException {
    frameType = marker;
    precision = u8();
    rows = u16();
    columns = u16();
    int components = u8();
    if (components != 1) {
      throw new DamagedPixelsException("they have %d colour components".formatted(components));
    }
    u8(); // its name
    u8(); // its sampling factors, without meaning for a single component
    quantisation = u8();
  }

  private void scan() throws DamagedPixelsException {
    int components = u8();
    if (components != 1) {
      throw new DamagedPixelsException("a scan has %d components".formatted(components));
    }
    u8();
    scan = new int[] {u8(), u8(), u8(), u8()};
  }

  private void huffmanTables(int end) throws DamagedPixelsException {
    while (at < end) {
      int target = u8();
      int[] counts = new int[16];
      int total = 0;
      for (int n = 0; n < 16; n++) {
        counts[n] = u8();
        total += counts[n];
      }
      if (at + total > end) {
        throw new DamagedPixelsException("a Huffman table is cut short");
      }
      HuffmanTable table = new HuffmanTable(counts, Arrays.copyOfRange(bytes, at, at + total));
      at += total;
      ((target >> 4) == 0 ? dc : ac)[target & 3] = table;
    }
  }

  private void quantisationTables(int end) throws DamagedPixelsException {
    while (at < end) {
      int target = u8();
      int[] table = new int[64];
      for (int n = 0; n < 64; n++) {
        table[n] = target >> 4 == 0 ? u8() : u16();
      }
      quantisationTables[target & 3] = table;
    }
  }

  private void lsePresets() throws DamagedPixelsException {
    if (u8() == 1) {
      presets = new int[] {u16(), u16(), u16(), u16(), u16()};
    } else {
      throw new DamagedPixelsException("JPEG-LS mapping tables and large sizes are not read");
    }
  }
}
