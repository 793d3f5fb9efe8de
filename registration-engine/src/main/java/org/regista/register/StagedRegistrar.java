package org.regista.register;

import org.scijava.plugin.Plugin;

/** Our own engine: initialisation, then the stages of the plan, each coarse to fine. */
@Plugin(type = Registrar.class, name = "native")
public final class StagedRegistrar implements Registrar {

  @Override
  public String name() {
    return "native";
  }

  @Override
  public RegistrationResult register(RegistrationRequest request, Monitor monitor) {
    throw new UnsupportedOperationException("being written");
  }
}
