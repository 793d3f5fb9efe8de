package org.regista.register;

import java.util.List;
import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.register.plan.RegistrationPlan;

/**
 * What is to be registered, and how. Images and masks are borrowed until the result is there.
 *
 * @param fixed the image that stays; the result lives on its grid
 * @param moving the image that is brought onto the fixed one
 * @param threads of the CPU; the result does not depend on it
 * @param extras what only some engines take
 */
public record RegistrationRequest(
    Volume fixed,
    Volume moving,
    Optional<Mask> fixedMask,
    Optional<Mask> movingMask,
    Initialisation initialisation,
    RegistrationPlan plan,
    ComputeBackend backend,
    int threads,
    Extras extras) {

  /** A request without extras. */
  public RegistrationRequest(
      Volume fixed,
      Volume moving,
      Optional<Mask> fixedMask,
      Optional<Mask> movingMask,
      Initialisation initialisation,
      RegistrationPlan plan,
      ComputeBackend backend,
      int threads) {
    this(fixed, moving, fixedMask, movingMask, initialisation, plan, backend, threads, Extras.NONE);
  }

  /** The same anatomy in both images, LPS mm. */
  public record PointPair(LpsPoint inFixed, LpsPoint inMoving) {}

  /** A file of parameters in the language of an engine, as it stands. */
  public record EngineFile(String name, String text) {}

  /**
   * What only some engines take; the others refuse it.
   *
   * @param landmarks corresponding points that the result should bring together
   * @param engineFiles run in this order instead of the plan
   */
  public record Extras(List<PointPair> landmarks, List<EngineFile> engineFiles) {

    public static final Extras NONE = new Extras(List.of(), List.of());

    public Extras {
      landmarks = List.copyOf(landmarks);
      engineFiles = List.copyOf(engineFiles);
    }

    /**
     * @throws InputDataException if there is any that an engine without parameter files does not
     *     take: landmarks only to start from
     */
    void requireStartOnly(String engine, Initialisation start) {
      if (!engineFiles.isEmpty()) {
        throw new InputDataException(
            "the engine '%s' takes no parameter files of another engine; use --engine elastix"
                .formatted(engine));
      }
      if (!landmarks.isEmpty() && !(start instanceof Initialisation.Landmarks)) {
        throw new InputDataException(
            "the engine '%s' takes landmarks only to start from: give --init landmarks, or use --engine elastix or manual"
                .formatted(engine));
      }
    }
  }
}
