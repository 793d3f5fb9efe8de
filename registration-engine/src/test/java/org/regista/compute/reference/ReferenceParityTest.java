package org.regista.compute.reference;

import org.regista.compute.kernel.HostKernels;
import org.regista.compute.kernel.KernelParity;

/** The oracle against itself: the same bits for any number of threads. */
class ReferenceParityTest extends KernelParity {

  @Override
  protected HostKernels oracle() {
    return new ReferenceKernels(3);
  }

  @Override
  protected HostKernels tested(int threads) {
    return new ReferenceKernels(threads);
  }
}
