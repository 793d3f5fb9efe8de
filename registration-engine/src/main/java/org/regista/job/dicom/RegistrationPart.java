package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.reg.FieldForExport;
import org.regista.io.dicom.reg.RegistrationWriter;
import org.regista.io.dicom.reg.RoundTrip;
import org.regista.job.result.OwnedTransform;
import org.regista.transform.AffineTransform;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;

/** Writes the registration itself and proves it by reading it again. */
final class RegistrationPart {

  static final String FILE = "registration.dcm";

  private final ExportScope scope;
  private final double gridSpacingMm;
  private final int threads;
  private Optional<SourceSeries> written = Optional.empty();

  RegistrationPart(ExportScope scope, double gridSpacingMm, int threads) {
    this.scope = scope;
    this.gridSpacingMm = gridSpacingMm;
    this.threads = threads;
  }

  /**
   * @param points of the fixed side that must come out right besides the corners
   */
  ExportedObject write(Path folder, List<LpsPoint> points) {
    Path file = folder.resolve(FILE);
    List<String> remarks = new ArrayList<>();
    try (OwnedTransform forward = scope.result().readForward()) {
      if (forward.field().isPresent()) {
        deformable(file, forward, points, remarks);
      } else {
        AffineTransform linear = (AffineTransform) forward.transform();
        remarks.add("Spatial Registration: its matrix takes moving (source) to fixed (registered)");
        keep(
            RegistrationWriter.linear(scope.composer(), scope.moving(), linear, scope.title()),
            file);
        remarks.add(proof(file, linear, points));
      }
    }
    return new ExportedObject(FILE, 1, remarks);
  }

  private void deformable(
      Path file, OwnedTransform forward, List<LpsPoint> points, List<String> remarks) {
    AffineTransform linear = scope.result().readLinear();
    try (FieldForExport grid =
        FieldForExport.of(forward.field().orElseThrow(), gridSpacingMm, threads)) {
      keep(
          RegistrationWriter.deformable(
              scope.composer(), scope.moving(), linear, grid.field(), scope.title()),
          file);
      remarks.add(
          "Deformable Spatial Registration: applied to fixed (registered) coordinates, first the grid, "
              + "then its matrix, it ends in moving (source) ones");
      remarks.add(
          String.format(
              Locale.ROOT,
              "grid of %s nodes, %.2f x %.2f x %.2f mm apart; against the full field %.4f mm are lost on average, "
                  + "at most %.3f mm",
              grid.field().grid().size(),
              grid.field().grid().spacingMm(0),
              grid.field().grid().spacingMm(1),
              grid.field().grid().spacingMm(2),
              grid.meanLossMm(),
              grid.maxLossMm()));
      remarks.add(proof(file, TransformChain.of(grid.field(), linear), points));
    }
  }

  private void keep(DicomObject object, Path file) {
    object.write(file);
    written = Optional.of(object.asSource());
  }

  /** What other objects may refer to; empty before it is written. */
  Optional<SourceSeries> object() {
    return written;
  }

  private String proof(Path file, Transform meant, List<LpsPoint> points) {
    return RoundTrip.check(
            file, scope.fixedSide(), scope.movingSide(), meant, scope.result().fixedGrid(), points)
        .words();
  }
}
