package org.regista.nativecore;

import org.regista.compute.kernel.HostKernels;
import org.regista.compute.kernel.KernelParity;
import org.regista.compute.reference.ReferenceKernels;

/** The C++ kernels for one instruction set against the plain Java ones. */
abstract class NativeParity extends KernelParity {

  private final InstructionSet instructions;

  NativeParity(InstructionSet instructions) {
    this.instructions = instructions;
  }

  @Override
  protected HostKernels oracle() {
    return new ReferenceKernels(2);
  }

  @Override
  protected HostKernels tested(int threads) {
    return new NativeKernels(threads, instructions);
  }
}
