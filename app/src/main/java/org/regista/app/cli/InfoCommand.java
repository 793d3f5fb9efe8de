package org.regista.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.compute.ComputeBackend;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.VolumeSummary;
import org.regista.job.Extensions;
import org.regista.job.result.ResultFolder;
import org.regista.register.Registrar;
import org.regista.register.plan.PlanFiles;
import org.regista.register.plan.RegistrationPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what files and folders are, and what this installation can do. */
@Command(
    name = "info",
    description = "Says what images, DICOM folders and result folders hold, and what is installed.")
final class InfoCommand implements Callable<Integer> {

  private static final int MOST_REJECTS = 20;

  private final Services services;
  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE|FOLDER[#N]",
      description = "Images, folders of DICOM slices or volume N of one, result folders.")
  private List<Path> paths = List.of();

  @Option(names = "--presets", description = "List the presets.")
  private boolean presets;

  @Option(names = "--engines", description = "List the registration engines.")
  private boolean engines;

  @Option(names = "--devices", description = "List the devices.")
  private boolean devices;

  @Spec private CommandSpec spec = CommandSpec.create();

  InfoCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (paths.isEmpty() && !presets && !engines && !devices) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "give a file or folder, or one of --presets, --engines, --devices");
    }
    if (presets) {
      PlanFiles.presetNames().forEach(name -> describe(PlanFiles.preset(name)));
    }
    if (engines) {
      services.extensions().registrars().stream()
          .sorted(Comparator.comparing(Registrar::name))
          .forEach(engine -> line("%-14s %s", engine.name(), engine.form()));
    }
    if (devices) {
      services.extensions().backends().forEach(this::describe);
    }
    return describeAll();
  }

  /** One unusable path does not keep the others from being described. */
  private int describeAll() {
    Optional<InputDataException> first = Optional.empty();
    for (Path path : paths) {
      try {
        describe(path);
      } catch (InputDataException e) {
        console.err().println("regista: " + e.getMessage());
        first = first.or(() -> Optional.of(e));
      }
    }
    return first.map(ExitCodes::of).orElse(ExitCodes.OK);
  }

  private void describe(Path path) {
    if (Files.isRegularFile(path.resolve(ResultFolder.RECORD))) {
      line("'%s': result of a registration", path);
      console.out().print(Summary.of(ResultFolder.open(path).record()));
    } else if (Files.isDirectory(path)) {
      describe(path, DicomScanner.scan(path));
    } else {
      try (Volume volume = services.extensions().files().read(path)) {
        line("'%s'", path);
        GridText.lines(volume.grid()).forEach(text -> line("  %s", text));
        line("  %s", GridText.intensities(volume));
        if (!volume.intensityNote().isEmpty()) {
          line("  %-12s %s", "", volume.intensityNote());
        }
        volume.remarks().forEach(remark -> line("  %-12s %s", "remark", remark));
        volume.observations().forEach(said -> line("  %-12s %s", "observed", said));
      }
    }
  }

  private void describe(Path folder, DicomScan scan) {
    line(
        "'%s': %d DICOM volumes, %d other files",
        folder, scan.volumes().size(), scan.rejected().size());
    for (var candidate : scan.volumes()) {
      VolumeSummary volume = candidate.summary();
      line("  %s", volume.line());
      VolumeText.lines(volume).forEach(text -> line("    %s", text));
    }
    scan.rejected().stream().limit(MOST_REJECTS).forEach(r -> describe(folder, r));
    if (scan.rejected().size() > MOST_REJECTS) {
      line("  ... and %d more", scan.rejected().size() - MOST_REJECTS);
    }
  }

  private void describe(Path folder, RejectedFile rejected) {
    line("  not used: '%s' %s", folder.relativize(rejected.file()), rejected.reason());
  }

  private void describe(RegistrationPlan plan) {
    line(
        "%-14s version %d: %s (%s)",
        plan.name(),
        plan.version(),
        plan.description(),
        String.join(", ", plan.stages().stream().map(s -> s.label()).toList()));
  }

  private void describe(ComputeBackend backend) {
    Optional<String> reason = backend.unavailableBecause();
    if (reason.isPresent()) {
      line("%-14s not usable here: %s", backend.name(), reason.get());
      return;
    }
    Extensions.devicesOf(backend, Runtime.getRuntime().availableProcessors())
        .forEach(device -> line("%-14s %s", device.name(), device.description()));
  }

  private void line(String form, Object... values) {
    console.out().printf(form + "%n", values);
  }
}
