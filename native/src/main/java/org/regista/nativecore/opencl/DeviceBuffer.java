package org.regista.nativecore.opencl;

/** Memory on a device; whoever allocates it closes it. For one thread at a time. */
final class DeviceBuffer implements AutoCloseable {

  private final DeviceContext context;
  private final long bytes;

  /** As the library names it; 0 once closed. */
  private long handle;

  DeviceBuffer(DeviceContext context, long handle, long bytes) {
    this.context = context;
    this.handle = handle;
    this.bytes = bytes;
  }

  long handle() {
    if (handle == 0) {
      throw new IllegalStateException("the device buffer is closed");
    }
    return handle;
  }

  long bytes() {
    return bytes;
  }

  /** Number of float32 elements. */
  long floats() {
    return bytes / Float.BYTES;
  }

  /** Exchanges the contents with another buffer of the same size, without copying. */
  void swap(DeviceBuffer other) {
    if (other.bytes != bytes) {
      throw new IllegalArgumentException("buffers of " + bytes + " and " + other.bytes + " bytes");
    }
    long mine = handle();
    handle = other.handle();
    other.handle = mine;
  }

  @Override
  public void close() {
    if (handle != 0) {
      context.release(handle, bytes);
      handle = 0;
    }
  }
}
