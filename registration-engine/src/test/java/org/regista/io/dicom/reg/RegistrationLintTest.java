package org.regista.io.dicom.reg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.Samples;

/** Faults that are seeded into good objects, one at a time; dciodvfy finds none of them. */
class RegistrationLintTest {

  private static final Path REG = Samples.OBJECTS.resolve("reg");

  private static final RegisteredSide FIXED =
      RegisteredSide.of(
          new Space(
              "f",
              "CT",
              Optional.of("1.3.6.1.4.1.14519.5.2.1.5168.1900.208569329789687423382161340358")));
  private static final RegisteredSide MOVING =
      RegisteredSide.of(
          new Space("m", "MR", Optional.of("2.25.5496782581654356766375793342851631752")));

  private static RegistrationObject rigid(Consumer<Attributes> fault) {
    Attributes object = DicomObjects.read(REG.resolve("reg_rigid_mr_to_ct.dcm"));
    fault.accept(object);
    return RegistrationReader.of(object, "seeded");
  }

  private static RegistrationObject deformable(Consumer<Attributes> fault) {
    Attributes object = DicomObjects.read(REG.resolve("reg_deformable_mr_to_ct.dcm"));
    fault.accept(object);
    return RegistrationReader.of(object, "seeded");
  }

  private static Attributes item(Attributes object) {
    return object.getSequence(Tag.RegistrationSequence).get(1);
  }

  private static Attributes registration(Attributes object) {
    return item(object).getNestedDataset(Tag.MatrixRegistrationSequence);
  }

  private static Attributes matrix(Attributes object) {
    return registration(object).getNestedDataset(Tag.MatrixSequence);
  }

  private static void setMatrix(Attributes matrix, AffineMap map) {
    matrix.setString(Tag.FrameOfReferenceTransformationMatrix, VR.DS, Decimals.of(map));
  }

  private static AffineMap map(Attributes matrix) {
    double[] m = matrix.getDoubles(Tag.FrameOfReferenceTransformationMatrix);
    return new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
  }

  private static Attributes grid(Attributes object) {
    return object
        .getNestedDataset(Tag.DeformableRegistrationSequence)
        .getNestedDataset(Tag.DeformableRegistrationGridSequence);
  }

  private static void assertError(RegistrationObject object, String sentence) {
    assertThat(object.findings())
        .anySatisfy(
            f -> {
              assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
              assertThat(f.sentence()).contains(sentence);
            });
    assertThatThrownBy(() -> object.only(FIXED, MOVING))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("'seeded' cannot be used")
        .hasMessageContaining(sentence);
  }

  @Test
  void aMirroringMatrixIsRefused() {
    assertError(
        rigid(o -> setMatrix(matrix(o), map(matrix(o)).andThen(AffineMap.scaling(-1, 1, 1)))),
        "mirrors the patient");
  }

  @Test
  void aRigidMatrixThatScalesIsShownBothWays() {
    RegistrationObject object =
        rigid(o -> setMatrix(matrix(o), map(matrix(o)).andThen(AffineMap.scaling(1.1, 1.1, 1.1))));
    assertThat(object.findings())
        .anySatisfy(
            f -> {
              assertThat(f.severity()).isEqualTo(Finding.Severity.AMBIGUOUS);
              assertThat(f.sentence()).contains("typed RIGID").contains("1.1000");
            });
    List<Interpretation> both = object.between(FIXED, MOVING);
    assertThat(both).hasSize(2);
    assertThat(both.get(1).words()).contains("as the nearest rotation");
    LpsPoint p = new LpsPoint(10, 20, 30);
    LpsPoint q = new LpsPoint(10, 20, 130);
    double scaled =
        both.get(0).transform().toMoving(p).distanceMm(both.get(0).transform().toMoving(q));
    double kept =
        both.get(1).transform().toMoving(p).distanceMm(both.get(1).transform().toMoving(q));
    assertThat(scaled).isCloseTo(100 / 1.1, within(1e-6));
    assertThat(kept).isCloseTo(100, within(1e-6));
    assertThatThrownBy(() -> object.only(FIXED, MOVING))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("can be read in 2 ways")
        .hasMessageContaining("as the nearest rotation");
  }

  @Test
  void aRoundedRotationIsRemarkedAndUsed() {
    RegistrationObject object =
        rigid(
            o -> {
              String[] rounded = new String[16];
              double[] m = matrix(o).getDoubles(Tag.FrameOfReferenceTransformationMatrix);
              for (int n = 0; n < 16; n++) {
                rounded[n] = Decimals.rounded(m[n], 4);
              }
              matrix(o).setString(Tag.FrameOfReferenceTransformationMatrix, VR.DS, rounded);
            });
    assertThat(object.findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(f.sentence()).contains("was rounded");
            });
    assertThat(object.between(FIXED, MOVING)).hasSize(1);
  }

  @Test
  void aMatrixWrittenByColumnsIsRefused() {
    assertError(
        rigid(
            o -> {
              double[] m = matrix(o).getDoubles(Tag.FrameOfReferenceTransformationMatrix);
              double[] t = new double[16];
              for (int n = 0; n < 16; n++) {
                t[n] = m[n % 4 * 4 + n / 4];
              }
              matrix(o).setString(Tag.FrameOfReferenceTransformationMatrix, VR.DS, Decimals.of(t));
            }),
        "last row is not 0 0 0 1");
  }

  @Test
  void fifteenNumbersAreNoMatrix() {
    assertError(
        rigid(
            o ->
                matrix(o)
                    .setString(
                        Tag.FrameOfReferenceTransformationMatrix,
                        VR.DS,
                        Decimals.of(new double[15]))),
        "15 numbers instead of 16");
  }

  @Test
  void anUnknownFrameIsRefused() {
    RegistrationObject object =
        rigid(
            o -> {
              item(o).setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3");
              item(o).remove(Tag.ReferencedImageSequence);
            });
    assertThatThrownBy(() -> object.only(FIXED, MOVING))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("does not speak of 'MR'");
  }

  @Test
  void anObjectWithoutFrameOrItemsIsRefused() {
    assertError(rigid(o -> o.remove(Tag.FrameOfReferenceUID)), "no frame of reference");
    assertError(rigid(o -> o.remove(Tag.RegistrationSequence)), "no registration item");
  }

  @Test
  void severalMatricesWhoseOrderMattersAreShownBothWays() {
    RegistrationObject object =
        rigid(
            o -> {
              Sequence matrices = registration(o).getSequence(Tag.MatrixSequence);
              Attributes shift = new Attributes();
              shift.setString(Tag.FrameOfReferenceTransformationMatrixType, VR.CS, "RIGID");
              setMatrix(shift, AffineMap.translation(new LpsVector(50, 0, 0)));
              matrices.add(shift);
            });
    assertThat(object.findings())
        .anySatisfy(f -> assertThat(f.sentence()).contains("2 matrices and their order matters"));
    assertThat(object.between(FIXED, MOVING))
        .hasSize(2)
        .anySatisfy(i -> assertThat(i.words()).contains("last matrix first"));
  }

  @Test
  void severalItemsOfOneFrameAreShownEach() {
    RegistrationObject object =
        rigid(
            o -> {
              Attributes copy = new Attributes(item(o));
              Attributes m =
                  copy.getNestedDataset(Tag.MatrixRegistrationSequence)
                      .getNestedDataset(Tag.MatrixSequence);
              setMatrix(m, AffineMap.IDENTITY);
              o.getSequence(Tag.RegistrationSequence).add(copy);
            });
    assertThat(object.findings())
        .anySatisfy(f -> assertThat(f.sentence()).contains("several items speak of the frame"));
    assertThat(object.between(FIXED, MOVING)).hasSize(2);
  }

  @Test
  void impossibleGridsAreRefused() {
    assertError(
        deformable(o -> grid(o).setDouble(Tag.GridResolution, VR.FD, 12, -13, 18)),
        "is not possible");
    assertError(
        deformable(o -> grid(o).setFloat(Tag.VectorGridData, VR.OF, new float[30])),
        "needs 5040 numbers, 30 are there");
    assertError(
        deformable(
            o -> {
              float[] v = grid(o).getFloats(Tag.VectorGridData).clone();
              Arrays.fill(v, Float.NaN);
              grid(o).setFloat(Tag.VectorGridData, VR.OF, v);
            }),
        "all vectors of its grid are undefined");
    assertError(
        deformable(
            o ->
                grid(o)
                    .setString(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0.5", "1", "0")),
        "not perpendicular unit vectors");
    assertError(
        deformable(
            o -> {
              float[] v = grid(o).getFloats(Tag.VectorGridData).clone();
              v[7] = 4000;
              grid(o).setFloat(Tag.VectorGridData, VR.OF, v);
            }),
        "the vectors may not be millimetres");
  }

  @Test
  void whereVectorsAreUndefinedThereIsNoMap() {
    RegistrationObject object =
        deformable(
            o -> {
              float[] v = grid(o).getFloats(Tag.VectorGridData).clone();
              Arrays.fill(v, 0, 3, Float.NaN);
              grid(o).setFloat(Tag.VectorGridData, VR.OF, v);
            });
    assertThat(object.findings()).anySatisfy(f -> assertThat(f.sentence()).contains("1 of 1680"));
    try (Interpretation read = object.only(FIXED, MOVING)) {
      LpsPoint first = new LpsPoint(-85.195404, 16.367062, 376.74084);
      assertThat(read.transform().toMoving(first).x()).isNaN();
    }
  }

  @Test
  void aMatrixBeforeTheGridIsShownBothWays() {
    RegistrationObject object =
        deformable(
            o -> {
              Attributes before = new Attributes();
              before.setString(Tag.FrameOfReferenceTransformationMatrixType, VR.CS, "RIGID");
              setMatrix(before, AffineMap.translation(new LpsVector(30, 0, 0)));
              o.getNestedDataset(Tag.DeformableRegistrationSequence)
                  .newSequence(Tag.PreDeformationMatrixRegistrationSequence, 1)
                  .add(before);
            });
    List<Interpretation> both = object.between(FIXED, MOVING);
    assertThat(both).hasSize(2);
    LpsPoint inside = new LpsPoint(-20, 90, 440);
    assertThat(both.get(0).transform().toMoving(inside))
        .isNotEqualTo(both.get(1).transform().toMoving(inside));
    both.forEach(Interpretation::close);
  }

  /** Written backwards, the images lie apart; the inverse brings them together. */
  @Test
  void aBackwardsMatrixIsSuspectedOnTheImages() {
    try (Volume pet = Samples.volume(Samples.PET);
        Volume mr = Samples.volume(Samples.MR)) {
      RegisteredSide fixed =
          RegisteredSide.of(pet.space(), Samples.series(Samples.PET), pet.grid());
      RegisteredSide moving = RegisteredSide.of(mr.space(), Samples.series(Samples.MR), mr.grid());
      RegistrationObject object = rigid(o -> setMatrix(matrix(o), map(matrix(o)).inverse()));
      List<Interpretation> both = object.between(fixed, moving);
      List<String> words = new ArrayList<>();
      both.forEach(i -> words.add(i.words()));
      assertThat(words).hasSize(2);
      assertThat(words.get(0)).contains("% of the fixed image together with the moving one");
      assertThat(words.get(1)).isEqualTo("as its inverse, in case it was written backwards");
    }
  }
}
