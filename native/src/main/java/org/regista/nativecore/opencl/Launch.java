package org.regista.nativecore.opencl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.FieldLattice;
import org.regista.compute.kernel.HistogramAxes;
import org.regista.compute.kernel.PairDerivative;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;

/**
 * One run of a kernel: its arguments in order, then the items it runs over. In kernels a grid size
 * is an int4, numbers per axis are a real4, and a map is a real16 of which the first twelve are its
 * rows.
 */
final class Launch {

  /** Work-items of a group on lists; a multiple of what any device runs at a time. */
  static final int GROUP = 128;

  private static final long[] GRID_GROUP = {64, 2, 1};

  private final DeviceContext context;
  private final String file;
  private final String kernel;
  private final String options;
  private final List<byte[]> arguments = new ArrayList<>();
  private final Map<Integer, Long> locals = new HashMap<>();
  private long moved;

  Launch(DeviceContext context, String file, String kernel, String options) {
    this.context = context;
    this.file = file;
    this.kernel = kernel;
    this.options = options;
  }

  String file() {
    return file;
  }

  String kernel() {
    return kernel;
  }

  String options() {
    return options;
  }

  /** Bytes of the buffers, each read or written once, and twice if updated. */
  long moved() {
    return moved;
  }

  boolean isLocal(int argument) {
    return locals.containsKey(argument);
  }

  long localBytes(int argument) {
    return locals.getOrDefault(argument, 0L);
  }

  /**
   * A buffer.
   *
   * @param floats what the kernel reads or writes of it
   */
  Launch buffer(DeviceBuffer buffer, long floats) {
    if (buffer.floats() < floats) {
      throw new IllegalArgumentException(
          "a buffer of %d floats where the kernel needs %d".formatted(buffer.floats(), floats));
    }
    moved += floats * Float.BYTES;
    return handle(buffer);
  }

  /** A buffer that the kernel reads and writes. */
  Launch updated(DeviceBuffer buffer, long floats) {
    moved += floats * Float.BYTES;
    return buffer(buffer, floats);
  }

  Launch buffer(DeviceBuffer buffer) {
    moved += buffer.bytes();
    return handle(buffer);
  }

  private Launch handle(DeviceBuffer buffer) {
    ByteBuffer value = bytes(Long.BYTES);
    value.putLong(0, buffer.handle());
    return add(value);
  }

  Launch number(int value) {
    ByteBuffer bytes = bytes(Integer.BYTES);
    bytes.putInt(0, value);
    return add(bytes);
  }

  Launch number(long value) {
    ByteBuffer bytes = bytes(Long.BYTES);
    bytes.putLong(0, value);
    return add(bytes);
  }

  Launch size(GridSize size) {
    ByteBuffer bytes = bytes(4 * Integer.BYTES);
    bytes.putInt(size.ni()).putInt(size.nj()).putInt(size.nk()).putInt(0);
    return add(bytes);
  }

  Launch single(float value) {
    ByteBuffer bytes = bytes(Float.BYTES);
    bytes.putFloat(0, value);
    return add(bytes);
  }

  Launch real(double value) {
    return reals(1, value);
  }

  Launch axes(AxisValues values) {
    return reals(4, values.i(), values.j(), values.k());
  }

  /** The fixed minimum and width of bins, then the moving ones. */
  Launch axes(HistogramAxes axes) {
    return reals(4, axes.fixedMin(), axes.fixedWidth(), axes.movingMin(), axes.movingWidth());
  }

  /** a, b and c. */
  Launch axes(PairDerivative d) {
    return reals(4, d.a(), d.b(), d.c());
  }

  Launch map(AffineMap m) {
    return reals(
        16, m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(), m.m21(),
        m.m22(), m.t2());
  }

  /** Its size, scale and offset: three arguments. */
  Launch lattice(FieldLattice lattice) {
    return size(lattice.size()).axes(lattice.scale()).axes(lattice.offset());
  }

  /** Memory that the work-items of a group share. */
  Launch local(long bytes) {
    locals.put(arguments.size(), bytes);
    arguments.add(new byte[0]);
    return this;
  }

  private Launch reals(int length, double... values) {
    ByteBuffer bytes = bytes(length * context.realBytes());
    for (double value : values) {
      if (context.realBytes() == Double.BYTES) {
        bytes.putDouble(value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    return add(bytes);
  }

  private static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }

  private Launch add(ByteBuffer value) {
    arguments.add(value.array());
    return this;
  }

  /** One work-item per element of a list. */
  void over(long count) {
    run(new long[] {count}, GROUP);
  }

  /** One work-item per voxel, or per row of {@code planes} grids beside each other. */
  void over(GridSize size, int grids) {
    run(new long[] {size.ni(), size.nj(), (long) size.nk() * grids}, GRID_GROUP);
  }

  /** Groups of {@link #GROUP} work-items. */
  void overGroups(long groups) {
    run(new long[] {groups * GROUP}, GROUP);
  }

  /** So many items, in groups of the given shape; the kernel leaves out those beyond the end. */
  void run(long[] items, long... group) {
    long[] global = new long[items.length];
    for (int a = 0; a < items.length; a++) {
      global[a] = (items[a] + group[a] - 1) / group[a] * group[a];
    }
    context.run(this, arguments, global, group);
  }
}
