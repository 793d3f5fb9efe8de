package org.regista.nativecore;

import org.regista.compute.ComputeBackend;

class CpuBackendParityTest extends BackendParity {

  @Override
  protected ComputeBackend tested() {
    return new CpuBackend();
  }
}
