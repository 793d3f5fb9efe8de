package org.regista.nativecore;

import org.regista.error.DeviceException;
import org.regista.geometry.AffineMap;

/**
 * A native context with its threads and scratch memory, and the way to call kernels in it. Calls
 * from several threads take turns.
 */
abstract class NativeContext implements AutoCloseable {

  private final InstructionSet instructions;
  private final int threads;

  /** Address of the native context; 0 once closed. */
  private long address;

  NativeContext(int threads, InstructionSet instructions) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
    }
    NativeLibrary.require();
    this.threads = threads;
    this.instructions = instructions;
    long created = CpuBridge.create(threads, instructions.code());
    if (created <= 0) {
      throw new DeviceException(
          "CPU kernels for %s cannot be set up: %s"
              .formatted(describe(instructions, threads), CpuBridge.statusText((int) -created)));
    }
    this.address = created;
  }

  /** "AVX2, 2 threads". */
  static String describe(InstructionSet instructions, int threads) {
    return "%s, %d thread%s".formatted(instructions, threads, threads == 1 ? "" : "s");
  }

  /** What computes, for people. */
  public String device() {
    return describe(instructions, threads);
  }

  @Override
  public synchronized void close() {
    if (address != 0) {
      CpuBridge.destroy(address);
      address = 0;
    }
  }

  /**
   * Calls a function of {@link CpuBridge}, with buffers that are held open meanwhile; its status.
   */
  interface Call {
    int run(long context, Leases leases);
  }

  synchronized void call(String kernel, Call call) {
    if (address == 0) {
      throw new IllegalStateException("the kernels are closed");
    }
    int status;
    try (Leases leases = new Leases()) {
      status = call.run(address, leases);
    }
    if (status != 0) {
      throw new DeviceException(
          "CPU kernel '%s' failed: %s".formatted(kernel, CpuBridge.statusText(status)));
    }
  }

  /** Row-major 3x4. */
  static double[] rows(AffineMap m) {
    return new double[] {
      m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(), m.m21(),
      m.m22(), m.t2()
    };
  }
}
