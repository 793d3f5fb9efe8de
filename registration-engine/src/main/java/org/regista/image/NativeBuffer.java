package org.regista.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Off-heap float32 memory with one owner: who constructs it closes it, everyone else borrows.
 *
 * <p>Native code receives raw addresses, which an {@link Arena} cannot see; every native call
 * therefore holds a {@link Lease}, and {@link #close()} throws while one is held. Reading after
 * close throws. Safe for use by several threads as long as they do not write the same element.
 */
public final class NativeBuffer implements AutoCloseable {

  private static final long ALIGNMENT_BYTES = 64;
  private static final int CLOSED = -1;

  private final Arena arena;
  private final MemorySegment segment;
  private final long length;
  private final AtomicInteger leases = new AtomicInteger();

  @SuppressWarnings("MustBeClosedChecker") // the buffer owns the arena
  private NativeBuffer(long length) {
    this.length = length;
    this.arena = Arena.ofShared();
    try {
      this.segment = arena.allocate(Math.multiplyExact(length, Float.BYTES), ALIGNMENT_BYTES);
    } catch (OutOfMemoryError | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** Zero-filled memory for {@code length} floats, aligned to 64 bytes. */
  public static NativeBuffer allocate(long length) {
    if (length < 1) {
      throw new IllegalArgumentException("a buffer of " + length + " floats");
    }
    return new NativeBuffer(length);
  }

  public static NativeBuffer copyOf(float[] values) {
    NativeBuffer buffer = allocate(values.length);
    MemorySegment.copy(values, 0, buffer.segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return buffer;
  }

  /** Number of floats. */
  public long length() {
    return length;
  }

  public float get(long index) {
    return segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  public void set(long index, float value) {
    segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
  }

  /**
   * Copies {@code count} floats from {@code from} on into {@code into}, starting at its element 0.
   */
  public void read(long from, float[] into, int count) {
    MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, from * Float.BYTES, into, 0, count);
  }

  /** Copies the first {@code count} elements of {@code values} to position {@code to} on. */
  public void write(long to, float[] values, int count) {
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, to * Float.BYTES, count);
  }

  public void fill(float value) {
    if (value == 0) {
      segment.fill((byte) 0);
      return;
    }
    for (long n = 0; n < length; n++) {
      set(n, value);
    }
  }

  /** Overwrites this buffer with the contents of one of the same length. */
  public void copyFrom(NativeBuffer source) {
    if (source.length != length) {
      throw new IllegalArgumentException("copy of " + source.length + " floats into " + length);
    }
    segment.copyFrom(source.segment);
  }

  /** A new buffer, owned by the caller, with the same contents. */
  public NativeBuffer copy() {
    NativeBuffer copy = allocate(length);
    copy.copyFrom(this);
    return copy;
  }

  /** The memory itself, for bulk reading and writing; valid until {@link #close()}. */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * A view of part of the memory, in the byte order of the machine, for libraries that take nothing
   * else; hold a {@link Lease} as long as it is used.
   */
  public ByteBuffer bytes(long from, long count) {
    return segment
        .asSlice(from * Float.BYTES, count * Float.BYTES)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  /** Holds the memory open for a native call: {@code try (var lease = buffer.lease()) {...}}. */
  public Lease lease() {
    if (leases.getAndUpdate(n -> n == CLOSED ? n : n + 1) == CLOSED) {
      throw new IllegalStateException("buffer is closed");
    }
    return new Lease();
  }

  @Override
  public void close() {
    if (!leases.compareAndSet(0, CLOSED)) {
      throw new IllegalStateException("closed twice, or still leased: " + leases.get());
    }
    arena.close();
  }

  /** Permission to use {@link #address()} until closed. */
  public final class Lease implements AutoCloseable {

    private boolean open = true;

    private Lease() {}

    /** Address of element 0. */
    public long address() {
      return segment.address();
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        leases.decrementAndGet();
      }
    }
  }
}
