package org.regista.job.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;
import org.regista.io.itk.TransformFiles;
import org.regista.io.nifti.DisplacementFiles;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.TransformChain;

/** The folder that a registration leaves, opened for reading. */
public final class ResultFolder {

  /** The moving image on the fixed grid. */
  public static final String WARPED = "warped.nii.gz";

  /** A, fixed to moving. */
  public static final String LINEAR = "linear.tfm";

  /** u, on the fixed grid; only if the registration deforms. */
  public static final String DISPLACEMENT = "displacement.nii.gz";

  /** v, which undoes u; only if the registration deforms. */
  public static final String INVERSE_DISPLACEMENT = "inverse_displacement.nii.gz";

  /** {@link RegistrationRecord} as JSON; its presence makes a folder a result. */
  public static final String RECORD = "registration.json";

  private static final double GRID_TOLERANCE_MM = 1e-3;

  private final Path folder;
  private final RegistrationRecord record;

  private ResultFolder(Path folder, RegistrationRecord record) {
    this.folder = folder;
    this.record = record;
  }

  /**
   * Opens a folder and checks that its files are there and as long as they were.
   *
   * @throws InputDataException if it is no result folder, or damaged
   */
  public static ResultFolder open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputDataException("the result folder '%s' does not exist".formatted(folder));
    }
    if (!Files.isRegularFile(folder.resolve(RECORD))) {
      throw new InputDataException(
          "'%s' is not a result folder: it holds no %s; give a folder that 'register' has written"
              .formatted(folder, RECORD));
    }
    ResultFolder result = new ResultFolder(folder, RecordFile.read(folder.resolve(RECORD)));
    result.record.files().forEach(result::requireWhole);
    if (!result.has(LINEAR) || result.has(DISPLACEMENT) != result.has(INVERSE_DISPLACEMENT)) {
      throw new InputDataException(
          "'%s' names no %s, or only one of the two displacement fields".formatted(folder, LINEAR));
    }
    return result;
  }

  private void requireWhole(RegistrationRecord.StoredFile stored) {
    Path file = folder.resolve(stored.name());
    try {
      long bytes = Files.size(file);
      if (bytes != stored.bytes()) {
        throw new InputDataException(
            "'%s' has %d bytes, %s says %d; the folder is damaged"
                .formatted(file, bytes, RECORD, stored.bytes()));
      }
    } catch (IOException e) {
      throw new InputDataException(
          "'%s' is missing or cannot be read; the folder is damaged".formatted(file), e);
    }
  }

  private boolean has(String name) {
    return record.files().stream().anyMatch(file -> file.name().equals(name));
  }

  public Path path() {
    return folder;
  }

  public RegistrationRecord record() {
    return record;
  }

  public Space fixed() {
    return record.inputs().fixed().space();
  }

  public Space moving() {
    return record.inputs().moving().space();
  }

  public GridGeometry fixedGrid() {
    return record.inputs().fixed().grid().grid();
  }

  public GridGeometry movingGrid() {
    return record.inputs().moving().grid().grid();
  }

  /** Whether there is a displacement field besides the linear part. */
  public boolean deforms() {
    return has(DISPLACEMENT);
  }

  /** Fixed to moving, {@code A(x + u(x))}; the caller closes it. */
  public OwnedTransform readForward() {
    AffineTransform linear = readLinear();
    if (!deforms()) {
      return new OwnedTransform(linear, Optional.empty());
    }
    DisplacementField u = readField(DISPLACEMENT);
    return new OwnedTransform(TransformChain.of(u, linear), Optional.of(u));
  }

  /** Moving to fixed, {@code y + v(y)} with {@code y = A^-1 x}; the caller closes it. */
  public OwnedTransform readInverse() {
    AffineTransform back = readLinear().inverse();
    if (!deforms()) {
      return new OwnedTransform(back, Optional.empty());
    }
    DisplacementField v = readField(INVERSE_DISPLACEMENT);
    return new OwnedTransform(TransformChain.of(back, v), Optional.of(v));
  }

  /** The linear part alone, fixed to moving. */
  public AffineTransform readLinear() {
    return TransformFiles.read(folder.resolve(LINEAR), fixed(), moving());
  }

  private DisplacementField readField(String name) {
    DisplacementField field = DisplacementFiles.read(folder.resolve(name), fixed(), fixed());
    if (!field.grid().sameAs(fixedGrid(), GRID_TOLERANCE_MM)) {
      field.close();
      throw new InputDataException(
          "'%s' does not lie on the fixed grid that %s records; the folder is damaged"
              .formatted(folder.resolve(name), RECORD));
    }
    return field;
  }
}
