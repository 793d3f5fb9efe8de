package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other programs in all transfer syntaxes that are read. */
class TransferSyntaxTest {

  private static final Path FILES = Path.of("..", "test-data", "dicom_transfer_syntax");

  /** By pydicom 3.0.2 with pylibjpeg, of the uncompressed files. */
  private static final String MR_SMALL =
      "b8d9a6cee6ff2ea9edbe8b476e54b80cfab8c6a15aff4d431b6c38840a20f7df";

  private static final String MR4 =
      "b5c9df142a1d965b311052fb903760d9e35f8bd5fd9e0c883293b1b5bfc91fc5";

  /** By pydicom with CharLS, of the near-lossless file. */
  private static final String MR4_NEAR =
      "1bbfea00e05b5926a629518946a63a06d2989d6fd924270068ca5fe391990a2a";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "_implicit", "_expb", "_RLE", "_jpll", "_jpeg_ls_lossless"})
  void smallFilesHoldTheSamePixels(String name)
      throws IOException, InterruptedException, UnusableFileException {
    assertThat(FramePixels.hash(FramePixels.read(FILES.resolve("MR_small" + name + ".dcm"))))
        .isEqualTo(MR_SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JPLL", "JLSL", "J2KR"})
  void losslessFilesHoldTheSamePixels(String name)
      throws IOException, InterruptedException, UnusableFileException {
    assertThat(FramePixels.hash(FramePixels.read(FILES.resolve("MR4_" + name + ".dcm"))))
        .isEqualTo(MR4);
  }

  @Test
  void nearLosslessIsDecodedAsCharLsDoes()
      throws IOException, InterruptedException, UnusableFileException {
    int[] near = FramePixels.read(FILES.resolve("MR4_JLSN.dcm"));
    int[] original = FramePixels.read(FILES.resolve("MR4_JLSL.dcm"));
    assertThat(FramePixels.hash(near)).isEqualTo(MR4_NEAR);
    assertThat(FramePixels.largestDifference(near, original)).as("its NEAR").isEqualTo(4);
  }

  @Test
  void lossyJpegIsWithinOneOfDcmtk()
      throws IOException, InterruptedException, UnusableFileException {
    int[] ours = FramePixels.read(FILES.resolve("MR4_JPLY.dcm"));
    int[] theirs = FramePixels.read(dcmtk("dcmdjpeg", FILES.resolve("MR4_JPLY.dcm")));
    assertThat(FramePixels.largestDifference(ours, theirs)).isLessThanOrEqualTo(1);
  }

  @Test
  void whatDcmtkCompressesIsReadBitForBit()
      throws IOException, InterruptedException, UnusableFileException {
    Path seed = FILES.resolve("MR_small.dcm");
    List<List<String>> commands = new ArrayList<>();
    for (int predictor = 1; predictor <= 7; predictor++) {
      commands.add(List.of("dcmcjpeg", "+el", "+sv", String.valueOf(predictor)));
    }
    commands.add(List.of("dcmcjpeg", "+e1"));
    commands.add(List.of("dcmcjpeg", "+e1", "+fs", "1"));
    commands.add(List.of("dcmcjpls", "+pc"));
    commands.add(List.of("dcmcjpls", "+t1", "9", "+t2", "30", "+t3", "70", "+rs", "16"));
    commands.add(List.of("dcmcrle", "-ot"));
    commands.add(List.of("dcmcrle", "+fs", "1"));
    commands.add(List.of("dcmconv", "+td"));
    commands.add(List.of("dcmconv", "+tb"));
    for (List<String> command : commands) {
      int[] pixels = FramePixels.read(dcmtk(command, seed));
      assertThat(FramePixels.hash(pixels)).as(String.join(" ", command)).isEqualTo(MR_SMALL);
    }
  }

  @Test
  void nearLosslessStaysWithinItsBound()
      throws IOException, InterruptedException, UnusableFileException {
    Path plain = dcmtk("dcmdjpls", FILES.resolve("MR4_JLSL.dcm"));
    int[] original = FramePixels.read(plain);
    for (int near : new int[] {1, 3, 17}) {
      Path file = dcmtk(List.of("dcmcjpls", "+en", "+md", String.valueOf(near)), plain);
      assertThat(FramePixels.largestDifference(FramePixels.read(file), original)).isEqualTo(near);
    }
  }

  @Test
  void baselineJpegIsWithinOneOfDcmtk()
      throws IOException, InterruptedException, UnusableFileException {
    Path plain = dcmtk("dcmdjpls", FILES.resolve("MR4_JLSL.dcm"));
    Path baseline = dcmtk(List.of("dcmcjpeg", "+eb"), plain);
    int[] ours = FramePixels.read(baseline);
    int[] theirs = FramePixels.read(dcmtk("dcmdjpeg", baseline));
    assertThat(FramePixels.largestDifference(ours, theirs)).isLessThanOrEqualTo(1);
  }

  private Path dcmtk(String tool, Path file) throws IOException, InterruptedException {
    return dcmtk(List.of(tool), file);
  }

  /** Runs a tool of dcmtk, which the tests need. */
  private Path dcmtk(List<String> command, Path file) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "dcmtk", ".dcm");
    List<String> all = new ArrayList<>(command);
    all.add(file.toString());
    all.add(out.toString());
    Process process =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as("%s: %s", command, Files.readString(folder.resolve("log")))
        .isZero();
    return out;
  }
}
