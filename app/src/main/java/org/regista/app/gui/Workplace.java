package org.regista.app.gui;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a window works.
 *
 * @param work folder for work in progress, of all windows
 * @param program how this program is started once more, for registrations; arguments are added
 * @param engines names of the registration engines of this installation
 * @param backends names of the devices that this machine can run, what each is after a space:
 *     "opencl:1 NVIDIA H100 (NVIDIA CUDA, driver 570.1), 79.2 GiB"
 * @param version of this program
 * @param places where this user's things and those of the program are
 */
public record Workplace(
    Path work,
    List<String> program,
    List<String> engines,
    List<String> backends,
    String version,
    Places places) {

  /**
   * Folders that need not exist.
   *
   * @param library the study library
   * @param settings of the user, with the archives that have names
   * @param demo the images that come with the program
   */
  public record Places(Path library, Path settings, Path demo) {}

  /** With the places beside the folder for work. */
  public Workplace(
      Path work,
      List<String> program,
      List<String> engines,
      List<String> backends,
      String version) {
    this(
        work,
        program,
        engines,
        backends,
        version,
        new Places(
            work.resolveSibling("library"),
            work.resolveSibling("settings"),
            work.resolveSibling("demo")));
  }

  public Workplace {
    program = List.copyOf(program);
    engines = List.copyOf(engines);
    backends = List.copyOf(backends);
  }
}
