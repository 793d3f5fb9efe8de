package org.regista.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.job.PlanChoice;
import org.regista.job.RegistrationJob;
import org.regista.register.RegistrationRequest;
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
      description =
          "Where to start: header, mass (centres of mass), search (several starts, the best is kept), "
              + "landmarks (fitted rigidly, and bent through where the plan deforms), or an ITK transform "
              + "file; default: search, but header with --elastix-parameters.")
  private Optional<String> init = Optional.empty();

  @Option(
      names = "--engine",
      paramLabel = "E",
      defaultValue = "native",
      description =
          "Registration engine (see 'regista info --engines'); default: ${DEFAULT-VALUE}.")
  private String engine = "native";

  @Option(
      names = "--elastix-parameters",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Your own parameter files for --engine elastix, run in this order as they are, instead of a preset.")
  private List<Path> elastixParameters = List.of();

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
    return RegistrationJob.Start.of(init.orElse(elastixParameters.isEmpty() ? "search" : "header"));
  }

  /** Files in the language of an engine. */
  RegistrationJob.Extras extras() {
    List<RegistrationRequest.EngineFile> files =
        elastixParameters.stream().map(RegistrationOptions::engineFile).toList();
    return new RegistrationJob.Extras(
        new RegistrationRequest.Extras(List.of(), files), elastixParameters);
  }

  private static RegistrationRequest.EngineFile engineFile(Path path) {
    try {
      return new RegistrationRequest.EngineFile(
          path.getFileName().toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new InputDataException(
          "the parameter file '%s' cannot be read (%s); check the path"
              .formatted(path, e.getMessage()),
          e);
    }
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
