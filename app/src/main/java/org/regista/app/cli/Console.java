package org.regista.app.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results, and nothing else
 * @param err progress, log and errors
 * @param interactive whether a person looks at {@code err} in a terminal
 */
public record Console(PrintStream out, PrintStream err, boolean interactive) {

  /** That of the process. */
  public static Console standard() {
    java.io.Console terminal = System.console();
    return new Console(System.out, System.err, terminal != null && terminal.isTerminal());
  }
}
