package org.regista.study.network;

import java.util.List;

/**
 * What a transfer did.
 *
 * @param transferred objects that were sent or came in whole
 * @param present objects that were there already
 * @param failures objects that were not transferred, each with the reason
 */
public record TransferReport(long transferred, long present, List<String> failures) {

  public TransferReport {
    failures = List.copyOf(failures);
  }
}
