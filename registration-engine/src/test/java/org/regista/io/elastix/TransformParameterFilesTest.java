package org.regista.io.elastix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.io.itk.TransformFiles;
import org.regista.transform.DisplacementField;
import org.regista.transform.map.MapSequence;

/** Our evaluation of elastix's transforms against transformix, which wrote the rules. */
final class TransformParameterFilesTest {

  /** transformix prints six decimals. */
  private static final double PRINTED_MM = 1e-5;

  private static final String IMAGE =
      """
      (FixedImageDimension 3)
      (MovingImageDimension 3)
      (FixedInternalImagePixelType "float")
      (MovingInternalImagePixelType "float")
      (Size 40 30 20)
      (Index 0 0 0)
      (Spacing 1 1.5 3.2)
      (Origin -20 5 -30)
      (Direction 1 0 0 0 1 0 0 0 1)
      (UseDirectionCosines "true")
      (ResampleInterpolator "FinalBSplineInterpolator")
      (FinalBSplineInterpolationOrder 3)
      (Resampler "DefaultResampler")
      (DefaultPixelValue 0)
      (ResultImageFormat "mha")
      (ResultImagePixelType "float")
      (CompressResultImage "false")
      """;

  private static final String AFFINE =
      transform("AffineTransform", 12, "1.1 0.1 -0.05 0.03 0.9 0.2 -0.1 0.02 1.05 5 -7 3", "")
          + "(CenterOfRotationPoint 3 -8 12)\n";

  @TempDir private Path place;

  private static String transform(String name, int count, String parameters, String initial) {
    return """
    (Transform "%s")
    (NumberOfParameters %d)
    (TransformParameters %s)
    (InitialTransformParametersFileName "%s")
    (UseBinaryFormatForTransformationParameters "false")
    (HowToCombineTransforms "Compose")
    """
        .formatted(name, count, parameters, initial.isEmpty() ? "NoInitialTransform" : initial);
  }

  /** On a turned, anisotropic grid of nodes, bending by up to 6 mm. */
  private static String spline(String name, int order, String initial) {
    Random random = new Random(3);
    String coefficients =
        IntStream.range(0, 3 * 9 * 8 * 7)
            .mapToObj(n -> "%.6f".formatted(random.nextDouble(-6, 6)))
            .collect(Collectors.joining(" "));
    return transform(name, 3 * 9 * 8 * 7, coefficients, initial)
        + """
        (GridSize 9 8 7)
        (GridIndex 0 0 0)
        (GridSpacing 9 10 12)
        (GridOrigin -40 -20 -50)
        (GridDirection 0.8 0.6 0 -0.6 0.8 0 0 0 1)
        (BSplineTransformSplineOrder %d)
        (UseCyclicTransform "false")
        """
            .formatted(order);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(place.resolve(name), text + IMAGE);
  }

  /** Inside and outside of every support. */
  private static List<LpsPoint> points() {
    Random random = new Random(11);
    return IntStream.range(0, 1000)
        .mapToObj(
            n ->
                new LpsPoint(
                    random.nextDouble(-70, 70),
                    random.nextDouble(-60, 80),
                    random.nextDouble(-70, 50)))
        .toList();
  }

  private MapSequence agreeing(Path file) throws IOException, InterruptedException {
    MapSequence map = TransformParameterFiles.read(file).map();
    List<LpsPoint> points = points();
    List<LpsPoint> theirs = Transformix.points(file, points, place);
    double moved = 0;
    for (int n = 0; n < points.size(); n++) {
      assertThat(map.apply(points.get(n)).distanceMm(theirs.get(n))).isLessThan(PRINTED_MM);
      moved = Math.max(moved, points.get(n).distanceMm(theirs.get(n)));
    }
    assertThat(moved).isGreaterThan(3);
    return map;
  }

  @Test
  void linearTransformsAreTheirMatrices() throws IOException, InterruptedException {
    String centre = "(CenterOfRotationPoint 3 -8 12)\n";
    String euler = transform("EulerTransform", 6, "0.3 -0.2 0.5 4 -5 6", "") + centre;
    List<String> texts =
        List.of(
            euler + "(ComputeZYX \"false\")\n",
            euler + "(ComputeZYX \"true\")\n",
            AFFINE,
            transform("TranslationTransform", 3, "4 -5 6", ""));
    for (String text : texts) {
      assertThat(agreeing(file("T.txt", text)).linear()).isPresent();
    }
  }

  /** Not in every build of elastix; its parameters are those of ITK. */
  @Test
  void aSimilarityIsThatOfItk() throws IOException {
    String text = transform("SimilarityTransform", 7, "0.1 -0.2 0.15 4 -5 6 1.2", "");
    Path theirs = file("S.txt", text + "(CenterOfRotationPoint 3 -8 12)\n");
    Path itk =
        Files.writeString(
            place.resolve("S.tfm"),
            """
            #Insight Transform File V1.0
            #Transform 0
            Transform: Similarity3DTransform_double_3_3
            Parameters: 0.1 -0.2 0.15 4 -5 6 1.2
            FixedParameters: 3 -8 12
            """);
    AffineMap map = TransformFiles.read(itk, Space.named("f"), Space.named("m")).fixedToMoving();
    assertThat(TransformParameterFiles.read(theirs).map().linear()).contains(map);
  }

  @Test
  void splinesOfEveryOrderAreExactToTheirBorder() throws IOException, InterruptedException {
    for (int order = 1; order <= 3; order++) {
      assertThat(agreeing(file("T.txt", spline("BSplineTransform", order, ""))).linear()).isEmpty();
    }
    agreeing(file("T.txt", spline("RecursiveBSplineTransform", 3, "")));
  }

  @Test
  void aChainOfFilesIsOneMap() throws IOException, InterruptedException {
    file("T.0.txt", AFFINE);
    Path bent = file("T.1.txt", spline("BSplineTransform", 3, "T.0.txt"));
    MapSequence map = agreeing(bent);
    assertThat(map.linearPart().m00()).isEqualTo(1.1);
    agreeing(Files.writeString(bent, Files.readString(bent).replace("Compose", "Add")));
  }

  @Test
  void theFieldIsExactAtVoxelCentresOfAnObliqueGrid() throws IOException, InterruptedException {
    file("T.0.txt", AFFINE);
    MapSequence map = agreeing(file("T.1.txt", spline("BSplineTransform", 3, "T.0.txt")));
    LpsPoint middle = map.linearPart().inverse().apply(new LpsPoint(-32, 30, -14));
    GridGeometry grid =
        new GridGeometry(
            new GridSize(11, 9, 7),
            AffineMap.scaling(2, 3, 6)
                .andThen(new AffineMap(0.6, -0.8, 0, 0, 0.8, 0.6, 0, 0, 0, 0, 1, 0))
                .andThen(AffineMap.translation(middle.minus(new LpsPoint(0, 0, 20)))));
    AffineMap linear = map.linearPart();
    try (DisplacementField u = map.displacement(linear, Space.named("f"), grid, 2)) {
      for (int n = 0; n < 7; n++) {
        LpsPoint x = grid.toLps(new VoxelIndex(n + 1, n, n));
        assertThat(linear.apply(u.toMoving(x)).distanceMm(map.apply(x))).isLessThan(1e-5);
        assertThat(u.displacementAt(x).lengthMm()).isGreaterThan(0.1);
      }
    }
  }

  @Test
  void whatIsNotKnownExactlyOrIncompleteIsRefused() throws IOException {
    Path kernel = file("K.txt", transform("SplineKernelTransform", 3, "1 2 3", ""));
    assertThatThrownBy(() -> TransformParameterFiles.read(kernel))
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll("K.txt", "SplineKernelTransform", "EulerTransform");
    Path cut = file("C.txt", AFFINE.replace(" 5 -7 3)", ")"));
    assertThatThrownBy(() -> TransformParameterFiles.read(cut))
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll("C.txt", "9 transform parameters", "12");
    Path loop = file("L.txt", AFFINE.replace("NoInitialTransform", "L.txt"));
    assertThatThrownBy(() -> TransformParameterFiles.read(loop))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("itself");
  }
}
