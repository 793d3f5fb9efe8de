package org.regista.io.dicom.instance;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dcm4che3.data.ElementDictionary;
import org.dcm4che3.data.VR;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a data set (PS3.5 section 7) and tells a visitor what it meets. Values are passed
 * on in pieces and never held; sequences are kept on a stack of limited depth, not on the thread's.
 * A length is believed only as far as what encloses it reaches, and no further than the stream.
 */
final class ElementStream {

  /** Sequences within sequences; real files stay below 10. */
  static final int NESTING_LIMIT = 64;

  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_END = 0xFFFEE00D;
  private static final int SEQUENCE_END = 0xFFFEE0DD;
  private static final int UNDEFINED = -1;
  private static final int PIECE = 1 << 16;

  /** Told of everything in the order of the file. */
  interface Visitor {

    /** An element with a value begins; its pieces follow. */
    void element(int depth, int tag, VR vr);

    /** The next piece of the element's value, as it is in the file. */
    void piece(byte[] bytes, int length);

    /** The element's value is complete. */
    void elementEnd();

    void sequence(int depth, int tag);

    void item();

    void sequenceEnd();
  }

  private enum Kind {
    SEQUENCE,
    ITEM,
    FRAGMENTS
  }

  /** What is open: it ends at a position, or by its delimiter if that is -1. */
  private record Open(Kind kind, long end, boolean implicit) {}

  private final InputStream in;
  private final boolean bigEndian;
  private final boolean implicitVr;
  private final Visitor visitor;
  private final long limit;
  private final Deque<Open> open = new ArrayDeque<>();
  private final byte[] buffer = new byte[PIECE];
  private long position;
  private int fragment;

  /**
   * @param limit the bytes that the stream can have at most
   */
  ElementStream(InputStream in, Encoding encoding, long limit, Visitor visitor) {
    this.in = in;
    this.bigEndian = encoding.bigEndian();
    this.implicitVr = encoding.implicitVr();
    this.limit = limit;
    this.visitor = visitor;
  }

  /**
   * How the elements are written.
   *
   * @param bigEndian numbers begin with their highest byte
   * @param implicitVr value representations are not written
   */
  record Encoding(boolean bigEndian, boolean implicitVr) {}

  /**
   * Walks to the end of the stream.
   *
   * @throws IOException if it is damaged, as a sentence about "it", or cannot be read
   */
  void walk() throws IOException {
    while (true) {
      closeWhatIsFull();
      int first = in.read();
      if (first < 0) {
        if (!open.isEmpty()) {
          throw new EOFException("it ends within a sequence; it may be truncated");
        }
        return;
      }
      step(first);
    }
  }

  private void closeWhatIsFull() {
    for (Open top = open.peek(); top != null && top.end() == position; top = open.peek()) {
      close();
    }
  }

  private void close() {
    Open closed = open.pop();
    switch (closed.kind()) {
      case SEQUENCE -> visitor.sequenceEnd();
      case FRAGMENTS -> visitor.elementEnd();
      case ITEM -> {}
    }
  }

  private void step(int firstByte) throws IOException {
    buffer[0] = (byte) firstByte;
    fill(1, 3);
    position++;
    int tag = (u16(0) << 16) | u16(2);
    Open top = open.peek();
    if (tag >>> 16 == 0xFFFE) {
      delimiter(tag, top);
    } else if (top != null && top.kind() != Kind.ITEM) {
      throw new IOException("it has an element where an item of a sequence should be");
    } else {
      element(tag, top != null ? top.implicit() : implicitVr);
    }
  }

  private void delimiter(int tag, @Nullable Open top) throws IOException {
    long length = u32();
    if (top == null) {
      throw new IOException("it has an item outside of any sequence");
    }
    switch (tag) {
      case ITEM -> beginItem(length, top);
      case ITEM_END -> require(top.kind() == Kind.ITEM && top.end() == UNDEFINED);
      case SEQUENCE_END -> require(top.kind() != Kind.ITEM && top.end() == UNDEFINED);
      default -> throw new IOException("it has an unknown delimiter of a sequence");
    }
    if (tag != ITEM) {
      close();
    }
  }

  private static void require(boolean fits) throws IOException {
    if (!fits) {
      throw new IOException("it has the end of a sequence where none can be");
    }
  }

  private void beginItem(long length, Open top) throws IOException {
    if (top.kind() == Kind.FRAGMENTS) {
      fragment++;
      if (fragment == 1) {
        skip(length); // the table of offsets, which every writer may choose
      } else {
        value(length);
      }
      return;
    }
    require(top.kind() == Kind.SEQUENCE);
    visitor.item();
    push(Kind.ITEM, length, top.implicit());
  }

  private void element(int tag, boolean implicit) throws IOException {
    VR vr;
    long length;
    if (implicit) {
      VR known = ElementDictionary.vrOf(tag, null);
      vr = known == null ? VR.UN : known;
      length = u32();
    } else {
      fill(0, 4);
      vr = vr(buffer[0], buffer[1]);
      length = vr.headerLength() == 12 ? u32() : u16(2);
    }
    boolean sequence = vr == VR.SQ || (length == UNDEFINED && !isPixels(tag));
    int depth = open.size();
    if (sequence) {
      visitor.sequence(depth, tag);
      // UN of undefined length holds implicit little endian (PS3.5 6.2.2)
      push(Kind.SEQUENCE, length, implicit || vr == VR.UN);
    } else if (length == UNDEFINED) {
      visitor.element(depth, tag, vr);
      fragment = 0;
      push(Kind.FRAGMENTS, length, implicit);
    } else {
      visitor.element(depth, tag, vr);
      value(length);
      visitor.elementEnd();
    }
  }

  private static boolean isPixels(int tag) {
    return tag == 0x7FE00010;
  }

  private static VR vr(byte first, byte second) throws IOException {
    try {
      return VR.valueOf(((first & 0xff) << 8) | (second & 0xff));
    } catch (IllegalArgumentException e) {
      throw new IOException("it has an element of an unknown kind", e);
    }
  }

  private void push(Kind kind, long length, boolean implicit) throws IOException {
    if (open.size() >= 2 * NESTING_LIMIT) {
      throw new IOException("its sequences are nested more than %d deep".formatted(NESTING_LIMIT));
    }
    if (length != UNDEFINED) {
      requireRoom(length);
    }
    open.push(new Open(kind, length == UNDEFINED ? UNDEFINED : position + length, implicit));
  }

  private void requireRoom(long length) throws IOException {
    Open top = open.peek();
    long left = (top == null || top.end() == UNDEFINED ? limit : top.end()) - position;
    if (length > left) {
      throw new IOException(
          "an element declares %d bytes where %d are left".formatted(length, Math.max(0, left)));
    }
  }

  private void value(long length) throws IOException {
    requireRoom(length);
    for (long left = length; left > 0; ) {
      int count = (int) Math.min(PIECE, left);
      fill(0, count);
      visitor.piece(buffer, count);
      left -= count;
    }
  }

  private void skip(long length) throws IOException {
    requireRoom(length);
    in.skipNBytes(length);
    position += length;
  }

  private void fill(int offset, int count) throws IOException {
    int read = in.readNBytes(buffer, offset, count);
    position += read;
    if (read < count) {
      throw new EOFException("it ends within an element; it may be truncated");
    }
  }

  private int u16(int offset) {
    int first = buffer[offset] & 0xff;
    int second = buffer[offset + 1] & 0xff;
    return bigEndian ? (first << 8) | second : (second << 8) | first;
  }

  /** The next four bytes; -1 is an undefined length. */
  private long u32() throws IOException {
    fill(0, 4);
    int value = bigEndian ? (u16(0) << 16) | u16(2) : (u16(2) << 16) | u16(0);
    return value == UNDEFINED ? UNDEFINED : Integer.toUnsignedLong(value);
  }
}
