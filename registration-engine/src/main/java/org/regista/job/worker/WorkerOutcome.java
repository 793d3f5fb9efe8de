package org.regista.job.worker;

/** How a worker ended. */
public sealed interface WorkerOutcome {

  /** With a result folder. */
  record Done() implements WorkerOutcome {}

  /** Because it was told to, without a result. */
  record Cancelled() implements WorkerOutcome {}

  /**
   * Without a result.
   *
   * @param message what happened and what to do
   * @param details the end of what the worker printed, for whoever looks into it
   */
  record Failed(String message, String details) implements WorkerOutcome {}
}
