package org.regista.io.dicom.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * dciodvfy of David Clunie's dicom3tools: what the standard demands of each object. A test that
 * needs it fails where it is not installed.
 */
public final class Dciodvfy {

  private Dciodvfy() {}

  /** Requires that it finds no error in the file. */
  public static void check(Path file) {
    String output = run(file);
    List<String> errors = output.lines().filter(line -> line.startsWith("Error")).toList();
    assertThat(errors).as("dciodvfy %s:%n%s", file.getFileName(), output).isEmpty();
  }

  /** All that it says of a file, errors and warnings. */
  public static String run(Path file) {
    try {
      Process process =
          new ProcessBuilder("dciodvfy", file.toString()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      return fail("dciodvfy cannot be started (Debian package dicom3tools): " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }
}
