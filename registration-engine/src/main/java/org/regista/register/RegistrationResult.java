package org.regista.register;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
 * @param signals numbers that tell of a failure
 * @param attachments files of the engine's own to keep beside the result
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
    List<String> warnings,
    Signals signals,
    List<Attachment> attachments)
    implements AutoCloseable {

  public RegistrationResult {
    trace = List.copyOf(trace);
    timings = List.copyOf(timings);
    warnings = List.copyOf(warnings);
    attachments = List.copyOf(attachments);
  }

  /** A result without attachments. */
  public RegistrationResult(
      AffineTransform linear,
      Optional<DisplacementField> displacement,
      Optional<DisplacementField> inverseDisplacement,
      RegistrationPlan plan,
      String engine,
      String device,
      List<Progress> trace,
      List<StageTiming> timings,
      List<String> warnings,
      Signals signals) {
    this(
        linear,
        displacement,
        inverseDisplacement,
        plan,
        engine,
        device,
        trace,
        timings,
        warnings,
        signals,
        List.of());
  }

  /** A text file, by the name that it is kept under. */
  public record Attachment(String name, String text) {}

  /** Wall time of one stage. */
  public record StageTiming(String stage, double seconds) {}

  /**
   * What tells of a failure before anyone looks at the images.
   *
   * @param headerOverlap share of the image that the other one covers by the headers alone: of the
   *     fixed image (its mask, if there is one) or of the moving one, whichever is larger
   * @param overlap the same by the linear map found
   * @param restarts how far the starts of a search agreed; null if nothing was searched
   * @param gains what each level gained, in order
   */
  public record Signals(
      double headerOverlap, double overlap, @Nullable Restarts restarts, List<Gain> gains) {
    public Signals {
      gains = List.copyOf(gains);
    }
  }

  /**
   * Where the different starts of a search ended.
   *
   * @param climbed how many climbed to a top at the coarse resolution
   * @param agreeing how many of those tops lie within 10 mm of the alignment chosen
   * @param runnerUp the best alignment that is another than the one chosen; null if all agree
   */
  public record Restarts(int climbed, int agreeing, @Nullable RunnerUp runnerUp) {}

  /**
   * The best alignment besides the one chosen.
   *
   * @param scoreRatio its similarity divided by that of the one chosen; near 1 the choice is a
   *     guess
   * @param distanceMm root mean square distance of the two over the fixed image
   */
  public record RunnerUp(double scoreRatio, double distanceMm) {}

  /**
   * The similarity when a level began and when it ended, in its own measure; larger is better.
   *
   * @param level 0 is the coarsest
   */
  public record Gain(String stage, int level, double before, double after, int iterations) {}

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
