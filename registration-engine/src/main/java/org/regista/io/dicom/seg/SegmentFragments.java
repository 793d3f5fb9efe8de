package org.regista.io.dicom.seg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dcm4che3.data.Fragments;
import org.regista.error.InputDataException;
import org.regista.io.dicom.pixels.DamagedPixelsException;
import org.regista.io.dicom.pixels.FrameDecoder;
import org.regista.io.dicom.pixels.FrameShape;

/** Compressed frames of a segmentation: a table of offsets, then fragments (PS3.5 A.4). */
final class SegmentFragments {

  private static final int HEAD = 8;

  private final Fragments fragments;
  private final String transferSyntax;
  private final SegmentPixels.Shape shape;
  private final int[] offsets;

  /**
   * @throws InputDataException if the encoding is not read or the fragments cannot be told apart
   */
  SegmentFragments(Fragments fragments, String transferSyntax, SegmentPixels.Shape shape) {
    this.fragments = fragments;
    this.transferSyntax = transferSyntax;
    this.shape = shape;
    if (!FrameDecoder.decodes(transferSyntax)) {
      throw new InputDataException(
          "'%s' is compressed (transfer syntax %s), which is not read; decompress it first, for example with gdcmconv --raw"
              .formatted(shape.name(), transferSyntax));
    }
    byte[] table =
        fragments.isEmpty() || !(fragments.getFirst() instanceof byte[] b) ? new byte[0] : b;
    this.offsets = new int[table.length == 4 * shape.frames() ? shape.frames() : 0];
    ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(offsets);
    if (shape.frames() > 1 && offsets.length == 0 && fragments.size() - 1 != shape.frames()) {
      throw new InputDataException(
          "'%s': its %d compressed fragments cannot be told apart into %d frames"
              .formatted(shape.name(), fragments.size() - 1, shape.frames()));
    }
  }

  /** The stored values of a frame, row after row. */
  int[] decoded(int frame) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    long start = 0;
    for (int n = 1; n < fragments.size(); n++) {
      byte[] bytes = fragments.get(n) instanceof byte[] b ? b : new byte[0];
      if (belongs(frame, n - 1, start)) {
        joined.writeBytes(bytes);
      }
      start += bytes.length + (bytes.length & 1) + HEAD;
    }
    // one bit per pixel is decoded as a byte per pixel, as the codecs themselves have it
    FrameShape decodedAs =
        new FrameShape(shape.rows(), shape.columns(), Math.max(Byte.SIZE, shape.bits()));
    try {
      return FrameDecoder.decode(transferSyntax, joined.toByteArray(), decodedAs);
    } catch (DamagedPixelsException e) {
      throw new InputDataException(
          "frame %d of '%s' cannot be decompressed: %s"
              .formatted(frame + 1, shape.name(), e.getMessage()),
          e);
    }
  }

  private boolean belongs(int frame, int fragment, long start) {
    if (shape.frames() == 1) {
      return true;
    }
    if (offsets.length == 0) {
      return fragment == frame;
    }
    return start >= Integer.toUnsignedLong(offsets[frame])
        && (frame + 1 == shape.frames() || start < Integer.toUnsignedLong(offsets[frame + 1]));
  }
}
