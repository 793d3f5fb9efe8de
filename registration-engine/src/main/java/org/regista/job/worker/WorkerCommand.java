package org.regista.job.worker;

/** What a worker is told while it works: one word a line on its standard input. */
enum WorkerCommand {
  /** Stop, and leave nothing. The end of the input, when the window is gone, means the same. */
  CANCEL,
  /** Stop soon, with the best so far. */
  END_EARLY
}
