package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.Runs.Outcome;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/** Each kind of unusable input gets one clear sentence, its exit code, and no result folder. */
class BadInputTest {

  private static final int DIM = 40;
  private static final int PIXDIM = 76;

  @TempDir private Path place;

  private Path good = Path.of("");

  @BeforeEach
  void image() {
    good = Runs.fixedImage(place.resolve("good.nii"));
  }

  private Outcome register(Path fixed, Path moving, Object... more) {
    Object[] command = {
      "register",
      "--fixed",
      fixed,
      "--moving",
      moving,
      "--out",
      place.resolve("out"),
      "--stages",
      "rigid",
      "--backend",
      "reference"
    };
    Object[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return Runs.run(all);
  }

  /** As moving image, as fixed image, and to the other commands that read it. */
  private void assertRefused(Path bad, String... words) {
    for (Outcome outcome :
        new Outcome[] {
          register(good, bad),
          register(bad, good),
          Runs.run("fuse", "--fixed", good, "--moving", bad, "--out", place.resolve("f.png")),
          Runs.run("info", bad)
        }) {
      assertSentence(outcome, 3, words);
    }
    assertThat(place.resolve("f.png")).doesNotExist();
  }

  private void assertSentence(Outcome outcome, int code, String... words) {
    String complaint =
        outcome.err().lines().filter(l -> l.startsWith("regista: ")).findFirst().orElse("");
    assertThat(complaint).contains(words).doesNotContain("java.");
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.err().lines().filter(l -> l.startsWith("regista: "))).hasSize(1);
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
    assertThat(place.resolve("out")).doesNotExist();
  }

  private Path changed(String name, Change change) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(good)).order(ByteOrder.LITTLE_ENDIAN);
    change.apply(bytes);
    return Files.write(place.resolve(name), bytes.array());
  }

  private interface Change {
    void apply(ByteBuffer header);
  }

  private Path constant(String name, LpsPoint origin, float value) {
    GridGeometry grid =
        GridGeometry.axisAligned(new GridSize(30, 28, 26), new LpsVector(4, 4, 4), origin);
    try (Volume volume = Volume.zeros(Space.named(name), grid, IntensityUnit.ARBITRARY)) {
      volume.voxels().fill(value);
      Runs.write(volume, place.resolve(name));
    }
    return place.resolve(name);
  }

  @Test
  void missing() {
    assertRefused(place.resolve("none.nii"), "none.nii", "does not exist");
  }

  @Test
  void truncated() throws IOException {
    byte[] bytes = Files.readAllBytes(good);
    Path half = Files.write(place.resolve("half.nii"), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(half, "half.nii", "truncated");
    Path header = Files.write(place.resolve("header.nii"), Arrays.copyOf(bytes, 200));
    assertRefused(header, "header.nii");
    Path packed = Runs.fixedImage(place.resolve("packed.nii.gz"));
    byte[] gzip = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(gzip, gzip.length / 2));
    assertRefused(packed, "packed.nii.gz", "truncated");
  }

  @Test
  void notAnImage() throws IOException {
    assertRefused(
        Files.writeString(place.resolve("letter.nii"), "Dear colleague, ".repeat(100)),
        "letter.nii",
        "not an image");
    assertRefused(Files.createFile(place.resolve("empty.nii")), "empty.nii");
  }

  @Test
  void aFolderWithoutImages() throws IOException {
    Path folder = Files.createDirectory(place.resolve("folder"));
    Files.writeString(folder.resolve("notes.txt"), "nothing");
    assertSentence(register(good, folder), 3, "folder", "no DICOM series");
  }

  @Test
  void spacingThatIsNoNumber() throws IOException {
    Path bad =
        changed(
            "nan.nii",
            header -> {
              for (int axis = 1; axis <= 3; axis++) {
                header.putFloat(PIXDIM + 4 * axis, Float.NaN);
              }
              header.putShort(252, (short) 0).putShort(254, (short) 0); // no qform, no sform
            });
    assertRefused(bad, "nan.nii", "voxel size", "NaN");
  }

  @Test
  void placeThatIsNoNumber() throws IOException {
    assertRefused(changed("nan.nii", header -> header.putFloat(280, Float.NaN)), "nan.nii");
  }

  @Test
  void twoDimensional() throws IOException {
    Path bad =
        changed("flat.nii", header -> header.putShort(DIM, (short) 2).putShort(DIM + 6, (short) 1));
    assertSentence(register(good, bad), 3, "flat.nii");
    assertSentence(register(bad, good), 3, "flat.nii");
  }

  @Test
  void constantImages() {
    Path flat = constant("constant.nii", new LpsPoint(-60, -56, -52), 7);
    assertSentence(register(good, flat), 3, "constant.nii");
    assertSentence(register(flat, good), 3, "constant.nii");
  }

  @Test
  void imagesThatDoNotOverlap() throws IOException {
    Path far = place.resolve("far.nii");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(good)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(268, 5000).putFloat(292, 5000); // qoffset_x, sform translation x
    Files.write(far, bytes.array());
    assertSentence(register(good, far, "--init", "header"), 3, "far.nii", "share only 0 %");
  }

  @Test
  void emptyMask() {
    Path mask = constant("mask.nii", new LpsPoint(-60, -56, -52), 0);
    assertSentence(register(good, good, "--fixed-mask", mask), 3, "mask.nii", "empty");
  }

  @Test
  void transformsThatAreNone() throws IOException {
    Path text = Files.writeString(place.resolve("start.tfm"), "hello");
    assertSentence(register(good, good, "--init", text), 3, "start.tfm");
    assertSentence(register(good, good, "--init", "mas"), 3, "mas");
  }

  @Test
  void resultFoldersThatAreNone() {
    Path in = place.resolve("in.csv");
    Path out = place.resolve("o.csv");
    assertSentence(
        Runs.run("points", "--registration", place, "--in", good, "--out", out), 3, "good.nii");
    assertSentence(
        Runs.run("apply", "--registration", place, "--in", good, "--out", out),
        3,
        "not a result folder");
    assertSentence(
        Runs.run("points", "--registration", place, "--in", in, "--out", out), 3, "in.csv");
    assertThat(out).doesNotExist();
  }

  @Test
  void placesThatCannotBeWritten() {
    Outcome outcome =
        Runs.run("fuse", "--fixed", good, "--moving", good, "--out", good.resolve("x/f.png"));
    assertSentence(outcome, 3, "f.png", "cannot be written");
  }
}
