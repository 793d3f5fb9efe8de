package org.regista.job.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.io.dicom.rt.StructureSetWriter;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;

/** Writes RT Structure Sets and reads them back. */
public final class StructureSetFile {

  private static final double ALLOWED_MM = 0.01;

  private StructureSetFile() {}

  /**
   * @param set lies in the frame of reference of the composer's home
   * @return in which frame it lies and how it was read back, for people
   * @throws NumericalException if it reads back as something else; then the file is removed
   */
  public static String write(
      ObjectComposer composer, StructureSet set, String description, Path file) {
    StructureSetWriter.compose(composer, set, description).write(file);
    double worst = readBack(set, file);
    return String.format(
        Locale.ROOT,
        "%d structures in the planes of the fixed image, in the frame of reference %s; "
            + "read back: their centroids agree within %.6f mm",
        set.structures().size(),
        composer.home().frameUid(),
        worst);
  }

  private static double readBack(StructureSet written, Path file) {
    StructureSet read = StructureSetReader.read(file, written.space());
    double worst = 0;
    for (int n = 0; n < written.structures().size(); n++) {
      Structure was = written.structures().get(n);
      Structure is = read.structures().get(n);
      boolean same = was.contours().size() == is.contours().size();
      if (same && !was.contours().isEmpty()) {
        worst = Math.max(worst, was.centroid().distanceMm(is.centroid()));
      }
      if (!same || worst > ALLOWED_MM) {
        remove(file);
        throw new NumericalException(
            "the structure '%s' read back is another one; it is not kept".formatted(was.name()));
      }
    }
    return worst;
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new InputDataException("'%s' is wrong and cannot be removed".formatted(file), e);
    }
  }
}
