package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.error.InputDataException;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.dicom.pet.SuvRefusedException;
import org.regista.io.dicom.pet.SuvType;

/** PET files become volumes in SUV by body weight, and say how. */
class PetSuvTest {

  private static final String PHILIPS = "Philips PET Private Group";

  private static final Offset<Float> SMALL = Offset.offset(1e-6f);

  @TempDir Path folder;

  /** 5000 Bq/mL of F-18 one hour after 370 MBq, 75 kg, in two slices with a slope each. */
  private static SyntheticSlice pet(int number) {
    int[] stored = new int[12];
    stored[0] = number == 0 ? 5000 : 2500;
    Attributes drug = new Attributes();
    drug.setString(Tag.RadionuclideTotalDose, VR.DS, "370000000");
    drug.setString(Tag.RadionuclideHalfLife, VR.DS, "6586.2");
    drug.setString(Tag.RadiopharmaceuticalStartTime, VR.TM, "100000");
    return new SyntheticSlice(number)
        .text(Tag.Modality, VR.CS, "PT")
        .text(Tag.Units, VR.CS, "BQML")
        .text(Tag.DecayCorrection, VR.CS, "START")
        .text(Tag.CorrectedImage, VR.CS, "ATTN", "DECY", "SCAT")
        .text(Tag.SeriesDate, VR.DA, "20260302")
        .text(Tag.SeriesTime, VR.TM, "110000")
        .text(Tag.AcquisitionDate, VR.DA, "20260302")
        .text(Tag.AcquisitionTime, VR.TM, "110000.0")
        .text(Tag.PatientWeight, VR.DS, "75")
        .text(Tag.RescaleSlope, VR.DS, number == 0 ? "1" : "2")
        .change(a -> a.newSequence(Tag.RadiopharmaceuticalInformationSequence, 1).add(drug))
        .pixels16(stored);
  }

  private VolumeCandidate scan(UnaryOperator<SyntheticSlice> change) {
    return scan(SyntheticSlice.EXPLICIT, change);
  }

  private VolumeCandidate scan(String transferSyntax, UnaryOperator<SyntheticSlice> change) {
    for (int n = 0; n < 2; n++) {
      change.apply(pet(n)).write(folder.resolve("slice" + n), transferSyntax);
    }
    return DicomScanner.scan(folder).volumes().getFirst();
  }

  @Test
  void theVolumeIsInSuvAndSaysHow() {
    VolumeCandidate candidate = scan(s -> s);
    try (Volume volume = DicomSeriesReader.read(candidate)) {
      assertThat(volume.unit()).isEqualTo(IntensityUnit.SUV_BW);
      assertThat(volume.at(0, 0, 0)).isCloseTo(1.48037508f, within(1e-7f));
      assertThat(volume.at(0, 0, 1)).isCloseTo(1.48037508f, within(1e-7f));
      assertThat(volume.intensityNote())
          .contains("SUVbw [g/mL] = 0.000296075016 x value [Bq/mL]", "(0018,1074) = 370000000 Bq")
          .isEqualTo(candidate.summary().intensities());
      assertThat(volume.remarks()).isEmpty();
    }
    assertThat(candidate.summary().identity().unit()).isEqualTo(IntensityUnit.SUV_BW);
  }

  /** 75 kg and 1.75 m: 58.08 kg lean (Janmahasatian), 1.903 m2 (Du Bois), computed here again. */
  @Test
  void byLeanMassAndBodySurfaceOnDemandWithTheirLedgers() {
    scan(s -> s.text(Tag.PatientSize, VR.DS, "1.75").text(Tag.PatientSex, VR.CS, "M"));
    double leanKg = 9270 * 75 / (6680 + 216 * 75 / (1.75 * 1.75));
    double surfaceM2 = 0.007184 * Math.pow(75, 0.425) * Math.pow(175, 0.725);
    Reading.of(folder)
        .chosen(
            ":sul",
            v -> {
              assertThat(v.unit()).isEqualTo(IntensityUnit.SUL);
              assertThat(v.at(0, 0, 0)).isCloseTo((float) (1.48037508 * leanKg / 75), SMALL);
              assertThat(v.intensityNote())
                  .contains("SUL [g/mL] = ", "Patient's Sex (0010,0040) = M", "Janmahasatian");
            });
    Reading.of(folder)
        .chosen(
            "1:bsa:even",
            v -> {
              assertThat(v.unit()).isEqualTo(IntensityUnit.SUV_BSA);
              assertThat(v.at(0, 0, 1))
                  .isCloseTo((float) (1.48037508 * 1e4 * surfaceM2 / 75e3), SMALL);
              assertThat(v.intensityNote()).contains("SUVbsa [cm2/mL] = ", "Du Bois");
            });
    Reading.of(folder).whole(v -> assertThat(v.unit()).isEqualTo(IntensityUnit.SUV_BW));
  }

  @Test
  void anotherSuvThatCannotBeComputedIsRefused() {
    scan(s -> s);
    assertThatThrownBy(() -> Reading.of(folder).chosen(":sul", v -> {}))
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll("no SUL", "Patient's Size");
    for (int n = 0; n < 2; n++) {
      new SyntheticSlice(n).write(folder.resolve("slice" + n));
    }
    assertThatThrownBy(() -> Reading.of(folder).chosen("1:bsa", v -> {}))
        .hasMessageContaining("it is no PET");
  }

  @Test
  void withoutAWeightItStaysInBecquerelAndSaysWhy() {
    VolumeCandidate candidate = scan(s -> s.change(a -> a.remove(Tag.PatientWeight)));
    try (Volume volume = DicomSeriesReader.read(candidate)) {
      assertThat(volume.unit()).isEqualTo(IntensityUnit.BQ_PER_ML);
      assertThat(volume.at(0, 0, 0)).isEqualTo(5000);
      assertThat(volume.intensityNote())
          .isEqualTo("no SUV: it has no Patient's Weight (0010,1030)");
    }
  }

  /** Implicit files leave open that private values are decimal texts. */
  @ParameterizedTest
  @ValueSource(strings = {SyntheticSlice.EXPLICIT, SyntheticSlice.IMPLICIT})
  void philipsCountsAreTurnedByThePrivateFactor(String transferSyntax) {
    VolumeCandidate candidate =
        scan(
            transferSyntax,
            s ->
                s.text(Tag.Units, VR.CS, "CNTS")
                    .change(a -> a.setString(PHILIPS, 0x70530000, VR.DS, "0.000728")));
    try (Volume volume = DicomSeriesReader.read(candidate)) {
      assertThat(volume.unit()).isEqualTo(IntensityUnit.SUV_BW);
      assertThat(volume.at(0, 0, 0)).isCloseTo(3.64f, within(1e-6f));
    }
  }

  @Test
  void theSameBlockOfAnotherVendorIsNotPhilips() {
    VolumeCandidate candidate =
        scan(
            s ->
                s.text(Tag.Units, VR.CS, "CNTS")
                    .change(a -> a.setString("OTHER", 0x70530000, VR.DS, "0.000728")));
    assertThat(candidate.summary().intensities()).contains("no SUV", "Philips");
  }

  @Test
  void gesScanTimeIsRead() {
    VolumeCandidate candidate =
        scan(
            s ->
                s.text(Tag.SeriesTime, VR.TM, "150000")
                    .change(
                        a -> a.setString("GEMS_PETD_01", 0x0009000d, VR.DT, "20260302110000.00")));
    assertThat(candidate.summary().intensities())
        .contains("0.000296075016", "GE Scan DateTime (0009,100D) = 2026-03-02T11:00");
  }

  @Test
  void otherKindsOfSuvCanBeAskedFor() throws SuvRefusedException {
    VolumeCandidate candidate =
        scan(s -> s.text(Tag.PatientSize, VR.DS, "1.8").text(Tag.PatientSex, VR.CS, "M"));
    assertThat(candidate.suv(SuvType.LEAN_BODY_MASS).factor())
        .isCloseTo(candidate.suv(SuvType.BODY_WEIGHT).factor() * 59.524829 / 75, within(1e-10));
    assertThatThrownBy(() -> scan(s -> s).suv(SuvType.BODY_SURFACE))
        .isInstanceOf(SuvRefusedException.class)
        .hasMessageContaining("no Patient's Size (0010,1020)");
  }

  @Test
  void aLossyPetIsNoMeasurement() {
    VolumeCandidate candidate = scan(s -> s.text(Tag.LossyImageCompression, VR.CS, "01"));
    assertThat(candidate.summary().intensities())
        .isEqualTo("no SUV: its pixels were compressed with loss");
  }

  @Test
  void aCtHasNoNote() throws SuvRefusedException {
    VolumeCandidate candidate = scan(s -> s.text(Tag.Modality, VR.CS, "CT"));
    assertThat(candidate.summary().intensities()).isEmpty();
    assertThatThrownBy(() -> candidate.suv(SuvType.BODY_WEIGHT))
        .hasMessageContaining("it is no PET");
  }
}
