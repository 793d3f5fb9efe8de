package org.regista.io.elastix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.itk.TransformFiles;
import org.regista.transform.map.BSplineMap;
import org.regista.transform.map.LinearMap;
import org.regista.transform.map.MapSequence;
import org.regista.transform.map.PointMap;
import org.regista.transform.map.SumMap;

/**
 * TransformParameters files of elastix 5 as exact maps, fixed to moving, LPS mm, with the files of
 * the initial transforms that they name: {@code T(x) = T_this(T_initial(x))} ("Compose"), or the
 * displacements added ("Add") (elastix manual 2.6).
 */
public final class TransformParameterFiles {

  private static final String READABLE =
      "TranslationTransform, EulerTransform, SimilarityTransform, AffineTransform,"
          + " BSplineTransform and RecursiveBSplineTransform";

  private static final Set<String> INITIAL =
      Set.of("InitialTransformParametersFileName", "InitialTransformParameterFileName");

  private TransformParameterFiles() {}

  /**
   * What a file holds.
   *
   * @param map in the coordinates that elastix used
   * @param fixedGrid of the fixed image, if the file says
   * @param usesDirections false if elastix took both images' axes for those of the patient; see
   *     {@link #inPatientSpace}
   */
  public record Stored(MapSequence map, Optional<GridGeometry> fixedGrid, boolean usesDirections) {}

  /**
   * @throws InputDataException if it is damaged, not 3-D, or of a kind that is not known exactly
   */
  public static Stored read(Path path) {
    ParameterFile file = ParameterFile.read(path);
    return new Stored(
        MapSequence.of(read(path, file, new HashSet<>())),
        file.has("Size") ? Optional.of(grid(file, "", path)) : Optional.empty(),
        file.flag("UseDirectionCosines", true));
  }

  /** The kinds of transforms that {@link #read} knows, for messages. */
  public static String readable() {
    return READABLE;
  }

  /** Whether {@link #read} knows a transform by its elastix name. */
  public static boolean isReadable(String transform) {
    return transform.endsWith("Transform") && READABLE.contains(transform);
  }

  /**
   * A map that was found with "UseDirectionCosines" false, for which each image lay along the axes
   * from its own origin, as a map of patient space.
   */
  public static MapSequence inPatientSpace(
      MapSequence map, GridGeometry fixed, GridGeometry moving) {
    return MapSequence.of(
        new LinearMap(fixed.lpsToIndex().andThen(alongAxes(fixed))),
        map,
        new LinearMap(alongAxes(moving).inverse().andThen(moving.indexToLps())));
  }

  private static AffineMap alongAxes(GridGeometry grid) {
    LpsPoint o = grid.origin();
    return AffineMap.scaling(grid.spacingMm(0), grid.spacingMm(1), grid.spacingMm(2))
        .andThen(AffineMap.translation(new LpsVector(o.x(), o.y(), o.z())));
  }

  private static PointMap read(Path path, ParameterFile file, Set<Path> seen) {
    if (!seen.add(path.toAbsolutePath().normalize())) {
      throw new InputDataException(
          "'%s' names itself as its initial transform; it is damaged".formatted(path));
    }
    String combination = file.text("HowToCombineTransforms").orElse("Compose");
    PointMap own = own(file, path);
    Optional<Path> initial = initial(path, file);
    if (initial.isEmpty()) {
      return own;
    }
    PointMap first = read(initial.get(), ParameterFile.read(initial.get()), seen);
    return switch (combination) {
      case "Compose" -> MapSequence.of(first, own);
      case "Add" -> sum(first, own);
      default ->
          throw new InputDataException(
              "'%s' combines transforms by '%s'; only Compose and Add are known"
                  .formatted(path, combination));
    };
  }

  private static PointMap sum(PointMap first, PointMap second) {
    return first instanceof LinearMap(AffineMap a) && second instanceof LinearMap(AffineMap b)
        ? new LinearMap(added(a, b))
        : new SumMap(first, second);
  }

  private static AffineMap added(AffineMap a, AffineMap b) {
    return new AffineMap(
        a.m00() + b.m00() - 1,
        a.m01() + b.m01(),
        a.m02() + b.m02(),
        a.t0() + b.t0(),
        a.m10() + b.m10(),
        a.m11() + b.m11() - 1,
        a.m12() + b.m12(),
        a.t1() + b.t1(),
        a.m20() + b.m20(),
        a.m21() + b.m21(),
        a.m22() + b.m22() - 1,
        a.t2() + b.t2());
  }

  /** The file named, or, since result folders move, one of that name beside this one. */
  private static Optional<Path> initial(Path path, ParameterFile file) {
    Optional<String> name = INITIAL.stream().flatMap(key -> file.text(key).stream()).findFirst();
    if (name.isEmpty() || name.get().equals("NoInitialTransform")) {
      return Optional.empty();
    }
    Path beside = path.resolveSibling(name.get());
    Path moved = path.resolveSibling(Path.of(name.get()).getFileName());
    return Optional.of(
        Files.exists(beside) ? beside : Files.exists(moved) ? moved : Path.of(name.get()));
  }

  private static PointMap own(ParameterFile file, Path path) {
    for (String dimension : Set.of("FixedImageDimension", "MovingImageDimension")) {
      if (!file.text(dimension).orElse("3").equals("3")) {
        throw new InputDataException("'%s' is not a transform of 3-D space".formatted(path));
      }
    }
    if (file.flag("UseBinaryFormatForTransformationParameters", false)) {
      throw new InputDataException(
          "'%s' keeps its numbers in a binary file; let elastix write text (set".formatted(path)
              + " UseBinaryFormatForTransformationParameters to \"false\")");
    }
    String name =
        file.text("Transform")
            .orElseThrow(
                () ->
                    new InputDataException(
                        "'%s' names no Transform; is it a TransformParameters file?"
                            .formatted(path)));
    double[] p = parameters(file, path);
    return switch (name) {
      case "TranslationTransform" -> linear("TranslationTransform", p, new double[0], path);
      case "EulerTransform" -> linear("Euler3DTransform", p, eulerFixed(file, path), path);
      case "SimilarityTransform" -> linear("Similarity3DTransform", p, centre(file, path), path);
      case "AffineTransform" -> linear("AffineTransform", p, centre(file, path), path);
      case "BSplineTransform", "RecursiveBSplineTransform" -> spline(file, p, path);
      default ->
          throw new InputDataException(
              "'%s' holds a %s; transforms that are known exactly are %s"
                  .formatted(path, name, READABLE));
    };
  }

  private static double[] parameters(ParameterFile file, Path path) {
    double[] parameters = file.decimals("TransformParameters");
    int[] stated = file.integers("NumberOfParameters");
    if (parameters.length == 0 || (stated.length == 1 && stated[0] != parameters.length)) {
      throw new InputDataException(
          "'%s' has %d transform parameters and says %s; it is incomplete"
              .formatted(path, parameters.length, file.text("NumberOfParameters").orElse("none")));
    }
    return parameters;
  }

  private static LinearMap linear(String itkName, double[] p, double[] fixed, Path path) {
    return new LinearMap(TransformFiles.map(itkName + "_double_3_3", p, fixed, path));
  }

  private static double[] centre(ParameterFile file, Path path) {
    return exactly(3, file, "CenterOfRotationPoint", path);
  }

  private static double[] eulerFixed(ParameterFile file, Path path) {
    double[] c = centre(file, path);
    return new double[] {c[0], c[1], c[2], file.flag("ComputeZYX", false) ? 1 : 0};
  }

  /** Directions stand there column by column. */
  private static BSplineMap spline(ParameterFile file, double[] coefficients, Path path) {
    if (file.flag("UseCyclicTransform", false)) {
      throw new InputDataException("'%s' is cyclic, which is not known exactly".formatted(path));
    }
    int[] orders = file.integers("BSplineTransformSplineOrder");
    try {
      return new BSplineMap(
          grid(file, "Grid", path), orders.length == 0 ? 3 : orders[0], coefficients);
    } catch (IllegalArgumentException e) {
      throw new InputDataException("'%s': %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * A grid as elastix states it.
   *
   * @param prefix of its keys: "Grid" for the nodes of a B-spline, none for the fixed image
   */
  private static GridGeometry grid(ParameterFile file, String prefix, Path path) {
    double[] n = exactly(3, file, prefix + "Size", path);
    double[] index = exactly(3, file, prefix + "Index", path);
    double[] spacing = exactly(3, file, prefix + "Spacing", path);
    double[] origin = exactly(3, file, prefix + "Origin", path);
    double[] d =
        file.has(prefix + "Direction")
            ? exactly(9, file, prefix + "Direction", path)
            : new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    AffineMap fromStart =
        AffineMap.ofColumns(
            new LpsVector(d[0], d[1], d[2]).times(spacing[0]),
            new LpsVector(d[3], d[4], d[5]).times(spacing[1]),
            new LpsVector(d[6], d[7], d[8]).times(spacing[2]),
            new LpsPoint(origin[0], origin[1], origin[2]));
    AffineMap indexToLps =
        AffineMap.translation(new LpsVector(index[0], index[1], index[2])).andThen(fromStart);
    try {
      return new GridGeometry(new GridSize((int) n[0], (int) n[1], (int) n[2]), indexToLps);
    } catch (IllegalArgumentException e) {
      throw new InputDataException("'%s': %s".formatted(path, e.getMessage()), e);
    }
  }

  private static double[] exactly(int count, ParameterFile file, String key, Path path) {
    double[] numbers = file.decimals(key);
    if (numbers.length != count) {
      throw new InputDataException(
          "'%s' has %d numbers for %s instead of %d; it is incomplete"
              .formatted(path, numbers.length, key, count));
    }
    return numbers;
  }
}
