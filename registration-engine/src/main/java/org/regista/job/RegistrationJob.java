package org.regista.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.image.FocusBox;
import org.regista.job.result.RequestForm;
import org.regista.register.Initialisation;
import org.regista.register.RegistrationRequest;
import org.regista.register.plan.RegistrationPlan;

/**
 * One registration as a person asks for it: files and choices, nothing loaded yet.
 *
 * @param form who asks and what for; decides no number
 */
public record RegistrationJob(
    Inputs inputs,
    RegistrationPlan plan,
    Start start,
    Machine machine,
    Extras extras,
    Optional<RequestForm> form) {

  /** A job without extras and form. */
  public RegistrationJob(Inputs inputs, RegistrationPlan plan, Start start, Machine machine) {
    this(inputs, plan, start, machine, Extras.NONE, Optional.empty());
  }

  /**
   * What only some engines take.
   *
   * @param content as read
   * @param sources the files that it was read from, for the record
   */
  public record Extras(RegistrationRequest.Extras content, List<Path> sources) {

    public static final Extras NONE = new Extras(RegistrationRequest.Extras.NONE, List.of());

    public Extras {
      sources = List.copyOf(sources);
    }
  }

  /**
   * The images, and masks on either side. A path may be a file or a folder of DICOM slices.
   *
   * @param box outside of which nothing of the fixed image counts, mask or not
   */
  public record Inputs(
      Path fixed,
      Path moving,
      Optional<Path> fixedMask,
      Optional<Path> movingMask,
      Optional<FocusBox> box) {

    /** Images without a box. */
    public Inputs(Path fixed, Path moving, Optional<Path> fixedMask, Optional<Path> movingMask) {
      this(fixed, moving, fixedMask, movingMask, Optional.empty());
    }
  }

  /**
   * What carries the job out.
   *
   * @param engine name of the {@link org.regista.register.Registrar}
   * @param backend name of the {@link org.regista.compute.ComputeBackend} and, after a colon, the
   *     {@link org.regista.compute.DeviceChoice}
   * @param threads of the CPU; the result does not depend on it
   */
  public record Machine(String engine, String backend, int threads) {
    public Machine {
      if (threads < 1) {
        throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
      }
    }
  }

  /** Where the registration starts. */
  public sealed interface Start {

    /** As the job was asked: "header", "mass", "search", "landmarks" or the path of a file. */
    String label();

    /** In a way that needs only the images. */
    record Computed(String label, Initialisation how) implements Start {}

    /** From a linear transform, fixed to moving, in an ITK file. */
    record FromFile(Path file) implements Start {
      @Override
      public String label() {
        return file.toAbsolutePath().normalize().toString();
      }
    }

    /**
     * "header", "mass", "search" and "landmarks" are ways; everything else is the path of a
     * transform.
     */
    static Start of(String text) {
      return switch (text) {
        case "header" -> new Computed(text, new Initialisation.Header());
        case "mass" -> new Computed(text, new Initialisation.CentreOfMass());
        case "landmarks" -> new Computed(text, new Initialisation.Landmarks());
        case "search" -> new Computed(text, new Initialisation.Search());
        default -> new FromFile(Path.of(text));
      };
    }
  }
}
