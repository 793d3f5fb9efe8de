/**
 * A registration in a process of its own, so that a crash of native code costs the run and not the
 * window: {@link org.regista.job.worker.WorkerProcess} starts and watches it, {@link
 * org.regista.job.worker.WorkerChannel} is its end of the pipe. The process runs the same command
 * that a person would type.
 */
@NullMarked
package org.regista.job.worker;

import org.jspecify.annotations.NullMarked;
