package org.regista.nativecore;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("isSupported")
class Avx2ParityTest extends NativeParity {

  Avx2ParityTest() {
    super(InstructionSet.AVX2);
  }

  static boolean isSupported() {
    return InstructionSet.AVX2.isSupported();
  }
}
