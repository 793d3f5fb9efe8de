package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.io.VolumePath;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.VolumeCandidate;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.reg.Finding;
import org.regista.io.dicom.reg.Interpretation;
import org.regista.io.dicom.reg.RegisteredSide;
import org.regista.io.dicom.reg.RegistrationObject;
import org.regista.io.dicom.reg.RegistrationReader;
import org.regista.io.dicom.tree.VolumeSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what registration objects mean. */
@Command(
    name = "validate",
    description = {
      "Checks what DICOM registration objects mean: matrices, frames of reference, grids.",
      "With --fixed and --moving also whether they lead the right way; what can be read in several ways "
          + "is shown in each, with one worked point."
    })
final class ValidateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Registration objects.")
  private List<Path> objects = List.of();

  @Option(names = "--fixed", paramLabel = "F", description = "The series that stays.")
  private Optional<Path> fixed = Optional.empty();

  @Option(names = "--moving", paramLabel = "M", description = "The series that is brought onto it.")
  private Optional<Path> moving = Optional.empty();

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean allGood = true;
    for (Path file : objects) {
      allGood &= check(file);
    }
    return allGood ? ExitCodes.OK : ExitCodes.BAD_INPUT;
  }

  private boolean check(Path file) {
    RegistrationObject object = RegistrationReader.read(file);
    Optional<RegisteredSide> f = fixed.map(ValidateCommand::side);
    Optional<RegisteredSide> m = moving.map(ValidateCommand::side);
    boolean both = f.isPresent() && m.isPresent();
    List<Finding> findings =
        both ? object.findings(f.orElseThrow(), m.orElseThrow()) : object.findings();
    console
        .out()
        .printf(
            "%s: %s into the frame %s%n",
            file,
            object.deformable() ? "deformable registration" : "registration",
            object.registeredFrame());
    object.sourceFrames().forEach(frame -> console.out().println("  from the frame " + frame));
    findings.forEach(
        finding ->
            console
                .out()
                .printf(
                    "  %s: %s%n",
                    finding.severity().name().toLowerCase(Locale.ROOT), finding.sentence()));
    boolean usable =
        findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    if (!usable) {
      return false;
    }
    return both
        ? readings(object, f.orElseThrow(), m.orElseThrow())
        : findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.AMBIGUOUS);
  }

  private boolean readings(RegistrationObject object, RegisteredSide f, RegisteredSide m) {
    List<Interpretation> all = object.between(f, m);
    LpsPoint centre = f.grid().orElseThrow().centre();
    for (Interpretation reading : all) {
      console
          .out()
          .printf(
              "  %s: the centre %s of the fixed image is %s of the moving one%n",
              reading.words(), text(centre), text(reading.transform().toMoving(centre)));
    }
    all.forEach(Interpretation::close);
    return all.size() == 1;
  }

  private static String text(LpsPoint p) {
    return String.format(Locale.ROOT, "(%.3f, %.3f, %.3f)", p.x(), p.y(), p.z());
  }

  private static RegisteredSide side(Path path) {
    VolumePath place = VolumePath.of(path);
    VolumeCandidate candidate =
        DicomScanner.scanOf(place.file()).chosen(place.file(), place.choice());
    VolumeSummary volume = candidate.summary();
    return RegisteredSide.of(
        candidate.space(),
        SourceSeries.find(path, candidate.uid()),
        volume
            .grid()
            .orElseThrow(
                () ->
                    new InputDataException(
                        "'%s' is no volume: %s".formatted(path, volume.problem().orElse("")))));
  }
}
