package org.regista.job.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.regista.error.InputDataException;
import org.regista.error.RegistrationException;
import org.regista.io.csv.CsvTable;
import org.regista.job.Existing;
import org.regista.job.JobRunner;
import org.regista.job.RegistrationJob;
import org.regista.job.result.RegistrationRecord;
import org.regista.parallel.Workers;
import org.regista.register.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through the rows of a manifest, several at once. Each row gets a result folder named by its
 * id; summary.csv beside them says after every row how all of them stand. A row that fails costs
 * only itself. Rows whose result is there, from the same inputs and options, are skipped.
 */
public final class BatchRunner {

  /** The table that says how every row stands. */
  public static final String SUMMARY = "summary.csv";

  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  private final JobRunner runner;
  private final BatchRow.Defaults defaults;
  private final Path out;
  private final Consumer<RowOutcome> listener;

  /**
   * @param defaults for all rows; their threads are those of one row
   * @param out the folder of the results; made if it is not there
   * @param listener told of every row that ends, on the thread that ran it
   */
  public BatchRunner(
      JobRunner runner, BatchRow.Defaults defaults, Path out, Consumer<RowOutcome> listener) {
    this.runner = runner;
    this.defaults = defaults;
    this.out = out;
    this.listener = listener;
  }

  /**
   * Returns when every row has ended, failed ones included; all outcomes, in the order of the rows.
   *
   * @param jobs how many rows run at once
   * @throws InputDataException if the folder cannot be used, or another batch works in it
   * @throws CancellationException if cancelled, after summary.csv was brought up to date
   */
  public List<RowOutcome> run(List<BatchRow> rows, int jobs, Cancellation cancellation) {
    try (BatchLock lock = BatchLock.of(out)) {
      Board board = new Board(rows);
      Workers.forEach(
          jobs,
          jobs,
          worker -> {
            for (Optional<Integer> n = board.next(); n.isPresent(); n = board.next()) {
              board.put(n.get(), outcome(rows.get(n.get()), cancellation));
            }
          });
      cancellation.throwIfRequested();
      return board.outcomes();
    }
  }

  private RowOutcome outcome(BatchRow row, Cancellation cancellation) {
    try {
      cancellation.throwIfRequested();
      RegistrationJob job = row.job(defaults);
      Path folder = out.resolve(row.id());
      Optional<RegistrationRecord> finished = runner.finished(job, folder);
      if (finished.isPresent()) {
        return RowOutcome.of(row.id(), RowOutcome.Status.SKIPPED, finished.get());
      }
      RegistrationRecord record =
          runner.run(job, folder, Existing.REPLACE, progress -> {}, cancellation);
      return RowOutcome.of(row.id(), RowOutcome.Status.DONE, record);
    } catch (CancellationException e) {
      return RowOutcome.without(row.id(), RowOutcome.Status.CANCELLED, "");
    } catch (RegistrationException e) {
      return RowOutcome.without(row.id(), RowOutcome.Status.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("row '{}'", row.id(), e);
      return RowOutcome.without(row.id(), RowOutcome.Status.FAILED, "internal error: " + e);
    }
  }

  /** Who does what, and how every row stands; shared by the workers. */
  private final class Board {

    private final List<RowOutcome> outcomes;
    private int started;

    Board(List<BatchRow> rows) {
      outcomes = new ArrayList<>(rows.stream().map(row -> RowOutcome.pending(row.id())).toList());
      writeSummary();
    }

    synchronized Optional<Integer> next() {
      return started < outcomes.size() ? Optional.of(started++) : Optional.empty();
    }

    synchronized void put(int row, RowOutcome outcome) {
      outcomes.set(row, outcome);
      writeSummary();
      listener.accept(outcome);
    }

    synchronized List<RowOutcome> outcomes() {
      return List.copyOf(outcomes);
    }

    private void writeSummary() {
      List<List<String>> table = new ArrayList<>();
      table.add(RowOutcome.COLUMNS);
      outcomes.forEach(outcome -> table.add(outcome.cells()));
      CsvTable.write(out.resolve(SUMMARY), table);
    }
  }
}
