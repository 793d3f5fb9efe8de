package org.regista.app.gui;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a window works.
 *
 * @param work folder for work in progress, of all windows
 * @param program how this program is started once more, for registrations; arguments are added
 * @param engines names of the registration engines of this installation
 * @param backends names of the devices that this machine can run
 * @param version of this program
 */
public record Workplace(
    Path work, List<String> program, List<String> engines, List<String> backends, String version) {
  public Workplace {
    program = List.copyOf(program);
    engines = List.copyOf(engines);
    backends = List.copyOf(backends);
  }
}
