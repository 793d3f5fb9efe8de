package org.regista.io.dicom.pet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.regista.io.dicom.pet.PetHeaders.at;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rules for SUV, against values computed by hand, and what is refused. */
class SuvCalculatorTest {

  private static final double BQ_PER_ML = 5000;

  /** The worked values of the specification: 5000 Bq/mL of F-18, 370 MBq, one hour, 75 kg. */
  private static final double START = 1.48037508;

  private static final double ADMIN = 1.01351351;

  private static PetHeader header(Consumer<PetHeaders> change) {
    PetHeaders headers = new PetHeaders();
    change.accept(headers);
    return headers.header();
  }

  private static SuvLedger ledger(SuvType type, Consumer<PetHeaders> change)
      throws SuvRefusedException {
    return SuvCalculator.of(List.of(header(change)), type);
  }

  private static double suv(Consumer<PetHeaders> change) throws SuvRefusedException {
    return BQ_PER_ML * ledger(SuvType.BODY_WEIGHT, change).factor();
  }

  private static void refused(String reason, Consumer<PetHeaders> change) {
    assertThatThrownBy(() -> suv(change))
        .isInstanceOf(SuvRefusedException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void workedValuesAreMet() throws SuvRefusedException {
    assertThat(suv(h -> {})).isCloseTo(START, within(1e-8));
    assertThat(suv(h -> h.decay = "ADMIN")).isCloseTo(ADMIN, within(1e-8));
  }

  @Test
  void admissionNeedsNoTimes() throws SuvRefusedException {
    assertThat(
            suv(
                h -> {
                  h.decay = "ADMIN";
                  h.series = Optional.empty();
                  h.acquisition = Optional.empty();
                  h.injected = Optional.empty();
                  h.halfLifeS = OptionalDouble.empty();
                }))
        .isCloseTo(ADMIN, within(1e-8));
  }

  @Test
  void aScanAfterMidnightFollowsAnInjectionOfTheDayBefore() throws SuvRefusedException {
    SuvLedger ledger =
        ledger(
            SuvType.BODY_WEIGHT,
            h -> {
              h.series = at("2026-03-03T00:30:00");
              h.acquisition = at("2026-03-03T00:30:05");
              h.injected = Optional.empty();
              h.injectedTime = Optional.of(LocalTime.of(23, 30));
            });
    assertThat(BQ_PER_ML * ledger.factor()).isCloseTo(START, within(1e-8));
    assertThat(ledger.sentence()).contains("day before", "(0018,1072)");
  }

  @Test
  void aSeriesMadeLaterStartsWithItsFirstAcquisition() throws SuvRefusedException {
    PetHeader bed1 = header(h -> h.series = at("2026-03-02T15:00:00"));
    PetHeader bed2 =
        header(
            h -> {
              h.series = at("2026-03-02T15:00:00");
              h.acquisition = at("2026-03-02T11:03:00");
            });
    SuvLedger ledger = SuvCalculator.of(List.of(bed2, bed1), SuvType.BODY_WEIGHT);
    assertThat(BQ_PER_ML * ledger.factor()).isCloseTo(START, within(1e-8));
    assertThat(ledger.sentence()).contains("first acquisition", "Series Time is after it");
  }

  @Test
  void framesTellTheStartOfASeriesMadeLater() throws SuvRefusedException {
    // mean of the counts of 180 s of F-18: 89.858 s
    assertThat(
            suv(
                h -> {
                  h.series = at("2026-03-02T15:00:00");
                  h.acquisition = at("2026-03-02T11:27:45.142");
                  h.durationMs = OptionalDouble.of(180_000);
                  h.referenceMs = OptionalDouble.of(1_755_000);
                }))
        .isCloseTo(START, within(1e-6));
  }

  @Test
  void gesOwnTimeGoesBeforeFrames() throws SuvRefusedException {
    SuvLedger ledger =
        ledger(
            SuvType.BODY_WEIGHT,
            h -> {
              h.series = at("2026-03-02T15:00:00");
              h.acquisition = at("2026-03-02T11:10:00");
              h.ge = at("2026-03-02T11:00:00");
            });
    assertThat(BQ_PER_ML * ledger.factor()).isCloseTo(START, within(1e-8));
    assertThat(ledger.sentence()).contains("(0009,100D)");
  }

  @Test
  void philipsCountsHaveTheirOwnFactors() throws SuvRefusedException {
    SuvLedger bySuv =
        ledger(
            SuvType.BODY_WEIGHT,
            h -> {
              h.units = "CNTS";
              h.philipsSuv = OptionalDouble.of(0.000728);
              h.weightKg = OptionalDouble.empty();
            });
    assertThat(bySuv.factor()).isEqualTo(0.000728);
    assertThat(
            suv(
                h -> {
                  h.units = "CNTS";
                  h.philipsSuv = OptionalDouble.of(0);
                  h.philipsActivity = OptionalDouble.of(2);
                }))
        .isCloseTo(2 * START, within(1e-8));
    refused("(7053,1009)", h -> h.units = "CNTS");
  }

  @Test
  void suvIsTakenAsItIs() throws SuvRefusedException {
    assertThat(ledger(SuvType.BODY_WEIGHT, h -> h.units = "GML").factor()).isEqualTo(1);
    refused(
        "contradict",
        h -> {
          h.units = "CM2ML";
          h.suvType = "BW";
        });
    refused(
        "another kind",
        h -> {
          h.units = "GML";
          h.suvType = "LBM";
        });
  }

  /**
   * 75 kg, 1.80 m, man: 9270 x 75 / (6680 + 216 x 23.148148) = 59.524829 kg; woman 48.187057 kg.
   */
  @Test
  void leanBodyMassIsJanmahasatians() throws SuvRefusedException {
    double man = ledger(SuvType.LEAN_BODY_MASS, h -> {}).factor();
    assertThat(BQ_PER_ML * man).isCloseTo(START * 59.524829 / 75, within(1e-5));
    double woman = ledger(SuvType.LEAN_BODY_MASS, h -> h.sex = "F").factor();
    assertThat(BQ_PER_ML * woman).isCloseTo(START * 48.187057 / 75, within(1e-5));
    assertThatThrownBy(() -> ledger(SuvType.LEAN_BODY_MASS, h -> h.sex = "O"))
        .hasMessageContaining("Sex (0010,0040) is 'O'");
    assertThatThrownBy(
            () -> ledger(SuvType.LEAN_BODY_MASS, h -> h.heightM = OptionalDouble.of(180)))
        .hasMessageContaining("Size (0010,1020) is 180 m, which is not believed");
    double fromSuv = ledger(SuvType.LEAN_BODY_MASS, h -> h.units = "GML").factor();
    assertThat(fromSuv).isCloseTo(59.524829 / 75, within(1e-6));
  }

  /** 0.007184 x 75^0.425 x 180^0.725 = 1.942406 square metres. */
  @Test
  void bodySurfaceIsDuBois() throws SuvRefusedException {
    double factor = ledger(SuvType.BODY_SURFACE, h -> {}).factor();
    assertThat(BQ_PER_ML * factor).isCloseTo(START * 19424.056 / 75_000, within(1e-5));
  }

  @Test
  void whatIsMissingIsNamed() {
    refused("no Units (0054,1001)", h -> h.units = "");
    refused("Units (0054,1001) are PROPCPS", h -> h.units = "PROPCPS");
    refused("no Patient's Weight (0010,1030)", h -> h.weightKg = OptionalDouble.empty());
    refused("no Radionuclide Total Dose (0018,1074)", h -> h.doseBq = OptionalDouble.empty());
    refused("no Radionuclide Half Life (0018,1075)", h -> h.halfLifeS = OptionalDouble.empty());
    refused("no Decay Correction (0054,1102)", h -> h.decay = "");
    refused("no Radiopharmaceutical Start DateTime", h -> h.injected = Optional.empty());
    refused("0 radiopharmaceuticals", h -> h.items = 0);
    refused(
        "no Acquisition Date",
        h -> {
          h.series = Optional.empty();
          h.acquisition = Optional.empty();
        });
  }

  @Test
  void whatIsImpossibleIsNamed() {
    refused("Weight (0010,1030) is 75000 kg", h -> h.weightKg = OptionalDouble.of(75_000));
    refused("Total Dose (0018,1074) is 370 Bq", h -> h.doseBq = OptionalDouble.of(370));
    refused("Half Life (0018,1075) is 0 s", h -> h.halfLifeS = OptionalDouble.of(0));
    refused("Weight (0010,1030) is NaN", h -> h.weightKg = OptionalDouble.of(Double.NaN));
    refused("2 radiopharmaceuticals", h -> h.items = 2);
    refused("compressed with loss", h -> h.lossy = true);
    refused("Decay Correction (0054,1102) is NONE", h -> h.decay = "NONE");
    refused("no ATTN", h -> h.corrections = Set.of("DECY"));
  }

  @Test
  void whatContradictsItselfIsNamed() {
    refused("no DECY", h -> h.corrections = Set.of("ATTN"));
    refused("by (0018,1072)", h -> h.injectedTime = Optional.of(LocalTime.of(9, 30)));
    refused("-3600 s apart", h -> h.injected = at("2026-03-02T12:00:00"));
    refused("86400 s apart", h -> h.injected = at("2026-03-01T11:00:00"));
    refused(
        "day of the injection is not known",
        h -> {
          h.halfLifeS = OptionalDouble.of(282_240);
          h.injected = Optional.empty();
          h.injectedTime = Optional.of(LocalTime.of(10, 0));
        });
    refused(
        "by a Frame Reference Time",
        h -> {
          h.durationMs = OptionalDouble.of(180_000);
          h.referenceMs = OptionalDouble.of(1_755_000);
        });
    PetHeader other = header(h -> h.weightKg = OptionalDouble.of(80));
    assertThatThrownBy(() -> SuvCalculator.of(List.of(header(h -> {}), other), SuvType.BODY_WEIGHT))
        .hasMessageContaining("slices differ in Patient's Weight (0010,1030)");
  }

  @Test
  void theLedgerHoldsWhatWasUsed() throws SuvRefusedException {
    SuvLedger ledger = ledger(SuvType.BODY_WEIGHT, h -> {});
    assertThat(ledger.entries())
        .extracting(SuvLedger.Entry::tag)
        .containsExactly(
            "(0054,1001)",
            "(0010,1030)",
            "(0018,1074)",
            "(0028,0051)",
            "(0054,1102)",
            "(0018,1075)",
            "(0008,0031)",
            "(0018,1078)");
    assertThat(ledger.sentence())
        .contains("SUVbw [g/mL] = 0.000296075", "370000000 Bq", "3600.000 s of decay");
  }

  @Test
  void whatAPersonSaysFillsGapsIsMarkedAndReplacesNothing() throws SuvRefusedException {
    List<PetHeader> unknown =
        List.of(
            header(
                h -> {
                  h.weightKg = OptionalDouble.empty();
                  h.injected = Optional.empty();
                }));
    EnteredValues entered = new EnteredValues(75.0, null, null, "2026-03-02T10:00", false);
    SuvLedger ledger = SuvCalculator.of(unknown, SuvType.BODY_WEIGHT, entered);
    assertThat(BQ_PER_ML * ledger.factor()).isCloseTo(START, within(1e-8));
    assertThat(ledger.sentence())
        .contains("Patient's Weight (0010,1030) = 75 kg, user-entered")
        .contains("(0018,1078) = 2026-03-02T10:00, user-entered")
        .doesNotContain("370000000 Bq, user-entered");
    assertThatThrownBy(
            () ->
                SuvCalculator.of(
                    List.of(header(h -> {})),
                    SuvType.BODY_WEIGHT,
                    new EnteredValues(80.0, null, null, null, false)))
        .isInstanceOf(SuvRefusedException.class)
        .hasMessageContaining("(0010,1030) is 75, but 80 was entered");
  }
}
