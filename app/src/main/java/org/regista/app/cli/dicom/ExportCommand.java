package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.Services;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.reg.FieldForExport;
import org.regista.job.Existing;
import org.regista.job.dicom.DicomExport;
import org.regista.job.dicom.ExportPart;
import org.regista.job.dicom.ExportRequest;
import org.regista.job.dicom.ExportedObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a registration result as DICOM objects. */
@Command(
    name = "export",
    description = {
      "Writes a registration of two DICOM series as DICOM objects, into a folder.",
      "Each registration is read back and must take the corners of the fixed image where it should."
    })
final class ExportCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Option(
      names = "--registration",
      required = true,
      paramLabel = "DIR",
      description = "A folder that 'register' has written.")
  private Path registration = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to make.")
  private Path out = Path.of("");

  @Option(
      names = "--what",
      paramLabel = "W",
      split = ",",
      description = "Which objects, of ${COMPLETION-CANDIDATES}; default: all that can be made.")
  private List<ExportPart> what = List.of();

  @Option(
      names = "--grid-mm",
      paramLabel = "MM",
      description =
          "Millimetres between the nodes of a deformation grid, at most; default: ${DEFAULT-VALUE}.")
  private double gridMm = FieldForExport.USUAL_SPACING_MM;

  @Option(
      names = "--contours",
      paramLabel = "RTSTRUCT",
      description = "Contours of the moving side, to be carried onto the fixed image.")
  private Optional<Path> contours = Optional.empty();

  @Option(
      names = "--dose",
      paramLabel = "RTDOSE",
      description = "A dose of the moving side, to be carried onto the fixed grid.")
  private Optional<Path> dose = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "SEG",
      description = "A segmentation or an image of labels of the moving side, likewise.")
  private Optional<Path> labels = Optional.empty();

  @Option(names = "--force", description = "Replace an export that is there already.")
  private boolean force;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  ExportCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    Creation creation = Creation.now(services.program().name(), services.program().version());
    DicomExport export = new DicomExport(services.extensions().files(), creation, threads);
    for (ExportedObject object :
        export.run(
            new ExportRequest(
                registration,
                Set.copyOf(what),
                gridMm,
                new ExportRequest.Attachments(contours, dose, labels)),
            out,
            force ? Existing.REPLACE : Existing.REFUSE)) {
      console.out().printf("%s (%d)%n", out.resolve(object.name()), object.files());
      object.remarks().forEach(remark -> console.out().println("  " + remark));
    }
    return ExitCodes.OK;
  }
}
