package org.regista.register;

import java.util.List;
import java.util.Optional;
import org.regista.register.plan.RegistrationPlan;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;

/**
 * What a registration found: {@code x_moving = A(x_fixed + u(x_fixed))}. Owns the fields.
 *
 * @param linear A, fixed to moving
 * @param displacement u, on the fixed grid, fixed space onto itself; empty for linear plans
 * @param inverseDisplacement v with {@code y + v(y) + u(y + v(y)) = y}; present with displacement
 * @param plan as it was carried out
 * @param device what computed, as {@link org.regista.compute.ComputeBackend#device} names it
 * @param trace every iteration
 * @param timings wall seconds per stage, in order
 * @param warnings sentences for the user; empty if nothing gave cause
 */
public record RegistrationResult(
    AffineTransform linear,
    Optional<DisplacementField> displacement,
    Optional<DisplacementField> inverseDisplacement,
    RegistrationPlan plan,
    String engine,
    String device,
    List<Progress> trace,
    List<StageTiming> timings,
    List<String> warnings)
    implements AutoCloseable {

  public RegistrationResult {
    trace = List.copyOf(trace);
    timings = List.copyOf(timings);
    warnings = List.copyOf(warnings);
  }

  /** Wall time of one stage. */
  public record StageTiming(String stage, double seconds) {}

  /** The pull-back, fixed to moving; borrows the fields. */
  public Transform transform() {
    return displacement.<Transform>map(u -> TransformChain.of(u, linear)).orElse(linear);
  }

  /** Moving to fixed: {@code y = A^-1 x_moving, x_fixed = y + v(y)}; borrows the fields. */
  public Transform inverse() {
    return inverseDisplacement
        .<Transform>map(v -> TransformChain.of(linear.inverse(), v))
        .orElse(linear.inverse());
  }

  @Override
  public void close() {
    displacement.ifPresent(DisplacementField::close);
    inverseDisplacement.ifPresent(DisplacementField::close);
  }
}
