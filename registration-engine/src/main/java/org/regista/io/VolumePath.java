package org.regista.io;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A path to an image, split into a file or folder that exists and a choice of one of its volumes
 * that stands behind {@code #}: "scans#3" is volume 3 of the folder "scans".
 *
 * @param file where to look
 * @param choice which volume, in the words of the format; empty if the path says nothing of it
 */
public record VolumePath(Path file, String choice) {

  /** The choice is what follows the first {@code #} in front of which something exists. */
  public static VolumePath of(Path path) {
    String text = path.toString();
    if (!Files.exists(path)) {
      for (int at = text.indexOf('#'); at > 0; at = text.indexOf('#', at + 1)) {
        try {
          Path file = Path.of(text.substring(0, at));
          if (Files.exists(file)) {
            return new VolumePath(file, text.substring(at + 1));
          }
        } catch (InvalidPathException e) {
          continue; // no file could be called so
        }
      }
    }
    return new VolumePath(path, "");
  }
}
