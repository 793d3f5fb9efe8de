package org.regista.job.worker;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The end of what a worker printed apart from its messages, and what its exit status makes of it.
 */
final class LastWords {

  private static final int MOST_LINES = 200;

  /** How the command line begins the sentence that it ends with. */
  private static final String SENTENCE = "regista: ";

  private static final int CANCELLED = 130;

  /** Exit statuses by signal are 128 and its number (POSIX shells, and java.lang.Process). */
  private static final int BY_SIGNAL = 128;

  /** What Java prints when it ends by a crash, or because it is refused memory. */
  private static final String CRASH = "A fatal error has been detected by the Java";

  private static final String NO_MEMORY = "There is insufficient memory for the Java";

  private static final String CRASHED =
      "the registration crashed in native code; nothing else was harmed. Try it with the device 'reference', and please report it with the details";

  private static final String MEMORY_ENDED =
      "the memory of this machine ran out, and the registration was ended; close other programs, or use smaller images";

  private final Deque<String> lines = new ArrayDeque<>();
  private String sentence = "";
  private String crash = "";

  synchronized void add(String line) {
    lines.addLast(line);
    if (lines.size() > MOST_LINES) {
      lines.removeFirst();
    }
    if (line.startsWith(SENTENCE)) {
      sentence = line.substring(SENTENCE.length());
    } else if (line.contains(CRASH)) {
      crash = CRASHED;
    } else if (line.contains(NO_MEMORY)) {
      crash = MEMORY_ENDED;
    }
  }

  synchronized WorkerOutcome outcome(int status) {
    if (status == 0) {
      return new WorkerOutcome.Done();
    }
    if (status == CANCELLED) {
      return new WorkerOutcome.Cancelled();
    }
    String said = !crash.isEmpty() ? crash : !sentence.isEmpty() ? sentence : ended(status);
    return new WorkerOutcome.Failed(
        said, "exit status %d%n%s".formatted(status, String.join("\n", lines)));
  }

  private static String ended(int status) {
    return switch (status - BY_SIGNAL) {
      case 9 -> MEMORY_ENDED; // the usual reason of a SIGKILL
      case 15 -> "the registration was ended from outside; start it again";
      case 4, 6, 7, 8, 11 -> CRASHED;
      default ->
          "the registration ended without a word (exit status %d); please report it with the details"
              .formatted(status);
    };
  }
}
