package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.io.dicom.tree.Patient;

/**
 * Pitfalls 13, 15 to 18 and 20 to 22 of the project's list: how numbers and texts are stored. Every
 * voxel is a marker: its value must come out as it was planted, at its place.
 */
class EncodingPitfallsTest {

  private static final String RLE = "1.2.840.10008.1.2.5";

  @TempDir Path folder;

  private final PlantedVoxels planted = PlantedVoxels.oblique();

  private SyntheticSlice slice(int n) {
    return planted.slice(n, planted.at(3 * n));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CT", "PT"})
  void p13RescaleOfEachSlice(String modality) {
    for (int n = 0; n < 4; n++) {
      int[] values = planted.plant(n, planted.at(3 * n));
      double slope = 1.0 / (n + 1);
      slice(n)
          .text(Tag.Modality, VR.CS, modality)
          .text(Tag.Units, VR.CS, "BQML")
          .text(Tag.RescaleSlope, VR.DS, String.format(Locale.ROOT, "%.12f", slope))
          .text(Tag.RescaleIntercept, VR.DS, String.valueOf(-n))
          .pixels16(
              Arrays.stream(values).map(v -> (int) Math.round((v + indexOf(v)) / slope)).toArray())
          .write(folder.resolve("s" + n));
    }
    Reading.of(folder)
        .whole(
            v -> {
              for (int k = 0; k < 4; k++) {
                assertThat(v.at(1, 2, k)).isEqualTo(1 + 12 * k + 9, within(0.01f));
              }
            });
  }

  /** The number of the slice, which its intercept takes away again. */
  private static int indexOf(int value) {
    return (value - 1) / 12;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SyntheticSlice.EXPLICIT,
        SyntheticSlice.IMPLICIT,
        SyntheticSlice.BIG_ENDIAN,
        SyntheticSlice.DEFLATED
      })
  void p15ByteOrderAndDeflate(String syntax) {
    for (int n = 0; n < 4; n++) {
      slice(n).write(folder.resolve("s" + n), syntax);
    }
    Reading.of(folder).whole(planted::assertWhole);
  }

  @Test
  void p16CompressedSlices() {
    for (int n = 0; n < 4; n++) {
      int[] values = planted.plant(n, planted.at(3 * n));
      slice(n).change(a -> fragments(a).add(rle(values))).write(folder.resolve("s" + n), RLE);
    }
    Reading.of(folder).whole(planted::assertWhole);
  }

  @Test
  void p16CompressedFrames() {
    EnhancedImage image = new EnhancedImage(planted, "MR", "1.2.840.10008.5.1.4.1.1.4.1");
    int[] order = {2, 0, 3, 1};
    for (int n : order) {
      image.frame(n, planted.at(3 * n), frame -> {});
    }
    image
        .image()
        .change(
            a -> {
              Fragments fragments = fragments(a);
              for (int n : order) {
                fragments.add(rle(planted.plant(n, planted.at(3 * n))));
              }
            })
        .write(folder.resolve("frames"), RLE);
    Reading.of(folder).whole(planted::assertWhole);
  }

  private static Fragments fragments(Attributes attributes) {
    attributes.remove(Tag.PixelData);
    Fragments fragments = attributes.newFragments(Tag.PixelData, VR.OB, 2);
    fragments.add(new byte[0]);
    return fragments;
  }

  /** Two segments, high bytes first, each one run of literal bytes (PS3.5 G). */
  private static byte[] rle(int[] values) {
    byte[] out = new byte[64 + 2 * (values.length + 2)];
    out[0] = 2;
    out[4] = 64;
    out[8] = (byte) (64 + values.length + 2);
    for (int segment = 0; segment < 2; segment++) {
      int at = 64 + segment * (values.length + 2);
      out[at] = (byte) (values.length - 1);
      for (int n = 0; n < values.length; n++) {
        out[at + 1 + n] = (byte) (values[n] >> (segment == 0 ? 8 : 0));
      }
      out[at + 1 + values.length] = -128; // a byte that does nothing makes the length even
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"12, 11, true", "12, 11, false", "12, 15, false", "14, 13, true"})
  void p17BitsThatBelongToTheValue(int stored, int highBit, boolean signed) {
    int offset = signed ? -30 : 0;
    int shift = highBit + 1 - stored;
    for (int n = 0; n < 4; n++) {
      int mask = (1 << stored) - 1;
      int noise = stored + shift < 16 ? 0xA000 & ~(mask << shift) : 0;
      int[] pixels =
          Arrays.stream(planted.plant(n, planted.at(3 * n)))
              .map(v -> ((v + offset & mask) << shift) | noise)
              .toArray();
      slice(n)
          .layout(3, 4, 16, stored, highBit, signed)
          .text(Tag.RescaleIntercept, VR.DS, String.valueOf(-offset))
          .pixels16(pixels)
          .write(folder.resolve("s" + n));
    }
    Reading.of(folder).whole(planted::assertWhole);
  }

  @ParameterizedTest
  @CsvSource({"-2000, ", "-2000, -1990"})
  void p18Padding(int padding, Integer limit) {
    for (int n = 0; n < 4; n++) {
      int[] pixels = planted.plant(n, planted.at(3 * n));
      pixels[0] = padding;
      pixels[11] = limit == null ? padding : limit;
      SyntheticSlice slice =
          slice(n).pixels16(pixels).number(Tag.PixelPaddingValue, VR.SS, padding);
      if (limit != null) {
        slice.number(Tag.PixelPaddingRangeLimit, VR.SS, limit);
      }
      slice.write(folder.resolve("s" + n));
    }
    Reading.of(folder)
        .whole(
            v -> {
              float smallest = 2; // of what is not padding
              assertThat(v.at(0, 0, 2)).isEqualTo(smallest);
              assertThat(v.at(3, 2, 1)).isEqualTo(smallest);
              assertThat(v.at(1, 0, 3)).isEqualTo(1 + 36 + 1);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "ISO_IR 100, ISO-8859-1, Müller^Jörg",
    "ISO_IR 144, ISO-8859-5, Люкceмбypг",
    "ISO_IR 127, ISO-8859-6, قباني^لنزار",
    "ISO_IR 192, UTF-8, Wang^XiaoDong=王^小东",
    "GB18030, GB18030, Wang^XiaoDong=王^小东"
  })
  void p20CharacterSets(String defined, String charset, String name) {
    for (int n = 0; n < 2; n++) {
      slice(n)
          .text(Tag.SpecificCharacterSet, VR.CS, defined)
          .change(a -> a.setBytes(Tag.PatientName, VR.PN, name.getBytes(Charset.forName(charset))))
          .write(
              folder.resolve("s" + n), n == 0 ? SyntheticSlice.EXPLICIT : SyntheticSlice.IMPLICIT);
    }
    assertThat(DicomScanner.scan(folder).patients())
        .extracting(Patient::name)
        .containsExactly(name);
    Reading.of(folder).whole(planted::assertWhole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO_IR 999", "ISO 2022 IR 87", ""})
  void p20AWrongCharacterSetStopsNobody(String defined) {
    for (int n = 0; n < 3; n++) {
      slice(n)
          .text(Tag.SpecificCharacterSet, VR.CS, defined)
          .change(
              a ->
                  a.setBytes(
                      Tag.PatientName, VR.PN, new byte[] {0x1b, 0x24, (byte) 0xff, 'A', 0x1b}))
          .write(folder.resolve("s" + n));
    }
    Reading.of(folder).whole(planted::assertWhole);
  }

  @ParameterizedTest
  @ValueSource(strings = {SyntheticSlice.EXPLICIT, SyntheticSlice.IMPLICIT})
  void p21PrivateTagsAndUnknownSequences(String syntax) {
    for (int n = 0; n < 3; n++) {
      Attributes nested = new Attributes();
      nested.setString("OTHER", 0x00090010 + 1, VR.LO, "x");
      nested.newSequence(Tag.ReferencedImageSequence, 1).add(new Attributes());
      slice(n)
          .change(
              a -> {
                a.setBytes(
                    "ACME 1.1", 0x00191002, VR.UN, "5\\6".getBytes(StandardCharsets.US_ASCII));
                a.newSequence("ACME 1.1", 0x00191003, 1).add(nested);
                // what Siemens calls a b-value, under the creator of somebody else
                a.setString("ACME 1.1", 0x0019100C, VR.IS, String.valueOf(1000 + slices()));
              })
          .write(folder.resolve("s" + n), syntax);
    }
    Reading.of(folder).whole(planted::assertWhole);
  }

  private int slices() {
    String[] names = folder.toFile().list();
    return names == null ? 0 : names.length;
  }

  @Test
  void p22WithoutMetaHeaderOrTruncated() throws IOException {
    for (int n = 0; n < 4; n++) {
      Path file = slice(n).write(folder.resolve("s" + n), SyntheticSlice.IMPLICIT);
      byte[] bytes = Files.readAllBytes(file);
      int dataSet = 144 + (bytes[140] & 0xff); // behind the length of the meta header
      Files.write(file, Arrays.copyOfRange(bytes, dataSet, bytes.length));
    }
    Reading.of(folder).whole(planted::assertWhole);
    byte[] one = Files.readAllBytes(folder.resolve("s2"));
    Files.write(folder.resolve("s2"), Arrays.copyOf(one, one.length - 5));
    Reading.of(folder)
        .refused(
            "off its place on an even spacing", "'s2' cannot", "need 24 bytes, the file has 19");
  }
}
