package org.regista.io.dicom.seg;

import java.io.IOException;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;

/**
 * The stored values of all frames of a segmentation. Binary frames are bits that follow each other
 * without a gap, the first in the lowest bit of a byte (PS3.5 8.1.1): a frame whose pixels are no
 * multiple of 8 ends, and the next begins, within a byte.
 */
abstract sealed class SegmentPixels {

  /** What a stored value says (PS3.3 C.8.20.2, Segmentation Type). */
  enum Meaning {
    /** 1 within the segment of the frame. */
    BINARY,
    /** Share or probability, of the largest value. */
    FRACTIONAL,
    /** The number of the segment. */
    LABEL_MAP
  }

  final Shape shape;

  private SegmentPixels(Shape shape) {
    this.shape = shape;
  }

  /** The stored value of a pixel, counted row after row within its frame; unsigned. */
  abstract int value(int pixel);

  /** Makes this frame that of which {@link #value} tells. */
  abstract void begin(int frame);

  /**
   * Of a whole object.
   *
   * @throws InputDataException if it is of a kind that is not read, or too short
   */
  static SegmentPixels of(Attributes object, String transferSyntax, String name) {
    Shape shape = Shape.of(object, name);
    if (object.getValue(Tag.PixelData) instanceof Fragments fragments) {
      return new Compressed(shape, new SegmentFragments(fragments, transferSyntax, shape));
    }
    byte[] bytes = bytes(object, name);
    long bits = Math.multiplyExact((long) shape.perFrame(), (long) shape.frames) * shape.bits;
    boolean swapped = object.bigEndian() && object.getVR(Tag.PixelData) == VR.OW;
    long unit = swapped ? Short.SIZE : Byte.SIZE;
    long needed = (bits + unit - 1) / unit * (unit / Byte.SIZE);
    if (bytes.length < needed) {
      throw new InputDataException(
          "'%s': %d frames of %d x %d need %d bytes, the file has %d"
              .formatted(name, shape.frames, shape.columns, shape.rows, needed, bytes.length));
    }
    return new Plain(shape, bytes, swapped);
  }

  private static byte[] bytes(Attributes object, String name) {
    try {
      byte @Nullable [] bytes = object.getBytes(Tag.PixelData);
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read to its end".formatted(name), e);
    }
  }

  /**
   * @param bits of one pixel: 1, 8 or 16
   * @param largest value that means the whole of a voxel
   * @param background value of a label map that belongs to no segment, beside 0
   */
  record Shape(
      Meaning meaning,
      int bits,
      int rows,
      int columns,
      int frames,
      int largest,
      int background,
      String name) {

    static Shape of(Attributes object, String name) {
      String type = object.getString(Tag.SegmentationType, "");
      int bits = object.getInt(Tag.BitsAllocated, 0);
      Meaning meaning = meaning(type, bits, name);
      int rows = object.getInt(Tag.Rows, 0);
      int columns = object.getInt(Tag.Columns, 0);
      int frames = object.getInt(Tag.NumberOfFrames, 0);
      if (rows < 1 || columns < 1 || frames < 1 || (long) rows * columns > Integer.MAX_VALUE / 2) {
        throw new InputDataException(
            "'%s' states %d frames of %d x %d".formatted(name, frames, columns, rows));
      }
      int largest =
          meaning == Meaning.FRACTIONAL
              ? Math.max(1, object.getInt(Tag.MaximumFractionalValue, 255))
              : 1;
      int background = object.getInt(Tag.PixelPaddingValue, 0);
      return new Shape(meaning, bits, rows, columns, frames, largest, background, name);
    }

    private static Meaning meaning(String type, int bits, String name) {
      return switch (type + bits) {
        case "BINARY1" -> Meaning.BINARY;
        case "FRACTIONAL8" -> Meaning.FRACTIONAL;
        case "LABELMAP8", "LABELMAP16" -> Meaning.LABEL_MAP;
        default ->
            throw new InputDataException(
                "'%s' is a segmentation of the type '%s' with %d bits, which is not read"
                    .formatted(name, type, bits));
      };
    }

    int perFrame() {
      return rows * columns;
    }
  }

  /** As one run of bits or bytes. */
  private static final class Plain extends SegmentPixels {

    private final byte[] bytes;
    private final int swap;
    private long start;

    /**
     * @param swapped words of two bytes have the second byte first
     */
    Plain(Shape shape, byte[] bytes, boolean swapped) {
      super(shape);
      this.bytes = bytes;
      this.swap = swapped ? 1 : 0;
    }

    @Override
    void begin(int frame) {
      start = (long) frame * shape.perFrame();
    }

    @Override
    int value(int pixel) {
      long at = start + pixel;
      return switch (shape.bits) {
        case 1 -> stored(at >> 3) >> (at & 7) & 1;
        case 8 -> stored(at);
        default -> stored(2 * at) | stored(2 * at + 1) << 8;
      };
    }

    private int stored(long at) {
      return bytes[(int) at ^ swap] & 255;
    }
  }

  /** Frame by frame from a codec. */
  private static final class Compressed extends SegmentPixels {

    private final SegmentFragments fragments;
    private int[] decoded = {};

    Compressed(Shape shape, SegmentFragments fragments) {
      super(shape);
      this.fragments = fragments;
    }

    @Override
    void begin(int frame) {
      decoded = fragments.decoded(frame);
    }

    @Override
    int value(int pixel) {
      return decoded[pixel] & (1 << shape.bits) - 1;
    }
  }
}
