package org.regista.register;

import org.scijava.plugin.SciJavaPlugin;

/** A registration engine. Found as a SciJava plugin; ours is {@link StagedRegistrar}. */
public interface Registrar extends SciJavaPlugin {

  /** The name that a user gives to {@code --engine}. */
  String name();

  /** In which form it is there on this machine, in words; or why it is not. */
  default String form() {
    return "part of the program";
  }

  /**
   * Registers. The caller closes the result.
   *
   * @throws org.regista.error.InputDataException if the images cannot be registered: constant, not
   *     overlapping, empty mask
   * @throws org.regista.error.NumericalException if no result was reached that may be trusted
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  RegistrationResult register(RegistrationRequest request, Monitor monitor);
}
