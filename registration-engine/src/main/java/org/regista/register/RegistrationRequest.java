package org.regista.register;

import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.register.plan.RegistrationPlan;

/**
 * What is to be registered, and how. Images and masks are borrowed until the result is there.
 *
 * @param fixed the image that stays; the result lives on its grid
 * @param moving the image that is brought onto the fixed one
 * @param threads of the CPU; the result does not depend on it
 */
public record RegistrationRequest(
    Volume fixed,
    Volume moving,
    Optional<Mask> fixedMask,
    Optional<Mask> movingMask,
    Initialisation initialisation,
    RegistrationPlan plan,
    ComputeBackend backend,
    int threads) {}
