package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.error.InputDataException;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/** Stored bits to intensities, against values written down by hand. */
class DicomPixelsTest {

  @TempDir Path folder;

  /**
   * Writes two slices, reads the volume, and returns the first {@code count} intensities of slice
   * 0.
   */
  private float[] firstValues(
      int count, String transferSyntax, IntFunction<SyntheticSlice> slices) {
    for (int n = 0; n < 2; n++) {
      slices.apply(n).write(folder.resolve("slice" + n), transferSyntax);
    }
    try (Volume volume = DicomSeriesReader.read(DicomScanner.scan(folder).volumes().getFirst())) {
      float[] values = new float[count];
      volume.voxels().read(0, values, count);
      return values;
    }
  }

  private float[] firstValues(int count, IntFunction<SyntheticSlice> slices) {
    return firstValues(count, SyntheticSlice.EXPLICIT, slices);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SyntheticSlice.EXPLICIT,
        SyntheticSlice.IMPLICIT,
        SyntheticSlice.BIG_ENDIAN,
        SyntheticSlice.DEFLATED
      })
  void allUncompressedEncodingsGiveTheSameValues(String transferSyntax) {
    assertThat(
            firstValues(
                12,
                transferSyntax,
                n ->
                    new SyntheticSlice(n)
                        .pixels16(-32768, -1, 0, 1, 258, 32767, 6, 7, 8, 9, 10, 11)))
        .containsExactly(-32768, -1, 0, 1, 258, 32767, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void unsignedValuesKeepTheirTopBit() {
    assertThat(
            firstValues(
                2,
                n ->
                    new SyntheticSlice(n)
                        .layout(3, 4, 16, 16, 15, false)
                        .pixels16(pixels(65535, 40000))))
        .containsExactly(65535, 40000);
  }

  @Test
  void bitsAroundTheStoredOnesAreIgnored() {
    // 12 bits from bit 2 to bit 13; overlays in the others
    int minusThree = 0xffd << 2 | 0xc003;
    int seven = 7 << 2 | 0x8001;
    assertThat(
            firstValues(
                2,
                n ->
                    new SyntheticSlice(n)
                        .layout(3, 4, 16, 12, 13, true)
                        .pixels16(pixels(minusThree, seven))))
        .containsExactly(-3, 7);
  }

  @Test
  void eightBitPixelsAreRead() {
    byte[] bytes = {(byte) 200, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertThat(
            firstValues(
                2, n -> new SyntheticSlice(n).layout(3, 4, 8, 8, 7, false).pixelBytes(bytes)))
        .containsExactly(200, 3);
    assertThat(
            firstValues(
                2, n -> new SyntheticSlice(n).layout(3, 4, 8, 8, 7, true).pixelBytes(bytes)))
        .containsExactly(-56, 3);
  }

  @Test
  void thirtyTwoBitPixelsAreRead() {
    ByteBuffer bytes =
        ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN).putInt(-5).putInt(70_000);
    assertThat(
            firstValues(
                2,
                n ->
                    new SyntheticSlice(n)
                        .layout(3, 4, 32, 32, 31, false)
                        .pixelBytes(bytes.array())))
        .containsExactly(4294967291f, 70_000);
    assertThat(
            firstValues(
                2,
                n ->
                    new SyntheticSlice(n).layout(3, 4, 32, 32, 31, true).pixelBytes(bytes.array())))
        .containsExactly(-5, 70_000);
  }

  @Test
  void everySliceHasItsOwnRescale() {
    float[] values =
        firstValues(
            24,
            n ->
                new SyntheticSlice(n)
                    .pixels16(pixels(10, 10))
                    .text(Tag.RescaleSlope, VR.DS, n == 0 ? "0.5" : "3")
                    .text(Tag.RescaleIntercept, VR.DS, n == 0 ? "-1000" : "2"));
    assertThat(values[0]).isEqualTo(-995);
    assertThat(values[12]).isEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(strings = {SyntheticSlice.EXPLICIT, SyntheticSlice.IMPLICIT})
  void paddingBecomesTheSmallestOtherValue(String transferSyntax) {
    float[] values =
        firstValues(
            3,
            transferSyntax,
            n ->
                new SyntheticSlice(n)
                    .pixels16(-2000, -900, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40)
                    .number(Tag.PixelPaddingValue, VR.SS, -2000)
                    .text(Tag.RescaleIntercept, VR.DS, "-24"));
    assertThat(values).containsExactly(-924, -924, 16);
  }

  @Test
  void paddingOfTheWrongTypeIsUnderstood() {
    float[] values =
        firstValues(
            2,
            n ->
                new SyntheticSlice(n)
                    .pixels16(-2000, -900, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40)
                    .number(Tag.PixelPaddingValue, VR.US, 65536 - 2000));
    assertThat(values).containsExactly(-900, -900);
  }

  @Test
  void paddingMayBeARange() {
    float[] values =
        firstValues(
            3,
            n ->
                new SyntheticSlice(n)
                    .pixels16(-1500, -900, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40)
                    .number(Tag.PixelPaddingValue, VR.SS, -1000)
                    .number(Tag.PixelPaddingRangeLimit, VR.SS, -2000));
    assertThat(values).containsExactly(-900, -900, 40);
  }

  @Test
  void nothingButPaddingIsRefused() {
    assertThatThrownBy(
            () ->
                firstValues(1, n -> new SyntheticSlice(n).number(Tag.PixelPaddingValue, VR.SS, 0)))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("padding pixels only");
  }

  @Test
  void monochrome1KeepsItsValues() {
    assertThat(
            firstValues(
                2,
                n ->
                    new SyntheticSlice(n)
                        .text(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1")
                        .pixels16(pixels(5, 6))))
        .containsExactly(5, 6);
  }

  @Test
  void unitsFollowModalityAndUnits() {
    assertThat(unit(s -> s)).isEqualTo(IntensityUnit.HOUNSFIELD);
    assertThat(unit(s -> s.text(Tag.RescaleType, VR.LO, "US"))).isEqualTo(IntensityUnit.ARBITRARY);
    assertThat(unit(s -> s.change(a -> a.remove(Tag.RescaleIntercept))))
        .isEqualTo(IntensityUnit.ARBITRARY);
    assertThat(unit(s -> s.text(Tag.Modality, VR.CS, "MR"))).isEqualTo(IntensityUnit.ARBITRARY);
    assertThat(unit(s -> pet(s, "BQML"))).isEqualTo(IntensityUnit.BQ_PER_ML);
    assertThat(unit(s -> pet(s, "GML"))).isEqualTo(IntensityUnit.SUV_BW);
    assertThat(unit(s -> pet(s, "GML").text(Tag.SUVType, VR.CS, "LBM")))
        .isEqualTo(IntensityUnit.ARBITRARY);
    assertThat(unit(s -> pet(s, "CNTS"))).isEqualTo(IntensityUnit.ARBITRARY);
  }

  private static SyntheticSlice pet(SyntheticSlice slice, String units) {
    return slice.text(Tag.Modality, VR.CS, "PT").text(Tag.Units, VR.CS, units);
  }

  private IntensityUnit unit(UnaryOperator<SyntheticSlice> change) {
    for (int n = 0; n < 2; n++) {
      change.apply(new SyntheticSlice(n)).write(folder.resolve("slice" + n));
    }
    return DicomScanner.scan(folder).volumes().getFirst().summary().identity().unit();
  }

  private static int[] pixels(int first, int second) {
    int[] pixels = new int[12];
    pixels[0] = first;
    pixels[1] = second;
    return pixels;
  }
}
