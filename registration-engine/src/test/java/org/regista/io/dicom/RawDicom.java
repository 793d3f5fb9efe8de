package org.regista.io.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes of DICOM files by hand, little endian, right or wrong. */
final class RawDicom {

  static final int UNDEFINED = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A file with preamble, meta header and what follows. */
  static byte[] part10(String transferSyntax, byte[] dataset) {
    String even = transferSyntax.length() % 2 == 0 ? transferSyntax : transferSyntax + "\0";
    return new RawDicom()
        .bytes(new byte[128])
        .text("DICM")
        .element(0x00020000, "UL", number(8 + even.length()))
        .element(0x00020010, "UI", ascii(even))
        .bytes(dataset)
        .toBytes();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  static byte[] number16(int value) {
    return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value).array();
  }

  RawDicom bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  RawDicom text(String text) {
    return bytes(ascii(text));
  }

  /** An element in explicit encoding with a 16-bit length. */
  RawDicom element(int tag, String vr, byte[] value) {
    return tag(tag).text(vr).bytes(number16(value.length)).bytes(value);
  }

  RawDicom element(int tag, String vr, String value) {
    return element(tag, vr, ascii(value.length() % 2 == 0 ? value : value + " "));
  }

  /** The head of an element with a 32-bit length, whether that is true or not. */
  RawDicom head(int tag, String vr, int length) {
    return tag(tag).text(vr).bytes(number16(0)).bytes(number(length));
  }

  /** The head of an element with a 16-bit length, whether that is true or not. */
  RawDicom shortHead(int tag, String vr, int length) {
    return tag(tag).text(vr).bytes(number16(length));
  }

  RawDicom item(int length) {
    return tag(0xfffee000).bytes(number(length));
  }

  RawDicom endOfSequence() {
    return tag(0xfffee0dd).bytes(number(0));
  }

  private RawDicom tag(int tag) {
    return bytes(number16(tag >>> 16)).bytes(number16(tag));
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /**
   * The header of an MR slice as explicit elements, up to the pixel data.
   *
   * @param layout rows, columns, bits allocated, bits stored
   */
  static RawDicom slice(int... layout) {
    return new RawDicom()
        .element(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4")
        .element(0x00080018, "UI", "1.2.3.1")
        .element(0x00080060, "CS", "MR")
        .element(0x0020000e, "UI", "1.2.3.4")
        .element(0x00200032, "DS", "0\\0\\0")
        .element(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
        .element(0x00280002, "US", number16(1))
        .element(0x00280010, "US", number16(layout[0]))
        .element(0x00280011, "US", number16(layout[1]))
        .element(0x00280030, "DS", "1\\1")
        .element(0x00280100, "US", number16(layout[2]))
        .element(0x00280101, "US", number16(layout[3]))
        .element(0x00280102, "US", number16(layout[3] - 1))
        .element(0x00280103, "US", number16(0));
  }

  /** A file with one compressed frame. */
  static byte[] compressed(String transferSyntax, byte[] frame, int... layout) {
    byte[] dataset =
        slice(layout)
            .head(0x7fe00010, "OB", UNDEFINED)
            .item(0)
            .item(frame.length)
            .bytes(frame)
            .endOfSequence()
            .toBytes();
    return part10(transferSyntax, dataset);
  }
}
