package org.regista.io;

import java.nio.file.Path;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A file format for images. Found as a SciJava plugin; files are recognised by content, not by
 * name.
 */
public interface VolumeFormat extends SciJavaPlugin {

  /** "NIfTI", "MetaImage": for messages. */
  String name();

  /**
   * Whether this format reads the file or folder.
   *
   * @param head the first bytes of the file (up to 512, fewer if it is shorter); gzip is already
   *     undone; empty for a folder
   */
  boolean recognises(Path path, byte[] head);

  /**
   * Reads an image. The caller closes the volume.
   *
   * @throws org.regista.error.InputDataException if the file cannot be used
   */
  Volume read(Path path);

  /**
   * Reads one of several images that a file or folder holds. The caller closes the volume.
   *
   * @param choice which one, as the user wrote it behind {@code #}
   * @throws InputDataException if there is no such image, or never more than one
   */
  default Volume read(Path path, String choice) {
    throw new InputDataException(
        "'%s' holds one image; give it without '#%s'".formatted(path, choice));
  }

  /**
   * Endings of the names that {@link #write} serves, in lower case with the dot; empty if it cannot
   * write.
   */
  List<String> writtenEndings();

  /**
   * Writes an image; the file appears whole or not at all.
   *
   * @throws org.regista.error.InputDataException if the place cannot be written
   */
  void write(Volume volume, VoxelType type, Path path);
}
