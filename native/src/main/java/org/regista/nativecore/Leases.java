package org.regista.nativecore;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/** The buffers that one native call uses, held open until it has returned. */
final class Leases implements AutoCloseable {

  private final List<NativeBuffer.Lease> held = new ArrayList<>();

  /**
   * The address of a buffer.
   *
   * @param floats what the call reads or writes of it
   */
  long list(NativeBuffer buffer, long floats) {
    if (buffer.length() < floats) {
      throw new IllegalArgumentException(
          "a buffer of %d floats where the kernel needs %d".formatted(buffer.length(), floats));
    }
    NativeBuffer.Lease lease = buffer.lease();
    held.add(lease);
    return lease.address();
  }

  /** The address of one float per voxel. */
  long image(NativeBuffer buffer, GridSize size) {
    return list(buffer, size.voxelCount());
  }

  /** The address of three floats per voxel. */
  long field(NativeBuffer buffer, GridSize size) {
    return list(buffer, Math.multiplyExact(3, size.voxelCount()));
  }

  @Override
  public void close() {
    held.forEach(NativeBuffer.Lease::close);
  }
}
