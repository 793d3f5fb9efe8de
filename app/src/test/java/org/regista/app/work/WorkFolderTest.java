package org.regista.app.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

class WorkFolderTest {

  private static final Work WORK =
      Work.of("/data/CT of Ann's head", "/data/mr.nii.gz", "ct-mri")
          .withPlacement(AffineMap.translation(new LpsVector(1.0 / 3, -2, 1e-7)))
          .withLandmarks(List.of(new Landmark("1", new LpsPoint(1, 2, 3), new LpsPoint(4, 5.5, 6))))
          .with(new Attempt(1, "/w/attempt-1", "ct-mri from search", "REVIEW", 12.5, "regista"))
          .withJudging(Judging.NONE.withSigner("Dr. Näme", 2, "ok"));

  @TempDir private Path root;

  @Test
  void whatIsWrittenIsRead() {
    try (WorkFolder folder = WorkFolder.create(root)) {
      folder.save(WORK);
      assertThat(folder.read()).isEqualTo(WORK);
    }
  }

  @Test
  void onlyWorkThatNobodyHoldsAndNobodyEndedIsOffered() {
    assertThat(WorkFolder.abandoned(root.resolve("never"))).isEmpty();
    try (WorkFolder mine = WorkFolder.create(root)) {
      mine.save(WORK);
      assertThat(WorkFolder.abandoned(root)).as("held by this window").isEmpty();
    }
    try (WorkFolder found = WorkFolder.abandoned(root).orElseThrow()) {
      assertThat(found.read()).isEqualTo(WORK);
      found.end();
    }
    assertThat(WorkFolder.abandoned(root)).as("ended on purpose").isEmpty();
  }

  @Test
  void theCommandIsWhatTheShellTakesApartAgain() throws IOException, InterruptedException {
    List<String> words =
        CommandText.arguments(
            WORK,
            new CommandText.Files(
                root.resolve("start 1.tfm"), root.resolve("f.csv"), root.resolve("m.csv")),
            root.resolve("out"));
    assertThat(words)
        .startsWith("register", "--fixed", "/data/CT of Ann's head", "--moving", "/data/mr.nii.gz")
        .containsSequence("--init", root.resolve("start 1.tfm").toString())
        .doesNotContain("--threads", "--metric", "");
    String typed = CommandText.typed(words);
    Path script = root.resolve("script");
    Files.writeString(script, "regista() { printf '%s\\n' \"$@\"; }\n" + typed);
    Process shell = new ProcessBuilder("sh", script.toString()).start();
    assertThat(
            new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList())
        .isEqualTo(words);
    assertThat(shell.waitFor()).isZero();
  }
}
