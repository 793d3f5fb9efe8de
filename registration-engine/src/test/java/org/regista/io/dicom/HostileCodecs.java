package org.regista.io.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files whose compressed pixels lie. */
final class HostileCodecs {

  private static final String RLE = "1.2.840.10008.1.2.5";
  private static final String JPEG = "1.2.840.10008.1.2.4.50";
  private static final String LOSSLESS = "1.2.840.10008.1.2.4.70";
  private static final String JPEG_LS = "1.2.840.10008.1.2.4.80";
  private static final String JPEG_2000 = "1.2.840.10008.1.2.4.90";

  private static final int[] SMALL = {61, 73, 16, 16};
  private static final int[] LARGE = {2896, 2896, 16, 16};

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostileCodecs() {}

  static Map<String, byte[]> all() {
    HostileCodecs hostile = new HostileCodecs();
    hostile.encapsulation();
    hostile.rle();
    hostile.jpeg();
    hostile.jpegLs();
    hostile.jpeg2000();
    return hostile.files;
  }

  private void add(String name, String syntax, byte[] frame, int... layout) {
    files.put(name, RawDicom.compressed(syntax, frame, layout));
  }

  private void encapsulation() {
    int pixels = 0x7fe00010;
    RawDicom slice = RawDicom.slice(SMALL);
    files.put("no-offset-table", RawDicom.part10(RLE, slice.head(pixels, "OB", -1).toBytes()));
    slice = RawDicom.slice(SMALL).head(pixels, "OB", -1).item(0).item(-1);
    files.put("fragment-without-length", RawDicom.part10(RLE, slice.toBytes()));
    slice = RawDicom.slice(SMALL).head(pixels, "OB", -1).item(0x7ffffffc);
    files.put("offset-table-past-end", RawDicom.part10(RLE, slice.toBytes()));
    slice = RawDicom.slice(SMALL).head(pixels, "OB", 64).bytes(new byte[64]);
    files.put("compressed-with-length", RawDicom.part10(RLE, slice.toBytes()));
    slice = RawDicom.slice(SMALL).head(pixels, "OB", -1).item(0).item(4).text("abcd");
    files.put("fragments-without-end", RawDicom.part10(RLE, slice.toBytes()));
    for (String syntax : new String[] {RLE, JPEG, LOSSLESS, JPEG_LS, JPEG_2000}) {
      add("empty-frame-" + syntax, syntax, new byte[0], SMALL);
      add("zeros-" + syntax, syntax, new byte[2000], SMALL);
      add("too-large-" + syntax, syntax, new byte[64], 65535, 65535, 16, 16);
    }
  }

  private void rle() {
    for (int segments : new int[] {0, 1, 3, 16, -1}) {
      add("rle-segments-" + segments, RLE, rle(segments, 64, 66), SMALL);
    }
    add("rle-offset-past-end", RLE, rle(2, 64, 1 << 30), SMALL);
    add("rle-offset-negative", RLE, rle(2, -64, 66), SMALL);
    add("rle-offset-in-header", RLE, rle(2, 0, 4), SMALL);
    add("rle-offsets-backwards", RLE, rle(2, 80, 66), SMALL);
    add("rle-nothing-but-no-ops", RLE, Arrays.copyOf(rle(2, 64, 70), 1 << 16), LARGE);
  }

  private static byte[] rle(int segments, int first, int second) {
    byte[] frame = new byte[100];
    Arrays.fill(frame, 64, 100, (byte) -128);
    ByteBuffer.wrap(frame)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(segments)
        .putInt(first)
        .putInt(second);
    return frame;
  }

  private void jpeg() {
    String start = "ffd8";
    String baseline = "ffc0000b08003d004901011100";
    String lossless = "ffc3000b10003d004901011100";
    String table = "ffc4001400" + "01" + "00".repeat(15) + "00";
    String scan = "ffda0008010100003f00";
    String quantisation = "ffdb004300" + "ff".repeat(64);
    String rest = "00".repeat(500);
    add("jpeg-scan-first", JPEG, hex(start + scan + rest), 61, 73, 8, 8);
    add("jpeg-without-tables", JPEG, hex(start + baseline + scan + rest), 61, 73, 8, 8);
    String noQuantisation = start + baseline + table + scan + rest;
    add("jpeg-without-quantisation", JPEG, hex(noQuantisation), 61, 73, 8, 8);
    String overfull = "ffc4001600" + "03" + "00".repeat(15) + "000102";
    add("jpeg-overfull-table", JPEG, hex(start + overfull + baseline + scan), 61, 73, 8, 8);
    add("jpeg-table-past-end", JPEG, hex(start + "ffc4ffff00"), 61, 73, 8, 8);
    add("jpeg-segment-of-0", JPEG, hex(start + "ffe00000" + rest), 61, 73, 8, 8);
    String progressive = "ffc2000b08003d004901011100";
    add("jpeg-progressive", JPEG, hex(start + progressive + scan + rest), 61, 73, 8, 8);
    String colour = "ffc0001108003d0049030111000211000311" + "00";
    add("jpeg-colour", JPEG, hex(start + colour + scan + rest), 61, 73, 8, 8);
    String largest = "ffc0000b08ffffffff01011100";
    add("jpeg-of-another-size", JPEG, hex(start + largest + scan + rest), 61, 73, 8, 8);
    String acTable = "ffc4001410" + "01" + "00".repeat(15) + "ff";
    String wild = start + quantisation + table + acTable + baseline + scan + rest;
    add("jpeg-65-coefficients", JPEG, hex(wild), 61, 73, 8, 8);
    add("lossless-predictor-0", LOSSLESS, hex(start + lossless + table + scan + rest), SMALL);
    String restarts = "ffdd00040001";
    String oddRestarts = start + lossless + restarts + table + "ffda0008010100010000" + rest;
    add("lossless-restart-each-sample", LOSSLESS, hex(oddRestarts), SMALL);
    String shifted = start + lossless + table + "ffda000801010001000f" + rest;
    add("lossless-shift-15", LOSSLESS, hex(shifted), SMALL);
  }

  private void jpegLs() {
    String frame = "ffd8fff7000b10003d004901011100";
    String rest = "00".repeat(300);
    add("ls-near-255", JPEG_LS, hex(frame + "ffda000801010" + "0ff0000" + rest), SMALL);
    String presets = "fff8000d01" + "ffff" + "ffff00010001" + "0000";
    add("ls-thresholds", JPEG_LS, hex(frame + presets + "ffda00080101000000" + "00" + rest), SMALL);
    String nothing = "fff8000d01" + "0001" + "000000000000" + "0001";
    add("ls-maxval-1", JPEG_LS, hex(frame + nothing + "ffda00080101000000" + "00" + rest), SMALL);
    add("ls-mapping", JPEG_LS, hex(frame + "fff8000502" + "0101" + rest), SMALL);
    String ones = "ffd8fff7000b100b500b5001011100" + "ffda00080101000000" + "00" + "7f".repeat(300);
    add("ls-runs", JPEG_LS, hex(ones), LARGE);
  }

  private void jpeg2000() {
    byte[] plain = read("plain.j2k");
    byte[] tiles = read("tiles_pcrl.j2k");
    add("j2k-cut", JPEG_2000, Arrays.copyOf(plain, 300), SMALL);
    add("j2k-half-tiles", JPEG_2000, Arrays.copyOf(tiles, 1000), SMALL);
    // offsets in the SIZ segment, which starts at 2; COD follows at 45 + 2
    add("j2k-tile-of-0", JPEG_2000, with(plain, 24, 0, 0, 0, 0), SMALL);
    add("j2k-tile-of-1", JPEG_2000, with(plain, 24, 0, 0, 0, 1, 0, 0, 0, 1), SMALL);
    add("j2k-size-0", JPEG_2000, with(plain, 8, 0, 0, 0, 0), SMALL);
    add("j2k-size-huge", JPEG_2000, with(plain, 8, -1, -1, -1, -1), SMALL);
    add("j2k-offset-huge", JPEG_2000, with(plain, 16, 127, -1, -1, -1), SMALL);
    add("j2k-16384-components", JPEG_2000, with(plain, 40, 64, 0), SMALL);
    add("j2k-38-bits", JPEG_2000, with(plain, 42, 37), SMALL);
    add("j2k-subsampled", JPEG_2000, with(plain, 43, 2, 2), SMALL);
    int cod = indexOf(plain, 0x52);
    add("j2k-65535-layers", JPEG_2000, with(plain, cod + 5, -1, -1), SMALL);
    add("j2k-no-layers", JPEG_2000, with(plain, cod + 5, 0, 0), SMALL);
    add("j2k-order-9", JPEG_2000, with(plain, cod + 4, 9), SMALL);
    add("j2k-33-levels", JPEG_2000, with(plain, cod + 8, 33), SMALL);
    add("j2k-32-levels", JPEG_2000, with(plain, cod + 8, 32), SMALL);
    add("j2k-huge-blocks", JPEG_2000, with(plain, cod + 9, 8, 8), SMALL);
    add("j2k-high-throughput", JPEG_2000, with(plain, cod + 11, 64), SMALL);
    add("j2k-transform-7", JPEG_2000, with(plain, cod + 12, 7), SMALL);
    int qcd = indexOf(plain, 0x5c);
    add("j2k-exponents-31", JPEG_2000, with(plain, qcd + 4, 0xe0, -1, -1, -1, -1), SMALL);
    int sot = indexOf(plain, 0x90);
    add("j2k-tile-65535", JPEG_2000, with(plain, sot + 3, -1, -1), SMALL);
    add("j2k-tile-too-long", JPEG_2000, with(plain, sot + 5, 127, -1, -1, -1), SMALL);
    add("j2k-tile-too-short", JPEG_2000, with(plain, sot + 5, 0, 0, 0, 1), SMALL);
    byte[] noise = plain.clone();
    Arrays.fill(noise, sot + 14, noise.length, (byte) 0xaa);
    add("j2k-noise", JPEG_2000, noise, SMALL);
    byte[] large = with(plain, 8, 0, 0, 11, 80, 0, 0, 11, 80);
    add("j2k-8-million-pixels", JPEG_2000, with(large, 24, 0, 0, 11, 80, 0, 0, 11, 80), LARGE);
    add("j2k-box-loop", JPEG_2000, hex("00000008" + "6a502020" + "00000000" + "6a502020"), SMALL);
  }

  private static int indexOf(byte[] stream, int marker) {
    for (int n = 0; n < stream.length - 1; n++) {
      if (stream[n] == (byte) 0xff && stream[n + 1] == (byte) marker) {
        return n + 1;
      }
    }
    throw new AssertionError("no marker " + marker);
  }

  private static byte[] with(byte[] stream, int at, int... values) {
    byte[] changed = stream.clone();
    for (int n = 0; n < values.length; n++) {
      changed[at + n] = (byte) values[n];
    }
    return changed;
  }

  private static byte[] hex(String digits) {
    byte[] bytes = new byte[digits.length() / 2];
    for (int n = 0; n < bytes.length; n++) {
      bytes[n] = (byte) Integer.parseInt(digits.substring(2 * n, 2 * n + 2), 16);
    }
    return bytes;
  }

  private static byte[] read(String name) {
    try {
      return Files.readAllBytes(
          Path.of("..", "test-data", "dicom_transfer_syntax", "jpeg2000", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
