package org.regista.job.batch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.regista.job.result.RegistrationRecord;
import org.regista.quality.JacobianSummary;
import org.regista.quality.QualityReport;

/**
 * How a row stands.
 *
 * @param reason why it failed, or why its verdict is not better; may be empty
 * @param record of its result, if it has one
 */
public record RowOutcome(
    String id, Status status, String reason, Optional<RegistrationRecord> record) {

  static final List<String> COLUMNS =
      List.of(
          "id",
          "status",
          "reason",
          "verdict",
          "seconds",
          "overlap",
          "nmi_before",
          "nmi_after",
          "jacobian_min");

  /** What became of a row. */
  public enum Status {
    PENDING,
    DONE,
    /** Its result was there already, from the same inputs and options. */
    SKIPPED,
    FAILED,
    CANCELLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static RowOutcome pending(String id) {
    return new RowOutcome(id, Status.PENDING, "", Optional.empty());
  }

  static RowOutcome of(String id, Status status, RegistrationRecord record) {
    String reasons = String.join("; ", record.quality().reasons());
    return new RowOutcome(id, status, reasons, Optional.of(record));
  }

  static RowOutcome without(String id, Status status, String reason) {
    return new RowOutcome(id, status, reason, Optional.empty());
  }

  /** A row of summary.csv, in the order of {@link #COLUMNS}. */
  List<String> cells() {
    Optional<QualityReport> quality = record.map(RegistrationRecord::quality);
    return List.of(
        id,
        status.toString(),
        reason,
        quality.map(q -> q.verdict().name()).orElse(""),
        record.map(r -> number("%.2f", r.run().seconds())).orElse(""),
        quality.map(q -> number("%.4f", q.after().overlap())).orElse(""),
        quality.map(q -> number("%.5f", q.before().nmi())).orElse(""),
        quality.map(q -> number("%.5f", q.after().nmi())).orElse(""),
        quality
            .map(QualityReport::jacobian)
            .map(JacobianSummary::min)
            .map(min -> number("%.4f", min))
            .orElse(""));
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
