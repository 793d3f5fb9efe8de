package org.regista.io.itk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.transform.AffineTransform;

class TransformFilesTest {

  private static final Space FIXED = Space.named("F");
  private static final Space MOVING = Space.named("M");
  private static final LpsPoint POINT = new LpsPoint(7, -11, 13);
  private static final double ROUNDING_MM = 1e-12;

  private static final String EULER =
      "Transform: Euler3DTransform_double_3_3\nParameters: 0.3 -0.2 0.5 1 2 3\n"
          + "FixedParameters: 10 -20 30 0\n";
  private static final String AFFINE =
      "Transform: AffineTransform_double_3_3\n"
          + "Parameters: 1.1 0.1 -0.2 0 0.9 0.3 0.05 0 1.2 1 2 3\nFixedParameters: 10 -20 30\n";
  private static final String TRANSLATION =
      "Transform: TranslationTransform_float_3_3\nParameters: 1 2 3\nFixedParameters: \n";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(
        folder.resolve("t.tfm"), "#Insight Transform File V1.0\n#Transform 0\n" + content);
  }

  private AffineTransform read(String content) throws IOException {
    return TransformFiles.read(file(content), FIXED, MOVING);
  }

  /** Where SimpleITK 2.5 takes (7, -11, 13) with the same files. */
  @ParameterizedTest
  @CsvSource({
    "Euler3DTransform, 0.3 -0.2 0.5 1 2 3, 10 -20 30 0,"
        + "4.816555738279842, -5.769400513017201, 19.1733064960846",
    "Euler3DTransform, 0.3 -0.2 0.5 1 2 3, 10 -20 30,"
        + "4.816555738279842, -5.769400513017201, 19.1733064960846",
    "Euler3DTransform, 0.3 -0.2 0.5 1 2 3, 10 -20 30 1,"
        + "4.256895652026054, -6.16173436821404, 19.093670125313064",
    "VersorRigid3DTransform, 0.2057386844732708 0 0.2743182459643611 1 2 3, 10 -20 30,"
        + "1.8942479005438315, -6.091522353985614, 20.57931407459212",
    "VersorTransform, 0.2057386844732708 0 0.2743182459643611, 10 -20 30,"
        + "0.8942479005438315, -8.091522353985614, 17.57931407459212",
    "Similarity3DTransform, 0.2057386844732708 0 0.2743182459643611 1 2 3 1.25, 10 -20 30,"
        + "-0.38219012432020705, -3.114402942482018, 17.474142593240163",
    "AffineTransform, 1.1 0.1 -0.2 0 0.9 0.3 0.05 0 1.2 1 2 3, 10 -20 30, 12, -15, 12.45",
    "MatrixOffsetTransformBase, 1.1 0.1 -0.2 0 0.9 0.3 0.05 0 1.2 1 2 3, 10 -20 30,"
        + "12, -15, 12.45",
    "TranslationTransform, 1 2 3, '', 8, -9, 16",
    "IdentityTransform, '', '', 7, -11, 13",
  })
  void everyTypeTakesAPointWhereItkDoes(
      String type, String parameters, String fixed, double x, double y, double z)
      throws IOException {
    for (String precision : new String[] {"double", "float"}) {
      AffineTransform read =
          read(
              "Transform: %s_%s_3_3\nParameters: %s\nFixedParameters: %s\n"
                  .formatted(type, precision, parameters, fixed));

      assertThat(read.toMoving(POINT).distanceMm(new LpsPoint(x, y, z))).isLessThan(ROUNDING_MM);
      assertThat(read.fixed()).isEqualTo(FIXED);
      assertThat(read.moving()).isEqualTo(MOVING);
    }
  }

  @Test
  void aCompositeAppliesItsLastTransformFirst() throws IOException {
    AffineTransform read =
        read("Transform: CompositeTransform_double_3_3\n" + EULER + AFFINE + TRANSLATION);

    LpsPoint byItk = new LpsPoint(10.364893786032674, -5.557939416587532, 22.773477202114393);
    assertThat(read.toMoving(POINT).distanceMm(byItk)).isLessThan(ROUNDING_MM);
  }

  @Test
  void whatIsWrittenReturnsForAnyCentre() {
    Random random = new Random(3);
    for (int trial = 0; trial < 50; trial++) {
      double[] r = random.doubles(15, -0.2, 0.2).toArray();
      AffineMap map =
          new AffineMap(
              1 + r[0],
              r[1],
              r[2],
              500 * r[3],
              r[4],
              1 + r[5],
              r[6],
              500 * r[7],
              r[8],
              r[9],
              1 + r[10],
              500 * r[11]);
      Path file = folder.resolve("written.tfm");
      LpsPoint centre = new LpsPoint(1000 * r[12], 1000 * r[13], 1000 * r[14]);
      TransformFiles.write(new AffineTransform(FIXED, MOVING, map), centre, file);

      AffineTransform read = TransformFiles.read(file, FIXED, MOVING);

      assertThat(read.fixedToMoving().maxDifference(map)).isLessThan(1e-12);
    }
  }

  @Test
  void theTextIsWhatItkWrites() throws IOException {
    Path file = folder.resolve("written.tfm");
    AffineMap map = new AffineMap(1, 0.5, 0, 3, 0, 1, 0, 4, 0, 0, 1, 5);
    TransformFiles.write(new AffineTransform(FIXED, MOVING, map), new LpsPoint(10, 20, -30), file);

    assertThat(file)
        .hasContent(
            """
            #Insight Transform File V1.0
            #Transform 0
            Transform: AffineTransform_double_3_3
            Parameters: 1.0 0.5 0.0 0.0 1.0 0.0 0.0 0.0 1.0 13.0 4.0 5.0
            FixedParameters: 10.0 20.0 -30.0
            """);
    assertThat(folder).isDirectoryNotContaining(found -> !found.equals(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Transform: AffineTransform_double_2_2 | is not a transform of 3-D space",
        "Transform: BSplineTransform_double_3_3 | holds a BSplineTransform; transforms that can",
        "Transform: Euler3DTransform_double_3_3 | has 6 parameters, here are 0",
        "Transform: CompositeTransform_double_3_3 | holds an empty CompositeTransform",
        "Transform: rubbish | 'rubbish' is not the name of an ITK transform",
        "Transform: TranslationTransform_double_3_3/Parameters: 1 nan 3 | 'nan' in Parameters",
        "Transform: TranslationTransform_double_3_3/Parameters: 1 2e999 3 | '2e999' in Parameters",
        "Parameters: 1 2 3 | the line 'Parameters: 1 2 3' is not part of",
        "'' | holds no transform",
      })
  void whatCannotBeUsedIsSaidInASentence(String content, String reason) {
    assertThatThrownBy(() -> read(content.replace('/', '\n') + "\n"))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("t.tfm")
        .hasMessageContaining(reason);
  }

  @Test
  void severalTransformsWithoutACompositeAreAmbiguous() {
    assertThatThrownBy(() -> read(EULER + AFFINE))
        .hasMessageContaining("2 transforms but no CompositeTransform");
  }

  @Test
  void aMirrorIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "Transform: AffineTransform_double_3_3\n"
                        + "Parameters: -1 0 0 0 1 0 0 0 1 0 0 0\nFixedParameters: 0 0 0\n"))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("mirrors");
  }

  @Test
  void aBinaryTransformIsRefusedWithTheWayOut() throws IOException {
    Path file = Files.write(folder.resolve("a.mat"), new byte[] {0, 0, 0, 0, 12, 0, 0, 0});
    assertThatThrownBy(() -> TransformFiles.read(file, FIXED, MOVING))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("ConvertTransformFile 3 IN OUT.tfm");
  }

  @Test
  void aMissingFileIsSaid() {
    assertThatThrownBy(() -> TransformFiles.read(folder.resolve("no.tfm"), FIXED, MOVING))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("does not exist");
  }
}
