package org.regista.io.elastix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.AtomicFile;
import org.regista.transform.map.BSplineMap;
import org.regista.transform.map.LinearMap;
import org.regista.transform.map.MapSequence;
import org.regista.transform.map.PointMap;

/** Maps in the form of TransformParameters files, with all digits. */
public final class TransformParameterTexts {

  private static final String NO_INITIAL = "NoInitialTransform";

  private TransformParameterTexts() {}

  /**
   * Writes a map: one file per step, each naming the one before it; the last is {@code path}, the
   * others stand beside it as "name.0.txt", "name.1.txt".
   *
   * @param fixed the grid of the fixed image
   * @throws InputDataException if elastix has no counterpart of a step
   */
  public static void write(MapSequence map, GridGeometry fixed, Path path) {
    List<PointMap> steps =
        map.steps().isEmpty() ? List.of(new LinearMap(AffineMap.IDENTITY)) : map.steps();
    String stem = path.getFileName().toString().replaceFirst("\\.txt$", "");
    Map<Path, String> texts = new LinkedHashMap<>();
    String initial = NO_INITIAL;
    for (int n = 0; n < steps.size(); n++) {
      boolean last = n == steps.size() - 1;
      Path file = last ? path : path.resolveSibling("%s.%d.txt".formatted(stem, n));
      texts.put(file, step(steps.get(n), fixed, initial));
      initial = file.getFileName().toString();
    }
    texts.forEach(
        (file, text) ->
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.US_ASCII))));
  }

  private static String step(PointMap step, GridGeometry fixed, String initial) {
    return switch (step) {
      case LinearMap(AffineMap m) -> affine(m, fixed.centre(), fixed, initial);
      case BSplineMap spline -> spline(spline, fixed, initial);
      default ->
          throw new InputDataException(
              "a displacement field or a sum of transforms cannot be said in elastix's parameter files; write a field (.nii.gz)");
    };
  }

  /** A linear map of its own; {@code centre} is the point about which the matrix is stated. */
  public static String affine(AffineMap m, LpsPoint centre, GridGeometry fixed) {
    return affine(m, centre, fixed, NO_INITIAL);
  }

  /**
   * A linear map.
   *
   * @param fixed the grid of the fixed image
   * @param initial name of the file with the map that comes first
   */
  static String affine(AffineMap m, LpsPoint centre, GridGeometry fixed, String initial) {
    LpsVector t = m.apply(centre).minus(centre);
    String parameters =
        numbers(
            m.m00(), m.m01(), m.m02(), m.m10(), m.m11(), m.m12(), m.m20(), m.m21(), m.m22(), t.x(),
            t.y(), t.z());
    return head("AffineTransform", 12, parameters, initial)
        + "(CenterOfRotationPoint %s)%n".formatted(numbers(centre.x(), centre.y(), centre.z()))
        + image(fixed);
  }

  static String spline(BSplineMap map, GridGeometry fixed, String initial) {
    GridGeometry nodes = map.nodes();
    double[] coefficients = map.coefficientsMm();
    return head("BSplineTransform", coefficients.length, numbers(coefficients), initial)
        + """
        (GridSize %d %d %d)
        (GridIndex 0 0 0)
        (GridSpacing %s)
        (GridOrigin %s)
        (GridDirection %s)
        (BSplineTransformSplineOrder %d)
        (UseCyclicTransform "false")
        """
            .formatted(
                nodes.size().ni(),
                nodes.size().nj(),
                nodes.size().nk(),
                spacing(nodes),
                origin(nodes),
                direction(nodes),
                map.order())
        + image(fixed);
  }

  private static String head(String name, int count, String parameters, String initial) {
    return """
    (Transform "%s")
    (NumberOfParameters %d)
    (TransformParameters %s)
    (InitialTransformParametersFileName "%s")
    (UseBinaryFormatForTransformationParameters "false")
    (HowToCombineTransforms "Compose")
    """
        .formatted(name, count, parameters, initial);
  }

  private static String image(GridGeometry grid) {
    return """
    (FixedImageDimension 3)
    (MovingImageDimension 3)
    (FixedInternalImagePixelType "float")
    (MovingInternalImagePixelType "float")
    (Size %d %d %d)
    (Index 0 0 0)
    (Spacing %s)
    (Origin %s)
    (Direction %s)
    (UseDirectionCosines "true")
    (ResampleInterpolator "FinalBSplineInterpolator")
    (FinalBSplineInterpolationOrder 3)
    (Resampler "DefaultResampler")
    (DefaultPixelValue 0)
    (ResultImageFormat "mha")
    (ResultImagePixelType "float")
    (CompressResultImage "false")
    """
        .formatted(
            grid.size().ni(),
            grid.size().nj(),
            grid.size().nk(),
            spacing(grid),
            origin(grid),
            direction(grid));
  }

  private static String spacing(GridGeometry grid) {
    return numbers(grid.spacingMm(0), grid.spacingMm(1), grid.spacingMm(2));
  }

  private static String origin(GridGeometry grid) {
    return numbers(grid.origin().x(), grid.origin().y(), grid.origin().z());
  }

  /** Column by column. */
  private static String direction(GridGeometry grid) {
    LpsVector i = grid.direction(0);
    LpsVector j = grid.direction(1);
    LpsVector k = grid.direction(2);
    return numbers(i.x(), i.y(), i.z(), j.x(), j.y(), j.z(), k.x(), k.y(), k.z());
  }

  private static String numbers(double... values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}
