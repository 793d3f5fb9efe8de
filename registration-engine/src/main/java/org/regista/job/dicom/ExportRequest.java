package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to export.
 *
 * @param result a folder that a registration has left
 * @param parts empty for all that can be made
 * @param gridSpacingMm between the nodes of a deformation grid, at most
 * @param attached what of the moving side goes along
 */
public record ExportRequest(
    Path result, Set<ExportPart> parts, double gridSpacingMm, Attachments attached) {

  public ExportRequest {
    if (!(gridSpacingMm >= 0.1 && gridSpacingMm <= 100)) {
      throw new IllegalArgumentException("a grid spacing of " + gridSpacingMm + " mm");
    }
    parts = Set.copyOf(parts.isEmpty() ? possible(attached) : parts);
  }

  private static Set<ExportPart> possible(Attachments attached) {
    Set<ExportPart> parts = EnumSet.allOf(ExportPart.class);
    if (attached.contours().isEmpty()) {
      parts.remove(ExportPart.RTSTRUCT);
    }
    if (attached.dose().isEmpty()) {
      parts.remove(ExportPart.RTDOSE);
    }
    if (attached.labels().isEmpty()) {
      parts.remove(ExportPart.SEG);
    }
    return parts;
  }

  /**
   * Files of the moving side.
   *
   * @param contours an RT Structure Set
   * @param dose an RT Dose
   * @param labels a Segmentation, or an image of labels
   */
  public record Attachments(Optional<Path> contours, Optional<Path> dose, Optional<Path> labels) {

    public static final Attachments NONE =
        new Attachments(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
