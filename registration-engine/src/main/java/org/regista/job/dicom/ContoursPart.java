package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.List;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.job.result.OwnedTransform;
import org.regista.rt.Reslicing;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;

/** Carries contours of the moving side onto the fixed image. */
final class ContoursPart {

  static final String FILE = "rtstruct.dcm";

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
    String words =
        StructureSetFile.write(scope.composer(), carried, "contours, " + scope.title(), file);
    return new ExportedObject(
        String.valueOf(file.getFileName()), 1, List.of(words.split("; ", -1)));
  }
}
