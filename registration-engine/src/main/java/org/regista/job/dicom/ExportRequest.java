package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to export.
 *
 * @param result a folder that a registration has left
 * @param gridSpacingMm between the nodes of a deformation grid, at most
 */
public record ExportRequest(Path result, Set<ExportPart> parts, double gridSpacingMm) {

  public ExportRequest {
    parts = Set.copyOf(parts);
    if (!(gridSpacingMm >= 0.1 && gridSpacingMm <= 100)) {
      throw new IllegalArgumentException("a grid spacing of " + gridSpacingMm + " mm");
    }
  }
}
