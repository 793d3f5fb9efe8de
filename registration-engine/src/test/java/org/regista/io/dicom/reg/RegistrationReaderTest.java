package org.regista.io.dicom.reg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.dicom.object.Samples;

/** Foreign objects against the truth tables that come with them. */
class RegistrationReaderTest {

  private static final Path REG = Samples.OBJECTS.resolve("reg");
  private static final Path RIGID = REG.resolve("reg_rigid_mr_to_ct.dcm");
  private static final Path DEFORMABLE = REG.resolve("reg_deformable_mr_to_ct.dcm");

  private static final RegisteredSide FIXED =
      RegisteredSide.of(
          new Space(
              "f",
              "CT",
              Optional.of("1.3.6.1.4.1.14519.5.2.1.5168.1900.208569329789687423382161340358")));
  private static final RegisteredSide MOVING =
      RegisteredSide.of(
          new Space("m", "MR", Optional.of("2.25.5496782581654356766375793342851631752")));

  @Test
  void theRigidMatrixIsReadAsItsTruthHasIt() throws Exception {
    JsonNode truth = new ObjectMapper().readTree(REG.resolve("truth_rigid.json").toFile());
    AffineMap fixedToMoving = map(truth.get("ct_to_moved_mr_LPS"));
    RegistrationObject object = RegistrationReader.read(RIGID);
    assertThat(object.findings()).isEmpty();
    double worst = 0;
    try (Interpretation read = object.only(FIXED, MOVING)) {
      for (LpsPoint p : places()) {
        LpsPoint q = read.transform().toMoving(p);
        worst = Math.max(worst, q.distanceMm(fixedToMoving.apply(p)));
        assertThat(q.distanceMm(fixedToMoving.inverse().apply(p)))
            .as("the other direction must not pass")
            .isGreaterThan(10);
      }
    }
    assertThat(worst).as("mm").isLessThan(1e-5);
  }

  @Test
  void theSameObjectSwappedIsTheInverse() {
    RegistrationObject object = RegistrationReader.read(RIGID);
    try (Interpretation there = object.only(FIXED, MOVING);
        Interpretation back = object.only(MOVING, FIXED)) {
      for (LpsPoint p : places()) {
        assertThat(back.transform().toMoving(there.transform().toMoving(p)).distanceMm(p))
            .isLessThan(1e-9);
      }
    }
  }

  @Test
  void theDeformationIsReadAsItsTruthHasIt() throws Exception {
    List<String> lines = Files.readAllLines(REG.resolve("truth_deformable_points_LPS.csv"));
    RegistrationObject object = RegistrationReader.read(DEFORMABLE);
    assertThat(object.findings()).isEmpty();
    int points = 0;
    double worst = 0;
    try (Interpretation read = object.only(FIXED, MOVING)) {
      for (String line : lines.subList(1, lines.size())) {
        String[] n = line.split(",");
        LpsPoint registered = point(n, 0);
        LpsPoint source = point(n, 3);
        worst = Math.max(worst, read.transform().toMoving(registered).distanceMm(source));
        points++;
      }
    }
    assertThat(points).isEqualTo(60);
    assertThat(worst).as("mm").isLessThan(1e-3);
  }

  @Test
  void aDeformationIsNotUsedBackwards() {
    RegistrationObject object = RegistrationReader.read(DEFORMABLE);
    assertThatThrownBy(() -> object.only(MOVING, FIXED))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("leads from 'CT' to 'MR'")
        .hasMessageContaining("let 'CT' be the fixed image");
  }

  @Test
  void aSeriesThatItDoesNotSpeakOfIsRefused() {
    RegisteredSide stranger = RegisteredSide.of(new Space("x", "PET", Optional.of("1.2.3")));
    assertThatThrownBy(() -> RegistrationReader.read(RIGID).only(FIXED, stranger))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("does not speak of 'PET' (frame of reference 1.2.3)");
  }

  @Test
  void anImageIsNoRegistration() {
    assertThatThrownBy(() -> RegistrationReader.read(Samples.MR.resolve("001.dcm")))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("is no registration object");
  }

  /** On the images themselves the stated direction brings more together than its inverse. */
  @Test
  void theTrueDirectionIsNoSuspect() {
    try (Volume pet = Samples.volume(Samples.PET);
        Volume mr = Samples.volume(Samples.MR)) {
      RegisteredSide fixed =
          RegisteredSide.of(pet.space(), Samples.series(Samples.PET), pet.grid());
      RegisteredSide moving = RegisteredSide.of(mr.space(), Samples.series(Samples.MR), mr.grid());
      try (Interpretation read = RegistrationReader.read(RIGID).only(fixed, moving)) {
        assertThat(read.words()).isEqualTo("as the standard says");
      }
    }
  }

  private static List<LpsPoint> places() {
    return List.of(
        new LpsPoint(-107, -2, 370),
        new LpsPoint(45, 158, 544),
        new LpsPoint(-30, 60, 450),
        new LpsPoint(12.5, -80, 600));
  }

  private static LpsPoint point(String[] numbers, int from) {
    return new LpsPoint(
        Double.parseDouble(numbers[from]),
        Double.parseDouble(numbers[from + 1]),
        Double.parseDouble(numbers[from + 2]));
  }

  private static AffineMap map(JsonNode rows) {
    double[] m = new double[12];
    for (int n = 0; n < 12; n++) {
      m[n] = rows.get(n / 4).get(n % 4).asDouble();
    }
    return new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
  }
}
