package org.regista.app.gui.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened lately, the newest first: one line of a UTF-8 file for each, its paths parted by
 * tabs. A file that cannot be read or written costs the list, never the work.
 */
public final class RecentWork {

  private static final Logger LOG = LoggerFactory.getLogger(RecentWork.class);
  private static final int MOST = 8;

  private final Optional<Path> file;
  private final List<Entry> entries = new ArrayList<>();

  private RecentWork(Optional<Path> file) {
    this.file = file;
  }

  /**
   * What was opened together.
   *
   * @param paths a result folder, or the fixed and the moving image
   */
  public record Entry(List<Path> paths) {

    public Entry {
      paths = List.copyOf(paths);
    }

    /** "result", or "fixed.nii.gz ⟷ moving.nii.gz". */
    String title() {
      return paths.stream().map(Entry::name).collect(Collectors.joining(" ⟷ "));
    }

    private static String name(Path path) {
      return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse(path.toString());
    }

    /** The folder that holds the first of them. */
    String place() {
      return Optional.ofNullable(paths.getFirst().getParent()).map(Path::toString).orElse("");
    }
  }

  /** Forgets when the program ends. */
  public static RecentWork forThisRun() {
    return new RecentWork(Optional.empty());
  }

  /** Kept in {@code file}, whose folder is made when there is something to write. */
  public static RecentWork in(Path file) {
    RecentWork recent = new RecentWork(Optional.of(file));
    if (Files.isRegularFile(file)) {
      try {
        Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .limit(MOST)
            .forEach(line -> recent.entries.add(entry(line)));
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("the list of recent work in {} cannot be read", file, e);
      }
    }
    return recent;
  }

  private static Entry entry(String line) {
    return new Entry(Arrays.stream(line.split("\t")).map(Path::of).toList());
  }

  /** Those that are still where they were. */
  List<Entry> entries() {
    return entries.stream().filter(e -> e.paths().stream().allMatch(Files::exists)).toList();
  }

  /** Puts {@code paths} first. */
  void add(List<Path> paths) {
    Entry entry = new Entry(paths.stream().map(Path::toAbsolutePath).map(Path::normalize).toList());
    entries.remove(entry);
    entries.addFirst(entry);
    while (entries.size() > MOST) {
      entries.removeLast();
    }
    file.ifPresent(this::write);
  }

  private void write(Path to) {
    String lines =
        entries.stream()
            .map(e -> e.paths().stream().map(Path::toString).collect(Collectors.joining("\t")))
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.createDirectories(to.toAbsolutePath().getParent());
      Files.writeString(to, lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.warn("the list of recent work cannot be kept in {}", to, e);
    }
  }
}
