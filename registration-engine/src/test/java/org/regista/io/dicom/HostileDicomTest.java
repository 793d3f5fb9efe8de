package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.error.InputDataException;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * Files that were made or damaged to break a reader: a reason or an InputDataException, soon, and
 * no more.
 */
@Timeout(20)
class HostileDicomTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir Path folder;

  private String reasonFor(byte[] bytes) throws IOException {
    Files.write(folder.resolve("hostile"), bytes);
    return catchThrowableOfType(
            UnusableFileException.class,
            () -> assertTimeout(LIMIT, () -> SliceHeaderReader.read(folder.resolve("hostile"))))
        .reason();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 500, 20_000})
  void deepNestingIsRefused(int depth) throws IOException {
    ByteArrayOutputStream dataset = new ByteArrayOutputStream();
    for (int n = 0; n < depth; n++) {
      dataset.write(new RawDicom().head(0x00081140, "SQ", -1).toBytes());
      dataset.write(new RawDicom().item(-1).toBytes());
    }
    assertThat(reasonFor(RawDicom.part10(SyntheticSlice.EXPLICIT, dataset.toByteArray())))
        .contains("nested more than 64 deep");
  }

  @Test
  void sixtyLevelsAreRead() {
    SyntheticSlice slice = new SyntheticSlice(1);
    slice.change(
        root -> {
          Attributes level = root;
          for (int n = 0; n < 60; n++) {
            Sequence sequence = level.newSequence(Tag.ReferencedImageSequence, 1);
            Attributes next = new Attributes();
            sequence.add(next);
            level = next;
          }
        });
    slice.write(folder.resolve("a"));
    assertThat(DicomScanner.scan(folder).rejected()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 0x7fffffff, 0xfffffffe})
  void aLengthPastTheEndIsRefusedBeforeItIsAllocated(int length) throws IOException {
    String reason =
        reasonFor(
            RawDicom.part10(
                SyntheticSlice.EXPLICIT, new RawDicom().head(0x00091010, "OB", length).toBytes()));
    assertThat(reason)
        .contains(
            "element (0009,1010) declares "
                + Integer.toUnsignedLong(length)
                + " bytes where 0 are left");
  }

  @Test
  void tooManyTinyElementsAreRefused() throws IOException {
    ByteArrayOutputStream dataset = new ByteArrayOutputStream();
    for (int n = 150_000; n > 0; n--) { // backwards, so that each is inserted in front
      dataset.write(
          new RawDicom()
              .element((0x0009 + 2 * (n >> 16)) << 16 | (n & 0xffff), "LO", "")
              .toBytes());
    }
    assertThat(reasonFor(RawDicom.part10(SyntheticSlice.EXPLICIT, dataset.toByteArray())))
        .contains("more than 20000 elements side by side");
  }

  @Test
  void tooManyEmptyItemsAreRefused() throws IOException {
    ByteArrayOutputStream dataset = new ByteArrayOutputStream();
    dataset.write(new RawDicom().head(0x00081140, "SQ", -1).toBytes());
    for (int n = 0; n < 150_000; n++) {
      dataset.write(new RawDicom().item(0).toBytes());
    }
    assertThat(reasonFor(RawDicom.part10(SyntheticSlice.EXPLICIT, dataset.toByteArray())))
        .contains("more than 100000");
  }

  @Test
  void aDeflateBombIsRefused() throws IOException {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(
        ByteBuffer.allocate(64 << 20)
            .put(new RawDicom().head(0x00091010, "OB", (64 << 20) - 12).toBytes())
            .array());
    deflater.finish();
    byte[] deflated = new byte[1 << 20];
    int length = deflater.deflate(deflated);
    deflater.end();
    String reason =
        reasonFor(RawDicom.part10(SyntheticSlice.DEFLATED, Arrays.copyOf(deflated, length)));
    assertThat(reason).contains("declares 67108852 bytes where");
  }

  @Test
  void pixelsThatAreNotThereAreNotAllocated() throws IOException {
    new SyntheticSlice(1).layout(65535, 65535, 32, 32, 31, false).write(folder.resolve("a"));
    new SyntheticSlice(2)
        .layout(65535, 65535, 8, 8, 7, false)
        .write(folder.resolve("b"), SyntheticSlice.DEFLATED);
    assertThat(DicomScanner.scan(folder).rejected())
        .extracting(RejectedFile::reason)
        .allMatch(reason -> reason.contains("may be truncated"))
        .hasSize(2);
  }

  /** Bytes flipped, cut out, doubled and set to 0 or 255 at random places of valid files. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        SyntheticSlice.EXPLICIT,
        SyntheticSlice.IMPLICIT,
        SyntheticSlice.BIG_ENDIAN,
        SyntheticSlice.DEFLATED
      })
  void mutantsGiveAVolumeOrAReason(String transferSyntax) throws IOException {
    new SyntheticSlice(0).write(folder.resolve("a"), transferSyntax);
    byte[] seed =
        Files.readAllBytes(
            new SyntheticSlice(1)
                .change(a -> a.newSequence(Tag.ReferencedImageSequence, 1).add(new Attributes()))
                .number(Tag.PixelPaddingValue, VR.SS, -7)
                .write(folder.resolve("b"), transferSyntax));
    Random random = new Random(20261123);
    int volumes = 0;
    for (int trial = 0; trial < 400; trial++) {
      Files.write(folder.resolve("b"), mutant(seed, random));
      volumes += readAll();
    }
    assertThat(volumes).as("mutants that are still volumes").isBetween(1, 399);
  }

  private int readAll() {
    int volumes = 0;
    List<VolumeCandidate> series = DicomScanner.scan(folder).volumes();
    for (VolumeCandidate candidate : series) {
      assertThat(candidate.summary().line()).isNotEmpty();
      try {
        DicomSeriesReader.read(candidate).close();
        volumes++;
      } catch (InputDataException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    return volumes;
  }

  private static byte[] mutant(byte[] seed, Random random) {
    byte[] mutant = seed.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = 132 + random.nextInt(mutant.length - 132);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) 0xff;
        case 2 -> mutant[at] = 0;
        case 3 -> mutant = Arrays.copyOf(mutant, Math.max(140, at));
        default -> System.arraycopy(mutant, 132, mutant, at, Math.min(16, mutant.length - at));
      }
    }
    return mutant;
  }
}
