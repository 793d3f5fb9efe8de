package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.regista.error.NumericalException;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.io.dicom.rt.StructureSetWriter;
import org.regista.job.result.OwnedTransform;
import org.regista.rt.Reslicing;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;

/** Carries contours of the moving side onto the fixed image. */
final class ContoursPart {

  static final String FILE = "rtstruct.dcm";

  private static final double ALLOWED_MM = 0.01;

  private final ExportScope scope;
  private final StructureSet carried;

  ContoursPart(ExportScope scope, Path contours, int threads) {
    this.scope = scope;
    StructureSet moving = StructureSetReader.read(contours, scope.result().moving());
    try (OwnedTransform forward = scope.result().readForward();
        OwnedTransform inverse = scope.result().readInverse()) {
      this.carried =
          new Reslicing(
                  forward.transform(), inverse.transform(), scope.result().fixedGrid(), threads)
              .of(moving);
    }
  }

  /** Where the structures lie on the fixed side. */
  List<LpsPoint> centroids() {
    return carried.structures().stream()
        .filter(structure -> !structure.contours().isEmpty())
        .map(Structure::centroid)
        .toList();
  }

  ExportedObject write(Path file) {
    StructureSetWriter.compose(scope.composer(), carried, "contours, " + scope.title()).write(file);
    double worst = readBack(file);
    return new ExportedObject(
        String.valueOf(file.getFileName()),
        1,
        List.of(
            String.format(
                Locale.ROOT,
                "%d structures in the planes of the fixed image, in the frame of reference %s",
                carried.structures().size(),
                scope.fixed().frameUid()),
            String.format(Locale.ROOT, "read back: their centroids agree within %.6f mm", worst)));
  }

  private double readBack(Path file) {
    StructureSet read = StructureSetReader.read(file, scope.result().fixed());
    double worst = 0;
    for (int n = 0; n < carried.structures().size(); n++) {
      Structure was = carried.structures().get(n);
      Structure is = read.structures().get(n);
      boolean same = was.contours().size() == is.contours().size();
      if (same && !was.contours().isEmpty()) {
        worst = Math.max(worst, was.centroid().distanceMm(is.centroid()));
      }
      if (!same || worst > ALLOWED_MM) {
        throw new NumericalException(
            "the structure '%s' read back is another one; it is not kept".formatted(was.name()));
      }
    }
    return worst;
  }
}
