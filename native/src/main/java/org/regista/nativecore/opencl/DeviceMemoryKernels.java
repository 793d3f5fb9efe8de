package org.regista.nativecore.opencl;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.regista.compute.kernel.KernelMemory;
import org.regista.geometry.AffineMap;
import org.regista.image.NativeBuffer;

/** Arrays in the memory of a device, all freed when the kernels close, and sums over them. */
abstract class DeviceMemoryKernels implements KernelMemory<DeviceBuffer>, AutoCloseable {

  /** Elements that a group of a reduction visits at least, and the most groups. */
  private static final long LEAST_CHUNK = 16L * Launch.GROUP;

  private static final long MOST_GROUPS = 512;

  private final DeviceContext context;
  private final Set<DeviceBuffer> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<NativeBuffer, DeviceBuffer> lent = new IdentityHashMap<>();
  private final Map<String, DeviceBuffer> scratch = new HashMap<>();
  private String task = "a registration";

  DeviceMemoryKernels(DeviceContext context) {
    this.context = context;
  }

  DeviceContext context() {
    return context;
  }

  @Override
  public void reserve(long floats, String what) {
    task = what;
    context.memory().require(Math.multiplyExact(floats, Float.BYTES), what);
  }

  /** Floats that are not set yet. */
  DeviceBuffer unset(long floats) {
    DeviceBuffer buffer = context.floats(floats, task);
    live.add(buffer);
    return buffer;
  }

  @Override
  public DeviceBuffer allocate(long length) {
    DeviceBuffer buffer = unset(length);
    fill(buffer, 0);
    return buffer;
  }

  @Override
  public DeviceBuffer allocate(float[] values) {
    try (NativeBuffer host = NativeBuffer.copyOf(values)) {
      return uploaded(host);
    }
  }

  private DeviceBuffer uploaded(NativeBuffer values) {
    DeviceBuffer buffer = unset(values.length());
    context.write(values, buffer);
    return buffer;
  }

  @Override
  public DeviceBuffer lend(NativeBuffer values) {
    return lent.computeIfAbsent(values, this::uploaded);
  }

  @Override
  public void free(DeviceBuffer buffer) {
    live.remove(buffer);
    buffer.close();
  }

  @Override
  public void fill(DeviceBuffer buffer, float value) {
    context
        .launch("lists", "fill")
        .buffer(buffer)
        .single(value)
        .number(buffer.floats())
        .over(buffer.floats());
  }

  @Override
  public DeviceBuffer copyOf(DeviceBuffer buffer) {
    DeviceBuffer copy = unset(buffer.floats());
    context.copy(buffer, copy, 0, buffer.bytes());
    return copy;
  }

  @Override
  public float[] values(DeviceBuffer buffer) {
    float[] values = new float[Math.toIntExact(buffer.floats())];
    try (NativeBuffer host = NativeBuffer.allocate(values.length)) {
      context.read(buffer, host);
      host.read(0, values, values.length);
    }
    return values;
  }

  @Override
  public double sum(DeviceBuffer buffer) {
    long count = buffer.floats();
    return reduce(context.launch("lists", "sum").buffer(buffer).number(count), count, 1)[0];
  }

  @Override
  public void scaleUpTo(DeviceBuffer buffer, double factor, double most) {
    context
        .launch("lists", "scale_up_to")
        .buffer(buffer)
        .real(factor)
        .real(most)
        .number(buffer.floats())
        .over(buffer.floats());
  }

  @Override
  public void load(NativeBuffer vectors, AffineMap map, DeviceBuffer into, int threads) {
    context.write(vectors, into);
    turn(into, map);
  }

  @Override
  public NativeBuffer unload(DeviceBuffer vectors, AffineMap map, int threads) {
    turn(vectors, map);
    NativeBuffer host = NativeBuffer.allocate(vectors.floats());
    try {
      context.read(vectors, host);
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
    free(vectors);
    return host;
  }

  private void turn(DeviceBuffer vectors, AffineMap map) {
    long count = vectors.floats() / 3;
    context.launch("lists", "turn").buffer(vectors).map(map).number(count).over(count);
  }

  /** Numbers for use within one call, of the precision of sums; may hold anything. */
  DeviceBuffer reals(String name, long count) {
    return scratch(name, Math.multiplyExact(count, context.realBytes()) / Float.BYTES);
  }

  /** Floats for use within one call; may hold anything. */
  DeviceBuffer scratch(String name, long floats) {
    DeviceBuffer known = scratch.get(name);
    if (known != null && known.floats() >= floats) {
      return known;
    }
    if (known != null) {
      free(known);
    }
    DeviceBuffer buffer = unset(floats);
    scratch.put(name, buffer);
    return buffer;
  }

  boolean hasScratch(String name) {
    return scratch.containsKey(name);
  }

  /**
   * A spare array of exactly the size of another, to compute into and then {@link
   * DeviceBuffer#swap} with it.
   */
  DeviceBuffer spareFor(DeviceBuffer buffer) {
    return scratch("spare " + buffer.floats(), buffer.floats());
  }

  boolean hasRoomForSpareOf(DeviceBuffer buffer) {
    return hasScratch("spare " + buffer.floats()) || context.memory().has(buffer.bytes());
  }

  double[] reduce(Launch launch, long count, int width) {
    return reduce(launch, count, width, 0, 0);
  }

  /**
   * Runs a kernel whose last arguments are chunk, shared scratch and partials over the chunks of a
   * list, and combines what the groups leave.
   *
   * @param minima terms before this one are combined by min
   * @param maxima terms before this one, and not by min, by max; the others are added
   */
  double[] reduce(Launch launch, long count, int width, int minima, int maxima) {
    long groups = Math.clamp((count + LEAST_CHUNK - 1) / LEAST_CHUNK, 1, MOST_GROUPS);
    long chunk = (count + groups - 1) / groups;
    DeviceBuffer partials = reals("partials", groups * width);
    launch.number(chunk).local((long) Launch.GROUP * context.realBytes()).buffer(partials);
    launch.overGroups(groups);
    DeviceBuffer totals = combine(partials, groups, width, minima, maxima);
    return context.readReals(totals, width);
  }

  /** Combines partials[group][term] in a fixed order; the result is for use within one call. */
  DeviceBuffer combine(DeviceBuffer partials, long groups, int width, int minima, int maxima) {
    DeviceBuffer totals = reals("totals", width);
    context
        .launch("lists", "combine_partials")
        .buffer(partials)
        .number(Math.toIntExact(groups))
        .number(width)
        .number(minima)
        .number(maxima)
        .local((long) Launch.GROUP * context.realBytes())
        .buffer(totals)
        .overGroups(width);
    return totals;
  }

  @Override
  public void close() {
    live.forEach(DeviceBuffer::close);
    live.clear();
    lent.clear();
    scratch.clear();
  }
}
