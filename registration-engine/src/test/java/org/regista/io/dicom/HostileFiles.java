package org.regista.io.dicom;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;

/**
 * Files that lie, by the classes of bugs that DICOM readers have had: lengths past the end, bombs,
 * nesting, overflowing sizes, types that are others, names that are paths, and files that are none.
 * {@link HostileCodecs} has those about compressed pixels.
 */
final class HostileFiles {

  private static final String EXPLICIT = SyntheticSlice.EXPLICIT;
  private static final int PIXELS = 0x7fe00010;
  private static final int PRIVATE = 0x00091010;
  private static final int SEQUENCE = 0x00081140;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostileFiles() {}

  /** By name. */
  static Map<String, byte[]> all() {
    HostileFiles hostile = new HostileFiles();
    hostile.lengths();
    hostile.metaHeaders();
    hostile.nesting();
    hostile.crowds();
    hostile.bombs();
    hostile.sizes();
    hostile.types();
    hostile.numbers();
    hostile.names();
    hostile.noFiles();
    hostile.files.putAll(HostileCodecs.all());
    return hostile.files;
  }

  private void add(String name, String transferSyntax, RawDicom dataset) {
    files.put(name, RawDicom.part10(transferSyntax, dataset.toBytes()));
  }

  private void add(String name, RawDicom dataset) {
    add(name, EXPLICIT, dataset);
  }

  private void lengths() {
    for (int length : new int[] {2, 1000, 0x7fffffff, 0x80000000, 0xfffffffe}) {
      String hex = Integer.toHexString(length);
      add("value-of-" + hex, new RawDicom().head(PRIVATE, "OB", length));
      add("sequence-of-" + hex, new RawDicom().head(SEQUENCE, "SQ", length));
      add("item-of-" + hex, new RawDicom().head(SEQUENCE, "SQ", -1).item(length));
      add("pixels-of-" + hex, RawDicom.slice(4, 4, 16, 16).head(PIXELS, "OW", length));
    }
    add("short-value-past-end", new RawDicom().shortHead(0x00080060, "CS", 0xffff).text("MR"));
    add("odd-length", new RawDicom().element(0x00080060, "CS", new byte[] {'M', 'R', ' '}));
    add("undefined-length-of-text", new RawDicom().head(PRIVATE, "UT", -1).text("for ever"));
    add("undefined-length-of-plain-pixels", RawDicom.slice(4, 4, 16, 16).head(PIXELS, "OW", -1));
    add("private-fragments", fragments(0x40000000));
  }

  /** Fragments that are no pixels. */
  private static RawDicom fragments(int length) {
    return new RawDicom().head(PRIVATE, "OB", -1).item(0).item(length).text("ab");
  }

  private void metaHeaders() {
    byte[] rest = RawDicom.slice(2, 2, 8, 8).head(PIXELS, "OB", 4).bytes(new byte[4]).toBytes();
    files.put(
        "meta-group-length-lies", meta(m -> m.element(0x00020000, "UL", RawDicom.number(-1))));
    files.put("meta-value-past-end", meta(m -> m.head(0x00020001, "OB", 0x7ffffff0)));
    files.put("meta-unknown-vr", meta(m -> m.head(0x00020102, "ZZ", 0x7ffffff0)));
    files.put("meta-zero-vr", meta(m -> m.element(0x00020010, "\0\0", new byte[20])));
    files.put("meta-without-syntax", meta(m -> m.element(0x00020012, "UI", "1.2").bytes(rest)));
    files.put("meta-sequence", meta(m -> m.head(0x00020010, "SQ", -1).item(-1).item(-1)));
    add("unknown-syntax", "1.2.3.4.5", new RawDicom().bytes(rest));
    add("empty-syntax", "", new RawDicom().bytes(rest));
    add("explicit-called-implicit", SyntheticSlice.IMPLICIT, new RawDicom().bytes(rest));
    add("little-called-big", SyntheticSlice.BIG_ENDIAN, new RawDicom().bytes(rest));
    add("plain-called-deflated", SyntheticSlice.DEFLATED, new RawDicom().bytes(rest));
    add("plain-called-jpeg", "1.2.840.10008.1.2.4.70", new RawDicom().bytes(rest));
  }

  private static byte[] meta(Consumer<RawDicom> change) {
    RawDicom file = new RawDicom().bytes(new byte[128]).text("DICM");
    change.accept(file);
    return file.toBytes();
  }

  private void nesting() {
    for (int depth : new int[] {65, 500, 20_000, 100_000}) {
      RawDicom deep = new RawDicom();
      RawDicom unknown = new RawDicom();
      for (int n = 0; n < depth; n++) {
        deep.head(SEQUENCE, "SQ", -1).item(-1);
        unknown.head(PRIVATE, "UN", -1).item(-1);
      }
      add("nested-" + depth, deep);
      add("nested-unknown-" + depth, unknown);
    }
    RawDicom items = new RawDicom().head(SEQUENCE, "SQ", -1);
    for (int n = 0; n < 10_000; n++) {
      items.item(-1);
    }
    add("items-in-items", items);
    add("item-without-sequence", new RawDicom().item(-1).item(8));
    add("end-without-sequence", new RawDicom().endOfSequence().endOfSequence());
  }

  private void crowds() {
    RawDicom tiny = new RawDicom();
    RawDicom same = new RawDicom();
    RawDicom items = new RawDicom().head(SEQUENCE, "SQ", -1);
    RawDicom fragments = RawDicom.slice(4, 4, 16, 16).head(PIXELS, "OB", -1).item(0);
    for (int n = 200_000; n > 0; n--) {
      tiny.element((0x0009 + 2 * (n >> 16)) << 16 | (n & 0xffff), "LO", "");
      same.element(0x00080060, "CS", "MR");
      items.item(0);
      fragments.item(0);
    }
    add("many-elements", tiny);
    add("one-element-many-times", same);
    add("many-items", items);
    add("many-fragments", "1.2.840.10008.1.2.5", fragments);
    add("many-values", new RawDicom().element(0x00280030, "DS", "\\".repeat(60_000)));
    add("long-number", new RawDicom().element(0x00280030, "DS", "9".repeat(60_000)));
  }

  private void bombs() {
    byte[] zeros = new byte[64 << 20];
    ByteBuffer.wrap(zeros).put(new RawDicom().head(PRIVATE, "OB", zeros.length - 12).toBytes());
    byte[] bomb = deflated(zeros);
    files.put("deflate-bomb", RawDicom.part10(SyntheticSlice.DEFLATED, bomb));
    files.put("deflate-cut", RawDicom.part10(SyntheticSlice.DEFLATED, Arrays.copyOf(bomb, 500)));
    RawDicom image = RawDicom.slice(65535, 65535, 32, 32).head(PIXELS, "OW", 60 << 20);
    byte[] pixels = Arrays.copyOf(image.toBytes(), 60 << 20);
    files.put("deflated-pixels", RawDicom.part10(SyntheticSlice.DEFLATED, deflated(pixels)));
  }

  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(9, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] out = new byte[1 << 20];
      return Arrays.copyOf(out, deflater.deflate(out));
    }
  }

  /** Rows, columns, bits allocated, bits stored. */
  private void sizes() {
    int[][] layouts = {
      {65535, 65535, 32, 32},
      {65535, 65535, 8, 8},
      {46341, 46341, 16, 16},
      {0, 4, 16, 16},
      {4, 0, 16, 16},
      {4, 4, 2048, 16},
      {4, 4, 0, 0},
      {4, 4, 16, 2048},
      {4, 4, 64, 64},
      {4, 4, 12, 12},
      {4, 4, 1, 1}
    };
    for (int[] layout : layouts) {
      RawDicom slice = RawDicom.slice(layout).head(PIXELS, "OW", 32).bytes(new byte[32]);
      add("layout-" + Arrays.toString(layout), slice);
    }
    for (String frames : new String[] {"2147483647", "-1", "0", "99999999999", "abc"}) {
      RawDicom many = RawDicom.slice(4, 4, 16, 16).element(0x00280008, "IS", frames);
      add("frames-" + frames, many.head(PIXELS, "OW", 32).bytes(new byte[32]));
    }
    RawDicom colour = RawDicom.slice(4, 4, 16, 16).element(0x00280002, "US", RawDicom.number16(-1));
    add("samples-65535", colour.head(PIXELS, "OW", 32).bytes(new byte[32]));
    RawDicom wide = RawDicom.slice(4, 4, 16, 16).element(0x00280010, "UL", RawDicom.number(-1));
    add("rows-of-32-bits", wide.head(PIXELS, "OW", 32).bytes(new byte[32]));
  }

  /** Elements of another type than they should be. */
  private void types() {
    for (int tag : new int[] {0x00080060, 0x0020000e, 0x00200032, 0x00280010, 0x00280030}) {
      RawDicom slice = RawDicom.slice(4, 4, 16, 16);
      slice.head(tag, "SQ", -1).item(-1).element(0x00080060, "CS", "MR").endOfSequence();
      add("sequence-for-" + Integer.toHexString(tag), slice.head(PIXELS, "OW", 32));
      RawDicom number = RawDicom.slice(4, 4, 16, 16).element(tag, "FD", new byte[8]);
      add("double-for-" + Integer.toHexString(tag), number.head(PIXELS, "OW", 32));
    }
    add("pixels-as-sequence", RawDicom.slice(4, 4, 16, 16).head(PIXELS, "SQ", -1).item(-1));
    add("groups-as-text", RawDicom.slice(4, 4, 16, 16).element(0x52009230, "LO", "frames"));
    add(
        "unknown-charset",
        RawDicom.slice(4, 4, 16, 16).element(0x00080005, "CS", "ISO 2022 \033$B"));
  }

  private void numbers() {
    String[][] values = {
      {"00280030", "0\\0"},
      {"00280030", "-1\\1"},
      {"00280030", "NaN\\1"},
      {"00280030", "1e400\\1"},
      {"00280030", "abc"},
      {"00200032", "1e308\\0\\0"},
      {"00200032", "NaN\\0\\0"},
      {"00200037", "0\\0\\0\\0\\0\\0"},
      {"00200037", "1\\0\\0\\1\\0\\0"},
      {"00281053", "0"},
      {"00281053", "1e300"},
      {"00281052", "Infinity"},
      {"00280120", "99999999999999999999"}
    };
    for (String[] value : values) {
      RawDicom slice = RawDicom.slice(4, 4, 16, 16);
      slice.element(Integer.parseInt(value[0], 16), "DS", value[1]);
      add("number-" + value[0] + "-" + value[1], slice.head(PIXELS, "OW", 32).bytes(new byte[32]));
    }
  }

  private void names() {
    String[] names = {"../../../tmp/planted", "/tmp/planted", "C:\\planted", "a\0b", "a\nb\033[2J"};
    for (int n = 0; n < names.length; n++) {
      String name = names[n];
      RawDicom slice = RawDicom.slice(4, 4, 16, 16).element(0x0020000e, "UI", name);
      slice.element(0x00080018, "UI", name).element(0x0008103e, "LO", name);
      add("uid-" + n, slice.head(PIXELS, "OW", 32).bytes(new byte[32]));
      RawDicom directory = new RawDicom().head(0x00041220, "SQ", -1).item(-1);
      directory.element(0x00041500, "CS", name).element(0x00041430, "CS", "IMAGE");
      add("directory-" + n, directory);
    }
  }

  private void noFiles() {
    files.put("empty", new byte[0]);
    files.put("one-byte", new byte[1]);
    files.put("preamble-alone", Arrays.copyOf(RawDicom.ascii("DICM"), 132));
    files.put("magic-alone", new RawDicom().bytes(new byte[128]).text("DICM").toBytes());
    files.put("text", RawDicom.ascii("this is a text".repeat(100)));
    files.put("program", new RawDicom().text("MZ").bytes(new byte[126]).text("DICM").toBytes());
    files.put("all-ones", filled((byte) -1));
    files.put("all-zeros", filled((byte) 0));
  }

  private static byte[] filled(byte value) {
    byte[] bytes = new byte[4096];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
