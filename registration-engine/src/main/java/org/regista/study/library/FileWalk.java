package org.regista.study.library;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;

/**
 * All files below some paths, one folder after the other and each in the order of its names, so
 * that an import always meets them in the same order. Links are not followed; only one folder's
 * names are held at a time.
 */
final class FileWalk implements Iterator<Path> {

  private final Deque<Iterator<Path>> open = new ArrayDeque<>();
  private @Nullable Path next;

  /**
   * @throws InputDataException if one of the paths does not exist
   */
  FileWalk(List<Path> paths) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new InputDataException("'%s' does not exist; check the path".formatted(path));
      }
    }
    open.push(List.copyOf(paths).iterator());
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Path next() {
    Path file = next;
    if (file == null) {
      throw new NoSuchElementException();
    }
    advance();
    return file;
  }

  private void advance() {
    next = null;
    while (next == null && !open.isEmpty()) {
      Iterator<Path> entries = open.element();
      if (!entries.hasNext()) {
        open.pop();
        continue;
      }
      Path entry = entries.next();
      if (Files.isDirectory(entry, open.size() == 1 ? new LinkOption[0] : noFollow())) {
        open.push(entries(entry));
      } else if (Files.isRegularFile(entry, open.size() == 1 ? new LinkOption[0] : noFollow())) {
        next = entry;
      }
    }
  }

  private static LinkOption[] noFollow() {
    return new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
  }

  private static Iterator<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new InputDataException(
          "the folder '%s' cannot be listed (%s); check its permissions".formatted(folder, e), e);
    }
    Collections.sort(entries);
    return entries.iterator();
  }
}
