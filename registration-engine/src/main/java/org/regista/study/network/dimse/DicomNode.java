package org.regista.study.network.dimse;

import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.study.network.TlsContext;

/**
 * Where an archive is and what it is called.
 *
 * @param calledAet its application title, at most 16 characters
 * @param callingAet ours, as the archive knows it
 * @param tls if the connection is secured
 */
public record DicomNode(
    String host, int port, String calledAet, String callingAet, Optional<TlsContext> tls) {

  private static final String AET = "[ -\\[\\]-~]{1,16}"; // printable, no backslash (PS3.5 6.2)

  /**
   * @throws InputDataException if a title or the port cannot be one
   */
  public DicomNode {
    if (!calledAet.matches(AET) || !callingAet.matches(AET)) {
      throw new InputDataException(
          "'%s' or '%s' is no AE title: up to 16 plain characters"
              .formatted(calledAet, callingAet));
    }
    if (port < 1 || port > 65535) {
      throw new InputDataException("%d is no port: 1 to 65535".formatted(port));
    }
  }

  @Override
  public String toString() {
    return "%s at %s:%d".formatted(calledAet, host, port);
  }
}
