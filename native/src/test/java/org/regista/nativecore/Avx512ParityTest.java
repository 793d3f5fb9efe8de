package org.regista.nativecore;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("isSupported")
class Avx512ParityTest extends NativeParity {

  Avx512ParityTest() {
    super(InstructionSet.AVX512);
  }

  static boolean isSupported() {
    return InstructionSet.AVX512.isSupported();
  }
}
