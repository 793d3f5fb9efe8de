package org.regista.io.dicom.instance;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.regista.io.dicom.instance.ElementStream.Encoding;

/** Reads what one Part 10 file (PS3.10) is, from its first byte to its last. */
public final class InstanceReader {

  private static final String IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
  private static final String EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2";
  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

  /** What is nothing without pixels: CR, DX, CT, US, MR, SC, XA, NM, PET, RT image, SEG. */
  private static final Set<String> IMAGES =
      Stream.of(
              "1", "1.1", "2", "2.1", "2.2", "3.1", "4", "4.1", "4.3", "4.4", "6.1", "7", "7.1",
              "7.2", "7.3", "7.4", "12.1", "12.1.1", "20", "66.4", "128", "128.1", "130", "481.1")
          .map(STORAGE::concat)
          .collect(Collectors.toUnmodifiableSet());

  private static final int PREAMBLE = 128;
  private static final int READ_AHEAD = 1 << 16;
  private static final int LONGEST_META_VALUE = 1 << 16;
  private static final int MOST_META_ELEMENTS = 1000;

  private static final long INFLATED_LIMIT = 512L << 20;
  private static final long INFLATED_FLOOR = 16L << 20;
  private static final long INFLATION_LIMIT = 100;

  private InstanceReader() {}

  /**
   * @throws NotAnInstanceException if it is no DICOM object, is damaged or is cut short
   * @throws IOException if it cannot be read
   */
  public static InstanceFile read(Path file) throws IOException, NotAnInstanceException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file));
    }
  }

  /** The same of the content of a file. */
  public static InstanceFile read(byte[] content) throws NotAnInstanceException {
    try {
      return read(new ByteArrayInputStream(content), content.length);
    } catch (IOException e) {
      throw new IllegalStateException("memory can be read", e);
    }
  }

  private static InstanceFile read(InputStream raw, long bytes)
      throws IOException, NotAnInstanceException {
    if (bytes < PREAMBLE + 4) {
      throw new NotAnInstanceException("is not a DICOM file");
    }
    try (BufferedInputStream in = new BufferedInputStream(new Source(raw), READ_AHEAD)) {
      Meta meta = meta(in);
      long left = bytes - meta.bytes();
      ContentVisitor content =
          new ContentVisitor(
              meta.transferSyntax().equals(EXPLICIT_BIG_ENDIAN), HeaderValues.wanted());
      walk(in, meta.transferSyntax(), left, content);
      InstanceHeader header = new HeaderValues(content.kept()).header(meta.transferSyntax());
      if (!content.hasPixels() && IMAGES.contains(header.instance().sopClass())) {
        throw new NotAnInstanceException("is an image without pixel data; it may be truncated");
      }
      return new InstanceFile(header, content.digests(), bytes, meta.bytes());
    } catch (SourceException e) {
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      // a sentence of ours, or what the JDK says of a damaged stream
      String detail = String.valueOf(e.getMessage());
      throw new NotAnInstanceException(
          detail.startsWith("it") || detail.startsWith("an element")
              ? "is damaged: " + detail
              : "is damaged");
    }
  }

  private static void walk(
      InputStream in, String transferSyntax, long left, ElementStream.Visitor visitor)
      throws IOException {
    Encoding encoding =
        new Encoding(
            transferSyntax.equals(EXPLICIT_BIG_ENDIAN),
            transferSyntax.equals(IMPLICIT_LITTLE_ENDIAN));
    if (transferSyntax.equals(DEFLATED)) {
      long most =
          Math.min(
              INFLATED_LIMIT, Math.max(INFLATED_FLOOR, Math.multiplyExact(left, INFLATION_LIMIT)));
      Inflater inflater = new Inflater(true);
      try (InputStream inflated = new InflaterInputStream(in, inflater, READ_AHEAD)) {
        new ElementStream(new Ceiling(inflated, most), encoding, most, visitor).walk();
      } finally {
        inflater.end();
      }
    } else {
      new ElementStream(in, encoding, left, visitor).walk();
    }
  }

  /**
   * @param bytes of preamble, prefix and file meta information
   */
  private record Meta(String transferSyntax, long bytes) {}

  /** Group 0002 is always explicit little endian; the first other group ends it. */
  private static Meta meta(BufferedInputStream in) throws IOException, NotAnInstanceException {
    in.skipNBytes(PREAMBLE);
    if (!Arrays.equals(in.readNBytes(4), new byte[] {'D', 'I', 'C', 'M'})) {
      throw new NotAnInstanceException("is not a DICOM file");
    }
    long bytes = PREAMBLE + 4;
    String transferSyntax = "";
    for (int n = 0; n < MOST_META_ELEMENTS; n++) {
      in.mark(8);
      byte[] head = in.readNBytes(8);
      if (head.length < 8 || head[0] != 2 || head[1] != 0) {
        in.reset();
        break;
      }
      boolean large =
          "OB,OW,UN,UT,SQ".contains(new String(head, 4, 2, StandardCharsets.ISO_8859_1));
      byte[] size = large ? in.readNBytes(4) : Arrays.copyOfRange(head, 6, 8);
      int length = littleEndian(size);
      if (length < 0 || length > LONGEST_META_VALUE) {
        throw new IOException("it has file meta information of impossible length");
      }
      byte[] value = in.readNBytes(length);
      bytes += head.length + (large ? 4 : 0) + value.length;
      if (head[2] == 0x10 && head[3] == 0) {
        transferSyntax = new String(value, StandardCharsets.ISO_8859_1).replaceAll("[\\s\0]+$", "");
      }
    }
    if (!transferSyntax.matches("[0-9.]{1,64}")) {
      throw new NotAnInstanceException("does not say its transfer syntax (0002,0010)");
    }
    return new Meta(transferSyntax, bytes);
  }

  private static int littleEndian(byte[] bytes) {
    int value = 0;
    for (int n = bytes.length - 1; n >= 0; n--) {
      value = (value << 8) | (bytes[n] & 0xff);
    }
    return value;
  }
}
