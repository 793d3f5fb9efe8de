package org.regista.viewers.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.viewers.volume.VolumeRenderer.Picture;

/**
 * OpenGL is held to plain Java, whose pictures are held to arithmetic. On a screen of its own (Xvfb
 * with Mesa), in a process of its own, so that a crash of a driver would be told.
 */
final class GlVolumeRendererTest {

  /**
   * Levels of 255 in any channel. OpenGL reckons in single precision, and devices interpolate
   * between voxels in steps of 1/256: a level in the table, one more in each rounding.
   */
  private static final int TOLERANCE_LEVELS = 4;

  /** Where a surface is seen; half a halved step of 0.71 mm, and that of single precision. */
  private static final double TOLERANCE_MM = 0.05;

  /**
   * Share of pixels that may differ more: at silhouettes, where one of the two just meets what the
   * other just misses, and where two samples are equally bright.
   */
  private static final double TOLERANCE_SHARE = 0.005;

  @Test
  void openGlDrawsWhatPlainJavaDraws(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("pictures");
    drawOnItsOwnScreen(file);
    List<String> misses = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      assertThat(in.readUTF()).contains("OpenGL");
      for (Map.Entry<String, Picture> each :
          ParityCases.draw(new CpuVolumeRenderer(2)).entrySet()) {
        assertThat(in.readUTF()).isEqualTo(each.getKey());
        compare(each.getKey(), each.getValue(), in, misses);
      }
    }
    assertThat(misses).isEmpty();
  }

  private static void compare(
      String name, Picture expected, DataInputStream in, List<String> misses) throws IOException {
    int[] argb = expected.image().argb();
    int worse = 0;
    int worst = 0;
    int lit = 0;
    for (int pixel : argb) {
      int difference = difference(pixel, in.readInt());
      worst = Math.max(worst, difference);
      worse += difference > TOLERANCE_LEVELS ? 1 : 0;
      lit += (pixel & 0xFFFFFF) != 0 ? 1 : 0;
    }
    int deeper = 0;
    for (float mm : expected.depthMm()) {
      float other = in.readFloat();
      boolean same = Float.isNaN(mm) ? Float.isNaN(other) : Math.abs(mm - other) <= TOLERANCE_MM;
      deeper += same ? 0 : 1;
    }
    assertThat(lit).as("pixels of %s that show something", name).isGreaterThan(argb.length / 20);
    if (Math.max(worse, deeper) > TOLERANCE_SHARE * argb.length) {
      misses.add(
          "%s: of %d pixels %d differ by more than %d levels (the worst by %d), %d by more than %s mm"
              .formatted(name, argb.length, worse, TOLERANCE_LEVELS, worst, deeper, TOLERANCE_MM));
    }
  }

  private static int difference(int a, int b) {
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      most = Math.max(most, Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)));
    }
    return most;
  }

  private static void drawOnItsOwnScreen(Path file) throws IOException, InterruptedException {
    Process screen = screen();
    try (BufferedReader number = screen.inputReader()) {
      String display = number.readLine();
      if (display == null) {
        fail("Xvfb ended without opening a screen");
      }
      Path log = file.resolveSibling("log");
      ProcessBuilder drawing =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Djava.awt.headless=true",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  GlPictures.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      drawing.environment().put("DISPLAY", ":" + display);
      drawing.environment().remove("WAYLAND_DISPLAY");
      Process process = drawing.start();
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended && process.waitFor() == 0)
          .as("drawing by OpenGL: %s", Files.readString(log))
          .isTrue();
    } finally {
      screen.destroy();
    }
  }

  private static Process screen() {
    try {
      return new ProcessBuilder(
              "Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp")
          .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
          .start();
    } catch (IOException e) {
      throw new AssertionError(
          "OpenGL was not tested: Xvfb is missing; './run setup' installs it with what Mesa needs",
          e);
    }
  }
}
