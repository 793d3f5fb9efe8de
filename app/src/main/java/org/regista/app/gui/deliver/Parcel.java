package org.regista.app.gui.deliver;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One object that leaves, or a series of them, and how far it has come.
 *
 * @param arrived those of the files that are there
 * @param problem the first thing that went wrong; empty if nothing did
 */
public record Parcel(String name, List<Path> files, Set<Path> arrived, String problem) {

  public Parcel {
    files = List.copyOf(files);
    arrived = Set.copyOf(arrived);
  }

  static Parcel of(String name, List<Path> files) {
    return new Parcel(name, files, Set.of(), "");
  }

  Parcel withArrived(Path file) {
    Set<Path> more = new HashSet<>(arrived);
    more.add(file);
    return new Parcel(name, files, more, problem);
  }

  Parcel withProblem(String text) {
    return problem.isEmpty() ? new Parcel(name, files, arrived, text) : this;
  }

  /** Before it is sent again. */
  Parcel withoutProblem() {
    return new Parcel(name, files, arrived, "");
  }

  /** Files that are not there yet. */
  List<Path> left() {
    return files.stream().filter(f -> !arrived.contains(f)).toList();
  }

  public boolean isDone() {
    return arrived.size() == files.size();
  }

  public boolean isFailed() {
    return !problem.isEmpty() && !isDone();
  }

  /** "series resampled: 12 of 47 sent". */
  public String words() {
    String count = files.size() == 1 ? "" : " (%d of %d)".formatted(arrived.size(), files.size());
    String state =
        isDone()
            ? "there"
            : isFailed() ? "FAILED, " + problem : arrived.isEmpty() ? "waiting" : "under way";
    return name + count + ": " + state;
  }
}
