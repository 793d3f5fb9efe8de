package org.regista.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.regista.register.Progress;

class ProgressLineTest {

  private static String shown(boolean interactive) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    try (ProgressLine line =
        new ProgressLine(new Console(InputStream.nullInputStream(), stream, stream, interactive))) {
      line.progressed(new Progress("rigid", 0, 0, 0.1, 0.1));
      line.progressed(new Progress("rigid", 0, 1, 0.2, 0.2));
      line.progressed(new Progress("affine", 0, 0, 0.2, 0.6));
    }
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPersonSeesABarThatIsGoneInTheEnd() {
    assertThat(shown(true)).startsWith("\r[###...").contains("60 %  affine").endsWith(" \r");
  }

  @Test
  void aLogGetsOneLinePerStage() {
    assertThat(shown(false).lines()).containsExactly("stage rigid", "stage affine");
  }

  @Test
  void theTimeLeftFollowsFromTheShareDone() {
    assertThat(ProgressLine.bar(new Progress("diffeo", 1, 3, 0.4, 0.25), 10))
        .isEqualTo("[#######.......................]  25 %  diffeo, level 2  30 s left");
    assertThat(ProgressLine.bar(new Progress("init", 0, 0, 0.4, 0.01), 10)).doesNotContain("left");
  }
}
