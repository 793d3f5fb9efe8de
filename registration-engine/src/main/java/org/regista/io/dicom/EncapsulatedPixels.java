package org.regista.io.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Compressed pixel data: a table of offsets and fragments, each an item with its length (PS3.5
 * A.4). All methods take a file that has been read up to the head of its pixel data.
 */
final class EncapsulatedPixels {

  private static final int ITEM = 0xfffee000;
  private static final int END_OF_ITEMS = 0xfffee0dd;
  private static final int HEAD = 8;

  /** No codec makes more of a frame than this; beyond, fragments belong to something else. */
  private static final long MOST_EXPANSION = 4;

  private static final long SMALL = 1 << 16;

  private final BoundedDicomInput in;
  private final long[] offsets;

  /** Of the current fragment, as offsets count. */
  private long start;

  private long length = -HEAD;

  private EncapsulatedPixels(BoundedDicomInput in, int frames) throws IOException {
    this.in = in;
    long table = item();
    if (table < 0) {
      throw new IOException("its compressed pixels have no offset table");
    }
    if (table == 4L * frames) {
      ByteBuffer bytes = ByteBuffer.wrap(read(table)).order(ByteOrder.LITTLE_ENDIAN);
      offsets = new long[frames];
      for (int n = 0; n < frames; n++) {
        offsets[n] = Integer.toUnsignedLong(bytes.getInt());
      }
    } else {
      offsets = new long[0];
      in.skipFully(table);
    }
  }

  /**
   * Fails unless all fragments are there and can be told apart by frame.
   *
   * @throws IOException with a sentence that begins with "its"
   */
  static void check(BoundedDicomInput in, int frames) throws IOException {
    if (in.valueLength() >= 0) {
      throw new IOException("its compressed pixels are not encapsulated");
    }
    EncapsulatedPixels pixels = new EncapsulatedPixels(in, frames);
    long fragments = 0;
    while (pixels.nextFragment()) {
      in.skipFully(pixels.length);
      fragments++;
    }
    boolean apart = frames == 1 || pixels.offsets.length > 0 || fragments == frames;
    if (fragments == 0 || !apart) {
      throw new IOException(
          "its %d compressed fragments cannot be told apart into %d frames"
              .formatted(fragments, frames));
    }
  }

  /** The fragments of one frame, joined. */
  static byte[] frame(BoundedDicomInput in, int frame, int frames, long decodedBytes)
      throws IOException {
    EncapsulatedPixels pixels = new EncapsulatedPixels(in, frames);
    long most = Math.max(SMALL, Math.multiplyExact(decodedBytes, MOST_EXPANSION));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    int number = 0;
    while (pixels.nextFragment()) {
      if (pixels.belongsTo(frame, frames, number)) {
        if (joined.size() + pixels.length > most) {
          throw new IOException("its compressed pixels are longer than they can be");
        }
        joined.writeBytes(pixels.read(pixels.length));
      } else {
        in.skipFully(pixels.length);
      }
      number++;
    }
    return joined.toByteArray();
  }

  private boolean belongsTo(int frame, int frames, int fragment) {
    if (frames == 1) {
      return true;
    }
    if (offsets.length == 0) {
      return fragment == frame;
    }
    return start >= offsets[frame] && (frame + 1 == frames || start < offsets[frame + 1]);
  }

  private boolean nextFragment() throws IOException {
    start += length + HEAD;
    length = item();
    return length >= 0;
  }

  /** The length of the next item; -1 if there are no more. */
  private long item() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(read(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
    int tag = head.getShort() << 16 | (head.getShort() & 0xffff);
    long declared = Integer.toUnsignedLong(head.getInt());
    if (tag == END_OF_ITEMS) {
      return -1;
    }
    if (tag != ITEM || declared > in.remaining()) {
      throw new IOException(
          "its compressed pixels are cut short: a fragment of %d bytes where %d are left"
              .formatted(declared, Math.max(0, in.remaining())));
    }
    return declared;
  }

  private byte[] read(long count) throws IOException {
    if (count > in.remaining()) {
      throw new IOException("its compressed pixels are cut short");
    }
    byte[] bytes = new byte[Math.toIntExact(count)];
    in.readFully(bytes);
    return bytes;
  }
}
