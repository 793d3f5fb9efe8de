package org.regista.register;

import java.util.List;
import java.util.Optional;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.image.Volume;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;

/** Registrations without masks on the plain Java kernels, for tests. */
final class Registrations {

  private Registrations() {}

  static RegistrationPlan plan(IntensityRange range, Stage... stages) {
    return new RegistrationPlan("test", 1, "a test", range, range, 1, List.of(stages));
  }

  /** The caller closes the result. */
  static RegistrationResult run(
      Volume fixed, Volume moving, RegistrationPlan plan, Initialisation start, int threads) {
    return new StagedRegistrar()
        .register(
            new RegistrationRequest(
                fixed,
                moving,
                Optional.empty(),
                Optional.empty(),
                start,
                plan,
                new ReferenceBackend(),
                threads),
            Monitor.silent());
  }
}
