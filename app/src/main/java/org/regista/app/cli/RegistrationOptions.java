package org.regista.app.cli;

import java.util.List;
import java.util.Optional;
import org.regista.job.PlanChoice;
import org.regista.job.RegistrationJob;
import picocli.CommandLine.Option;

/** How to register: the options that {@code register} and {@code batch} share. */
final class RegistrationOptions {

  @Option(
      names = "--preset",
      paramLabel = "P",
      defaultValue = "generic",
      description =
          "What to do: a preset (see 'regista info --presets') or a plan file; default: ${DEFAULT-VALUE}.")
  private String preset = "generic";

  @Option(
      names = "--stages",
      paramLabel = "S",
      split = ",",
      description = "Which stages to run, of rigid,affine,diffeo; default: those of the preset.")
  private List<String> stages = List.of();

  @Option(
      names = "--metric",
      paramLabel = "M",
      description =
          "How images are compared, in every stage that can: ${COMPLETION-CANDIDATES}; "
              + "default: as the preset says. 'blocks' matches small blocks in rigid and affine stages "
              + "and follows the half that agree: for parts that moved otherwise, or strong shading.")
  private Optional<PlanChoice.Metric> metric = Optional.empty();

  @Option(
      names = "--init",
      paramLabel = "I",
      defaultValue = "search",
      description =
          "Where to start: header, mass (centres of mass), search (several starts, the best is kept), "
              + "or an ITK transform file; default: ${DEFAULT-VALUE}.")
  private String init = "search";

  @Option(
      names = "--engine",
      paramLabel = "E",
      defaultValue = "native",
      description =
          "Registration engine (see 'regista info --engines'); default: ${DEFAULT-VALUE}.")
  private String engine = "native";

  @Option(
      names = "--backend",
      paramLabel = "B",
      defaultValue = "cpu",
      description =
          "Device: cpu, opencl or opencl:N (a GPU), or reference (plain Java, slow); see "
              + "'regista info --devices'; default: ${DEFAULT-VALUE}.")
  private String backend = "cpu";

  @Option(
      names = "--device-memory",
      paramLabel = "SIZE",
      description =
          "Memory of an OpenCL device that may be used, as 4GiB or 512MiB; default: all that it has.")
  private Optional<String> deviceMemory = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; the result does not depend on it; default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  PlanChoice plan() {
    return new PlanChoice(preset, stages, metric);
  }

  RegistrationJob.Start start() {
    return RegistrationJob.Start.of(init);
  }

  RegistrationJob.Machine machine() {
    return new RegistrationJob.Machine(engine, device(), threads);
  }

  /** As {@link org.regista.compute.DeviceChoice} writes it. */
  private String device() {
    return deviceMemory
        .map(size -> backend + (backend.contains(":") ? "," : ":,") + size)
        .orElse(backend);
  }
}
