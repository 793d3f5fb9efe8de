package org.regista.app.report;

import java.util.stream.Collectors;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.SignOff;
import org.regista.register.RegistrationResult.StageTiming;
import org.regista.viewers.slice.RegistrationBadge;

/** What is written on pictures of a registered pair. */
public final class Badges {

  private static final int DATE = 10;

  private Badges() {}

  /**
   * "REGISTERED by rigid, affine 2026-11-23, not signed", or with level and name, and with EDITED
   * BY HAND if somebody moved it.
   */
  public static RegistrationBadge of(RegistrationRecord record) {
    String edited = record.edits().isEmpty() ? "" : ", EDITED BY HAND";
    String how = "%s%s %s".formatted(stages(record), edited, record.finished().substring(0, DATE));
    SignOff signature = record.signOff();
    return signature == null
        ? RegistrationBadge.unsigned(how)
        : RegistrationBadge.signed(how, signature.level(), signature.name());
  }

  /** "rigid, affine, diffeo". */
  static String stages(RegistrationRecord record) {
    return record.run().timings().stream()
        .map(StageTiming::stage)
        .filter(stage -> !stage.equals("init"))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
