package org.regista.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.image.NativeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the stored numbers of an image file into float32 voxels and back, in bounded steps. */
public final class Samples {

  private static final Logger LOG = LoggerFactory.getLogger(Samples.class);
  private static final int STEP = 1 << 16;
  private static final double MOST_NON_FINITE = 0.5;

  /** The number types that image files use. */
  public enum Kind {
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
      return bytes;
    }

    private double read(ByteBuffer in) {
      return switch (this) {
        case INT8 -> in.get();
        case UINT8 -> in.get() & 0xff;
        case INT16 -> in.getShort();
        case UINT16 -> in.getShort() & 0xffff;
        case INT32 -> in.getInt();
        case UINT32 -> in.getInt() & 0xffffffffL;
        case INT64 -> in.getLong();
        case UINT64 -> unsigned(in.getLong());
        case FLOAT32 -> in.getFloat();
        case FLOAT64 -> in.getDouble();
      };
    }

    private static double unsigned(long value) {
      return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }
  }

  /** What a stored number s means: {@code slope * s + intercept}. */
  public record Scale(double slope, double intercept) {
    public static final Scale NONE = new Scale(1, 0);
  }

  /** How the numbers of a file are stored. */
  public record Layout(Kind kind, ByteOrder order, Scale scale) {}

  private Samples() {}

  /**
   * Reads {@code count} numbers into memory that the caller owns. NaN and infinite values become 0
   * with a logged count, unless they are the majority.
   *
   * @param mostBytes how many bytes {@code in} can yield at most; asked before memory is taken
   * @throws InputDataException if the data end early or are mostly not numbers
   */
  public static NativeBuffer readNew(
      InputStream in, long count, Layout layout, long mostBytes, Path source) throws IOException {
    long bytes = Math.multiplyExact(count, (long) layout.kind().bytes());
    if (bytes > mostBytes) {
      throw new InputDataException(
          "'%s' is truncated: its header announces %d bytes of voxels, it holds at most %d"
              .formatted(source, bytes, mostBytes));
    }
    NativeBuffer values = allocate(count, source);
    try {
      read(in, layout, values, source);
      return values;
    } catch (IOException | RuntimeException e) {
      values.close();
      throw e;
    }
  }

  private static NativeBuffer allocate(long count, Path source) {
    try {
      return NativeBuffer.allocate(count);
    } catch (OutOfMemoryError e) {
      throw new InputDataException(
          "'%s' needs %d MB of memory, more than is left; give the program more (-Xmx)"
              .formatted(source, (count * Float.BYTES) >> 20),
          e);
    }
  }

  private static void read(InputStream in, Layout layout, NativeBuffer into, Path source)
      throws IOException {
    Kind kind = layout.kind();
    Scale scale = layout.scale();
    ByteBuffer step = ByteBuffer.allocate(STEP * kind.bytes()).order(layout.order());
    float[] values = new float[STEP];
    long nonFinite = 0;
    for (long at = 0; at < into.length(); at += STEP) {
      int count = (int) Math.min(STEP, into.length() - at);
      fill(in, step, count * kind.bytes(), at, kind, into.length(), source);
      for (int n = 0; n < count; n++) {
        float value = (float) (scale.slope() * kind.read(step) + scale.intercept());
        if (!Float.isFinite(value)) {
          nonFinite++;
          value = 0;
        }
        values[n] = value;
      }
      into.write(at, values, count);
    }
    report(nonFinite, into.length(), source);
  }

  private static void fill(
      InputStream in, ByteBuffer step, int bytes, long at, Kind kind, long total, Path source)
      throws IOException {
    int got;
    try {
      got = in.readNBytes(step.array(), 0, bytes);
    } catch (EOFException e) {
      got = 0; // gzip says "unexpected end" where plain files just end
    }
    if (got < bytes) {
      throw new InputDataException(
          ("'%s' is truncated: its header announces %d voxels of %d bytes, "
                  + "the data end near voxel %d")
              .formatted(source, total, kind.bytes(), at + got / kind.bytes()));
    }
    step.position(0).limit(bytes);
  }

  private static void report(long nonFinite, long total, Path source) {
    if (nonFinite > MOST_NON_FINITE * total) {
      throw new InputDataException(
          "'%s': %d of %d voxels are NaN or infinite; this is not a usable image"
              .formatted(source, nonFinite, total));
    }
    if (nonFinite > 0) {
      LOG.warn(
          "'{}': {} voxels that are NaN or infinite were set to 0",
          source.getFileName(),
          nonFinite);
    }
  }

  /**
   * Writes the voxels, little-endian.
   *
   * @throws InputDataException if they are to be whole numbers and one is not
   */
  public static void write(OutputStream out, NativeBuffer voxels, VoxelType type, Path target)
      throws IOException {
    float[] values = new float[STEP];
    ByteBuffer step = ByteBuffer.allocate(STEP * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < voxels.length(); at += STEP) {
      int count = (int) Math.min(STEP, voxels.length() - at);
      voxels.read(at, values, count);
      step.clear();
      for (int n = 0; n < count; n++) {
        switch (type) {
          case INT16 -> step.putShort(wholeNumber(values[n], target));
          case FLOAT32 -> step.putFloat(values[n]);
        }
      }
      out.write(step.array(), 0, step.position());
    }
  }

  private static short wholeNumber(float value, Path target) {
    short whole = (short) value;
    if (whole != value) {
      throw new InputDataException(
          "'%s': the value %s is not a whole number from -32768 to 32767; write float32"
              .formatted(target, value));
    }
    return whole;
  }
}
