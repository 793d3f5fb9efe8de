package org.regista.app.imagej;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;

/** An ImageJ or Fiji of this machine, started as a process of its own. */
public final class ImageJProgram {

  /** Launchers under all names that they have had. */
  private static final List<String> NAMES =
      List.of(
          "fiji",
          "fiji-linux-x64",
          "fiji-windows-x64.exe",
          "ImageJ",
          "imagej",
          "ImageJ-linux64",
          "ImageJ-win64.exe");

  private final Path program;

  private ImageJProgram(Path program) {
    this.program = program;
  }

  /**
   * The program that a person prefers, else the first on the search path.
   *
   * @param preferred empty for none
   * @throws InputDataException if there is none, with the remedy
   */
  public static ImageJProgram find(String preferred, Map<String, String> environment) {
    if (!preferred.isBlank()) {
      Path program = Path.of(preferred.strip());
      if (!Files.isExecutable(program) || Files.isDirectory(program)) {
        throw new InputDataException(
            "'%s', which the preferences name as ImageJ, is not a program; correct it there"
                .formatted(program));
      }
      return new ImageJProgram(program);
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(ImageJProgram::new)
        .orElseThrow(
            () ->
                new InputDataException(
                    "no ImageJ or Fiji was found on the search path; name its program in Edit > Preferences"));
  }

  /**
   * Opens files and returns at once; the program outlives this one.
   *
   * @throws DeviceException if it cannot be started
   */
  public void open(List<Path> files) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    files.forEach(file -> command.add(file.toString()));
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new DeviceException(
          "'%s' cannot be started (%s)".formatted(program, e.getMessage()), e);
    }
  }

  @Override
  public String toString() {
    return program.toString();
  }
}
