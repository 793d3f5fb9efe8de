package org.regista.nativecore;

class PortableParityTest extends NativeParity {

  PortableParityTest() {
    super(InstructionSet.PORTABLE);
  }
}
