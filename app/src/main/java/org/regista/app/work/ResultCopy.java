package org.regista.app.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.regista.error.InputDataException;

/** Copies a result folder to where a person wants to keep it, whole or not at all. */
public final class ResultCopy {

  private ResultCopy() {}

  /**
   * @throws InputDataException if the place is taken or cannot be written
   */
  public static void copy(Path folder, Path target) {
    if (Files.exists(target)) {
      throw new InputDataException("'%s' exists; choose another name".formatted(target));
    }
    Path whole = target.toAbsolutePath();
    Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
    try {
      Files.createDirectory(part);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.copy(file, part.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(part);
      throw new InputDataException(
          "'%s' cannot be written (%s); check the folder, its permissions and the free space"
              .formatted(target, e),
          e);
    }
  }

  private static void delete(Path part) {
    try (Stream<Path> all = Files.walk(part)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' is left; delete it by hand".formatted(part), e);
    }
  }
}
