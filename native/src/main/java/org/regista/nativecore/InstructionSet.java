package org.regista.nativecore;

/** The variants that the kernels are compiled in, slowest first. */
enum InstructionSet {
  PORTABLE("portable code", 1),
  AVX2("AVX2", 2),
  AVX512("AVX-512", 3);

  private final String label;
  private final int code;

  InstructionSet(String label, int code) {
    this.label = label;
    this.code = code;
  }

  /** The fastest that this machine can run; loads the library. */
  static InstructionSet best() {
    InstructionSet best = PORTABLE;
    for (InstructionSet candidate : values()) {
      if (candidate.isSupported()) {
        best = candidate;
      }
    }
    return best;
  }

  boolean isSupported() {
    NativeLibrary.require();
    return CpuBridge.supports(code);
  }

  /** As in {@code regista_cpu.h}. */
  int code() {
    return code;
  }

  /** For people. */
  @Override
  public String toString() {
    return label;
  }
}
