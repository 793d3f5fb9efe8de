package org.regista.app.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in commands of the window that a worker works for
 * @param out results, and nothing else
 * @param err progress, log and errors
 * @param interactive whether a person looks at {@code err} in a terminal
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean interactive) {

  /** That of the process. */
  public static Console standard() {
    java.io.Console terminal = System.console();
    return new Console(
        System.in, System.out, System.err, terminal != null && terminal.isTerminal());
  }
}
