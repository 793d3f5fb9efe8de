package org.regista.io.elastix;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.map.BSplineMap;

/** Maps in the form of TransformParameters files, with all digits. */
public final class TransformParameterTexts {

  private static final String NO_INITIAL = "NoInitialTransform";

  private TransformParameterTexts() {}

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
