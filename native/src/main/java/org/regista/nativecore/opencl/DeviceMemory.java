package org.regista.nativecore.opencl;

import org.regista.error.DeviceException;

/** What may be allocated on a device, and what is. */
final class DeviceMemory {

  private final OpenClDevice device;
  private final long budgetBytes;
  private long usedBytes;
  private long mostBytes;

  DeviceMemory(OpenClDevice device, long budgetBytes) {
    this.device = device;
    this.budgetBytes = budgetBytes;
  }

  /**
   * Refuses what cannot be had.
   *
   * @param what is going to be allocated, for the message
   */
  synchronized void require(long bytes, String what) {
    if (bytes > budgetBytes - usedBytes) {
      throw DeviceException.lackOfMemory(
          "%s takes %s (%d bytes) of the memory of '%s', but only %s of %s are left; %s"
              .formatted(
                  what,
                  OpenClDevice.bytes(bytes),
                  bytes,
                  device.name(),
                  OpenClDevice.bytes(budgetBytes - usedBytes),
                  OpenClDevice.bytes(budgetBytes),
                  "allow more with '--device-memory', choose a preset that ends at coarser voxels, "
                      + "or use '--backend cpu'"));
    }
  }

  long budgetBytes() {
    return budgetBytes;
  }

  synchronized boolean has(long bytes) {
    return bytes <= budgetBytes - usedBytes;
  }

  synchronized void requireBuffer(long bytes, String what) {
    if (bytes > device.largestBufferBytes()) {
      throw DeviceException.lackOfMemory(
          "%s takes a buffer of %s, but '%s' has none larger than %s; choose a preset that ends at coarser voxels, or use '--backend cpu'"
              .formatted(
                  what,
                  OpenClDevice.bytes(bytes),
                  device.name(),
                  OpenClDevice.bytes(device.largestBufferBytes())));
    }
    require(bytes, what);
  }

  synchronized void take(long bytes) {
    usedBytes += bytes;
    mostBytes = Math.max(mostBytes, usedBytes);
  }

  synchronized void giveBack(long bytes) {
    usedBytes -= bytes;
  }

  synchronized long usedBytes() {
    return usedBytes;
  }

  /** The most that was in use at once. */
  synchronized long mostBytes() {
    return mostBytes;
  }
}
