package org.regista.io.nifti;

import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.geometry.Space;
import org.regista.image.NativeBuffer;
import org.regista.io.AtomicFile;
import org.regista.transform.DisplacementField;

/**
 * Displacement fields as ITK and ANTs write them: five dimensions, the fifth of length 3, intent
 * code 1007 (VECTOR), vectors in LPS mm although the header's coordinates are RAS. Intent 1006
 * (DISPVECT), whose vectors are RAS mm, is read with the sign of x and y turned.
 */
public final class DisplacementFiles {

  private static final int DISPVECT = 1006;
  private static final int VECTOR = 1007;

  private DisplacementFiles() {}

  /** Writes a field, whole or not at all. */
  public static void write(DisplacementField field, Path path) {
    AtomicFile.write(
        path,
        out ->
            NiftiWriter.writeField(
                field.grid(),
                field.displacementsMm(),
                "Regista displacement, LPS mm (ITK)",
                path,
                out));
  }

  /**
   * Reads a field as a map between two spaces. The caller closes it.
   *
   * @throws InputDataException if the file is no displacement field
   */
  public static DisplacementField read(Path path, Space fixed, Space moving) {
    NiftiFormat.Payload payload = NiftiFormat.readPayload(path, 3);
    int intent = payload.header().intent();
    if (intent != VECTOR && intent != DISPVECT) {
      payload.values().close();
      throw new InputDataException(
          "'%s' has intent code %d; a displacement field has 1007 (LPS, as ITK writes) or 1006 (RAS)"
              .formatted(path, intent));
    }
    if (intent == DISPVECT) {
      negateXy(payload.values());
    }
    return new DisplacementField(fixed, moving, payload.header().grid(), payload.values());
  }

  private static void negateXy(NativeBuffer vectors) {
    for (long n = 0; n < vectors.length() / 3 * 2; n++) {
      vectors.set(n, -vectors.get(n));
    }
  }
}
