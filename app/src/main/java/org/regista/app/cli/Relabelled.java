package org.regista.app.cli;

import java.nio.file.Path;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;

/**
 * Reads an image as lying in the space of another: labels, or a further contrast, of a registered
 * image. That it does is the word of the person who gives it; its file cannot say so.
 */
final class Relabelled {

  private Relabelled() {}

  /** The image of a file in {@code space}; the caller closes it. */
  static Volume read(VolumeFiles files, Path path, Space space) {
    Volume asRead = files.read(path);
    return new Volume(space, asRead.grid(), asRead.unit(), asRead.voxels());
  }
}
