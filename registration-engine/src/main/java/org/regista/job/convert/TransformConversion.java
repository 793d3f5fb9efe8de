package org.regista.job.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.io.VolumeFiles;
import org.regista.io.elastix.TransformParameterFiles;
import org.regista.io.elastix.TransformParameterTexts;
import org.regista.io.fsl.FlirtFiles;
import org.regista.io.itk.MapFiles;
import org.regista.io.nifti.DisplacementFiles;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.RigidTransform;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;
import org.regista.transform.map.FieldMap;
import org.regista.transform.map.LinearMap;
import org.regista.transform.map.MapSequence;
import org.regista.transform.map.PointMap;

/**
 * Transforms from one program's files into another's: exactly where both can say the same, on the
 * voxels of a grid where the other side holds a field, and not at all otherwise.
 */
public final class TransformConversion {

  private static final Space FIXED = Space.named("fixed");

  private TransformConversion() {}

  /** Grids of the two images, where they are known. */
  public record Grids(Optional<GridGeometry> fixed, Optional<GridGeometry> moving) {

    private GridGeometry requireFixed(String what) {
      return fixed.orElseThrow(() -> missing(what, "--fixed"));
    }

    private GridGeometry requireMoving(String what) {
      return moving.orElseThrow(() -> missing(what, "--moving"));
    }

    private static InputDataException missing(String what, String option) {
      return new InputDataException(
          "%s means nothing without the grid of an image; give it with %s".formatted(what, option));
    }
  }

  /**
   * A transform that was read; owns its fields.
   *
   * @param kind of the file, in words
   * @param map fixed to moving, LPS mm
   * @param grids those given, or else those that the file names
   */
  public record Source(String kind, MapSequence map, Grids grids) implements AutoCloseable {
    @Override
    public void close() {
      map.close();
    }
  }

  /**
   * Reads a transform of any kind, recognised by its content; the caller closes it.
   *
   * @throws InputDataException if it is of no known kind, damaged, or needs grids that are not
   *     given
   */
  public static Source read(Path path, Grids given) {
    if (Files.isDirectory(path)) {
      return result(ResultFolder.open(path), given);
    }
    byte[] head = head(path);
    String start = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    if (MapFiles.isHdf(head)) {
      return new Source("ITK transform (HDF5)", MapFiles.readHdf(path), given);
    }
    if (start.startsWith("#Insight")) {
      return new Source("ITK transform", MapFiles.readText(path), given);
    }
    if (start.startsWith("(") || start.startsWith("//")) {
      return elastix(path, given);
    }
    if (isNifti(path)) {
      DisplacementField field = DisplacementFiles.read(path, FIXED, FIXED);
      Grids grids = new Grids(given.fixed.or(() -> Optional.of(field.grid())), given.moving);
      return new Source("displacement field", MapSequence.of(new FieldMap(field)), grids);
    }
    String what = "'%s', a matrix of FLIRT,".formatted(path);
    AffineMap flirt = FlirtFiles.read(path, given.requireFixed(what), given.requireMoving(what));
    return new Source("matrix of FLIRT", MapSequence.of(new LinearMap(flirt)), given);
  }

  private static Source result(ResultFolder folder, Grids given) {
    OwnedTransform forward = folder.readForward();
    return new Source(
        "result of a registration",
        MapSequence.of(map(forward.transform())),
        new Grids(
            given.fixed.or(() -> Optional.of(folder.fixedGrid())),
            given.moving.or(() -> Optional.of(folder.movingGrid()))));
  }

  private static PointMap map(Transform transform) {
    return switch (transform) {
      case AffineTransform t -> new LinearMap(t.fixedToMoving());
      case RigidTransform t -> new LinearMap(t.fixedToMoving());
      case DisplacementField u -> new FieldMap(u);
      case TransformChain chain ->
          new MapSequence(chain.steps().stream().map(TransformConversion::map).toList());
    };
  }

  private static Source elastix(Path path, Grids given) {
    TransformParameterFiles.Stored stored = TransformParameterFiles.read(path);
    Grids grids = new Grids(given.fixed.or(stored::fixedGrid), given.moving);
    if (stored.usesDirections()) {
      return new Source("elastix transform", stored.map(), grids);
    }
    String what = "'%s', which ignores the directions of images,".formatted(path);
    return new Source(
        "elastix transform without directions",
        TransformParameterFiles.inPatientSpace(
            stored.map(), given.requireFixed(what), given.requireMoving(what)),
        grids);
  }

  private static byte[] head(Path path) {
    if (!Files.exists(path)) {
      throw new InputDataException("'%s' does not exist; check the path".formatted(path));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(512);
    } catch (IOException e) {
      throw VolumeFiles.unreadable(path, e);
    }
  }

  private static boolean isNifti(Path path) {
    String name = name(path);
    return name.endsWith(".nii") || name.endsWith(".nii.gz");
  }

  private static String name(Path path) {
    return path.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes a transform in the form that the name's ending asks for; what was lost, in a sentence,
   * empty if nothing.
   *
   * @throws InputDataException if that form cannot hold it
   */
  public static Optional<String> write(Source source, Path path, int threads) {
    String name = name(path);
    MapSequence map = source.map();
    Optional<GridGeometry> fixed = source.grids().fixed;
    if (name.endsWith(".tfm")) {
      LpsPoint centre = fixed.map(GridGeometry::centre).orElse(new LpsPoint(0, 0, 0));
      MapFiles.write(map, centre, path);
      return Optional.empty();
    }
    if (name.endsWith(".txt")) {
      String what = "a TransformParameters file";
      TransformParameterTexts.write(map, source.grids().requireFixed(what), path);
      return Optional.empty();
    }
    if (name.endsWith(".mat")) {
      String what = "a matrix of FLIRT";
      FlirtFiles.write(
          map.linear().orElseThrow(() -> bends(path)),
          source.grids().requireFixed(what),
          source.grids().requireMoving(what),
          path);
      return Optional.empty();
    }
    if (isNifti(path)) {
      return field(map, source.grids().requireFixed("a displacement field"), path, threads);
    }
    throw new InputDataException(
        "no transform is written as '%s'; use .tfm (ITK), .txt (elastix), .mat (FLIRT), .nii.gz (field)"
            .formatted(path));
  }

  private static InputDataException bends(Path path) {
    return new InputDataException(
        "'%s' cannot be written: the transform bends, and a matrix of FLIRT is linear; write a field (.nii.gz), or .tfm"
            .formatted(path));
  }

  private static Optional<String> field(
      MapSequence map, GridGeometry grid, Path path, int threads) {
    try (DisplacementField u = map.displacement(AffineMap.IDENTITY, FIXED, grid, threads)) {
      DisplacementFiles.write(u, path);
    }
    boolean sameField =
        map.steps().size() == 1
            && map.steps().getFirst() instanceof FieldMap(DisplacementField field)
            && field.grid().equals(grid);
    return sameField
        ? Optional.empty()
        : Optional.of(
            "exact at the voxel centres of the fixed grid, linear between them, and nothing outside");
  }
}
