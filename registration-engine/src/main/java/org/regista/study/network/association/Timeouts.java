package org.regista.study.network.association;

import java.time.Duration;

/**
 * How long each kind of wait may last; nothing waits without end.
 *
 * @param connect for the connection, the TLS handshake and the answer to a request for an
 *     association
 * @param transfer for one unit of data to be sent or received whole, however slowly
 * @param response for the next response of a peer that is at work
 */
public record Timeouts(Duration connect, Duration transfer, Duration response) {

  public static final Timeouts USUAL = all(Duration.ofSeconds(30));

  public Timeouts {
    if (!isPositive(connect) || !isPositive(transfer) || !isPositive(response)) {
      throw new IllegalArgumentException("a timeout must be longer than 0");
    }
  }

  private static boolean isPositive(Duration duration) {
    return duration.toMillis() > 0;
  }

  public static Timeouts all(Duration each) {
    return new Timeouts(each, each, each);
  }
}
