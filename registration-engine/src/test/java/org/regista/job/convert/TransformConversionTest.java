package org.regista.job.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.io.elastix.TransformParameterTexts;
import org.regista.job.convert.TransformConversion.Grids;
import org.regista.job.convert.TransformConversion.Source;
import org.regista.transform.map.BSplineMap;
import org.regista.transform.map.LinearMap;
import org.regista.transform.map.MapSequence;

final class TransformConversionTest {

  /** Right-handed in RAS, so that FSL counts i from the other end, and oblique. */
  private static final GridGeometry FIXED =
      new GridGeometry(
          new GridSize(12, 10, 8),
          AffineMap.scaling(2, 3, 5)
              .andThen(new AffineMap(0.8, -0.6, 0, 0, 0.6, 0.8, 0, 0, 0, 0, 1, 0))
              .andThen(AffineMap.translation(new LpsVector(-10, 4, 7))));

  /** Left-handed. */
  private static final GridGeometry MOVING =
      new GridGeometry(
          new GridSize(20, 9, 7),
          AffineMap.scaling(-1.5, 2, 4).andThen(AffineMap.translation(new LpsVector(30, -5, 2))));

  private static final Grids BOTH = new Grids(Optional.of(FIXED), Optional.of(MOVING));
  private static final Grids NONE = new Grids(Optional.empty(), Optional.empty());

  private static final AffineMap AFFINE =
      new AffineMap(1.05, 0.1, 0, 3, -0.08, 0.97, 0.02, -4, 0.01, 0, 1.02, 5);

  @TempDir private Path place;

  private Path bent = Path.of("");
  private Path linear = Path.of("");

  @BeforeEach
  void write() {
    linear = place.resolve("linear.txt");
    bent = place.resolve("bent.txt");
    TransformParameterTexts.write(MapSequence.of(new LinearMap(AFFINE)), FIXED, linear);
    Random random = new Random(2);
    GridGeometry nodes =
        GridGeometry.axisAligned(
            new GridSize(8, 8, 8), new LpsVector(12, 12, 14), new LpsPoint(-50, -45, -40));
    BSplineMap spline = new BSplineMap(nodes, 3, random.doubles(3 * 512, -5, 5).toArray());
    TransformParameterTexts.write(MapSequence.of(new LinearMap(AFFINE), spline), FIXED, bent);
  }

  private Path converted(Path in, Grids grids, String name) {
    Path out = place.resolve(name);
    try (Source source = TransformConversion.read(in, grids)) {
      TransformConversion.write(source, out, 1);
    }
    return out;
  }

  /** At voxel centres and between. */
  private static void assertSame(Path a, Path b, Grids grids, List<LpsPoint> points, double mm) {
    try (Source one = TransformConversion.read(a, grids);
        Source other = TransformConversion.read(b, grids)) {
      for (LpsPoint p : points) {
        assertThat(one.map().apply(p).distanceMm(p)).isGreaterThan(0.5);
        assertThat(one.map().apply(p).distanceMm(other.map().apply(p))).isLessThan(mm);
      }
    }
  }

  private static List<LpsPoint> anywhere() {
    return List.of(new LpsPoint(0, 10, 20), new LpsPoint(-7.3, 21, 30.2), new LpsPoint(90, 9, 1));
  }

  private static List<LpsPoint> voxels() {
    return List.of(FIXED.toLps(new VoxelIndex(3, 4, 5)), FIXED.toLps(new VoxelIndex(11, 1, 6)));
  }

  @Test
  void splinesStaySplinesBetweenElastixAndItk() throws IOException {
    Path tfm = converted(bent, NONE, "b.tfm");
    assertThat(Files.readString(tfm)).contains("CompositeTransform", "BSplineTransform_double_3_3");
    assertSame(bent, tfm, NONE, anywhere(), 1e-9);
    Path again = converted(tfm, BOTH, "again.txt");
    assertThat(place.resolve("again.0.txt")).exists();
    assertSame(bent, again, NONE, anywhere(), 1e-9);
  }

  @Test
  void anyMapBecomesAFieldExactAtVoxelCentres() {
    assertSame(bent, converted(bent, NONE, "u.nii.gz"), NONE, voxels(), 1e-4);
  }

  @Test
  void matricesGoThroughFlirtAndBack() {
    Path mat = converted(linear, BOTH, "l.mat");
    assertSame(linear, converted(mat, BOTH, "l.tfm"), NONE, anywhere(), 1e-9);
  }

  /** By the definition: voxels times spacing, i from the other end if the image is not flipped. */
  @Test
  void aFlirtMatrixTakesScaledVoxelsOfTheMovingImageToThoseOfTheFixed() throws IOException {
    Path mat = converted(linear, BOTH, "l.mat");
    double[] m =
        Files.readString(mat)
            .lines()
            .flatMap(line -> List.of(line.split(" ")).stream())
            .mapToDouble(Double::parseDouble)
            .toArray();
    LpsPoint x = FIXED.toLps(new VoxelIndex(3, 4, 5));
    VoxelIndex q = MOVING.toIndex(AFFINE.apply(x));
    double[] from = {q.i() * 1.5, q.j() * 2, q.k() * 4, 1};
    double[] expected = {(11 - 3) * 2, 4 * 3, 5 * 5};
    for (int row = 0; row < 3; row++) {
      double sum = 0;
      for (int c = 0; c < 4; c++) {
        sum += m[4 * row + c] * from[c];
      }
      assertThat(sum).isCloseTo(expected[row], within(1e-9));
    }
  }

  /** A field, a B-spline and an affine, written by SimpleITK 2.5, which gave these points. */
  @Test
  void hdf5OfItkIsRead() throws IOException {
    Path file = place.resolve("itk.h5");
    try (InputStream in = getClass().getResourceAsStream("itk_composite.h5")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    double[][] truth = {
      {0.0, 10.0, 20.0, 2.751276384, 7.390519436, 28.991190798},
      {8.0, 15.0, 30.0, 11.948221884, 10.382448193, 39.213001525},
      {-5.0, 20.0, 15.0, -0.321408124, 16.358053828, 22.008647835},
      {50.0, 40.0, 40.0, 57.930274210, 29.932419993, 47.893272412},
    };
    try (Source source = TransformConversion.read(file, NONE)) {
      for (double[] t : truth) {
        LpsPoint image = source.map().apply(new LpsPoint(t[0], t[1], t[2]));
        assertThat(image.distanceMm(new LpsPoint(t[3], t[4], t[5]))).isLessThan(1e-5);
      }
    }
  }

  @Test
  void whatAFormCannotSayIsRefused() {
    refused(bent, BOTH, "b.mat", "bends", "linear");
    refused(linear, NONE, "l.mat", "--moving");
    refused(linear, NONE, "l.xyz", "no transform is written");
    Path field = converted(bent, NONE, "u.nii.gz");
    refused(field, NONE, "f.txt", "displacement field", ".nii.gz");
    refused(field, NONE, "f.tfm", "displacement field", ".nii.gz");
    Path mat = converted(linear, BOTH, "l.mat");
    refused(mat, NONE, "l.tfm", "FLIRT", "--fixed");
  }

  private void refused(Path in, Grids grids, String name, String... words) {
    assertThatThrownBy(() -> converted(in, grids, name))
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll(words);
    assertThat(place.resolve(name)).doesNotExist();
  }
}
