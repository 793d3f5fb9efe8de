package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.VolumeText;
import org.regista.io.VolumePath;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.VolumeCandidate;
import org.regista.io.dicom.pet.SuvRefusedException;
import org.regista.io.dicom.pet.SuvType;
import org.regista.io.dicom.tree.VolumeSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says of each volume in a folder, or of the object in a file, what it is. */
@Command(
    name = "info",
    description = {
      "Says where the volumes of a folder, or the one a file belongs to, lie.",
      "Of a structured report, a presentation state or a segmentation, says what it holds.",
      "A PET is read in SUVbw; as FOLDER#1:sul or FOLDER#1:bsa in SUL or SUVbsa."
    })
final class DicomInfoCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "FOLDER[#N]|FILE", description = "DICOM images, or an object.")
  private Path path = Path.of("");

  DicomInfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    VolumePath place = VolumePath.of(path);
    Optional<List<String>> text = ObjectSummary.of(place.file());
    if (text.isPresent()) {
      text.get().forEach(console.out()::println);
      return ExitCodes.OK;
    }
    DicomScan scan = DicomScanner.scanOf(place.file());
    List<VolumeCandidate> volumes =
        place.choice().isEmpty()
            ? scan.volumes()
            : List.of(scan.chosen(place.file(), place.choice()));
    for (VolumeCandidate candidate : volumes) {
      VolumeSummary volume = candidate.summary();
      console.out().println(volume.line());
      VolumeText.lines(volume).forEach(line -> console.out().println("  " + line));
      if (volume.identity().modality().equals("PT")) {
        describe(candidate, SuvType.LEAN_BODY_MASS);
        describe(candidate, SuvType.BODY_SURFACE);
      }
    }
    return ExitCodes.OK;
  }

  /** The factors to other kinds of SUV than that in which the volume is read. */
  private void describe(VolumeCandidate pet, SuvType type) {
    String said;
    try {
      said = pet.suv(type).sentence();
    } catch (SuvRefusedException e) {
      said = "no %s: %s".formatted(type.symbol(), e.reason());
    }
    console.out().println("               " + said);
  }
}
