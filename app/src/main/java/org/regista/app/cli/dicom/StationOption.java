package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.study.network.TlsContext;
import org.regista.study.network.association.Timeouts;
import picocli.CommandLine.Option;

/** How this station appears on the network. */
final class StationOption {

  static final String PASSWORD_VARIABLE = "REGISTA_TLS_PASSWORD";

  @Option(
      names = "--aet",
      paramLabel = "AET",
      defaultValue = "REGISTA",
      description = "The AE title of this station (default: ${DEFAULT-VALUE}).")
  private String aet = "REGISTA";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "The longest wait for a peer (default: ${DEFAULT-VALUE}).")
  private double seconds = 30;

  @Option(names = "--tls", description = "Secure the connection by TLS 1.2 or 1.3.")
  private boolean secured;

  @Option(
      names = "--tls-identity",
      paramLabel = "FILE",
      description =
          "Key and certificate of this station (PKCS #12), for peers that ask for one; its password is "
              + "taken from the environment variable REGISTA_TLS_PASSWORD.")
  private Optional<Path> identity = Optional.empty();

  @Option(
      names = "--tls-authorities",
      paramLabel = "FILE",
      description = "The roots that are trusted (PEM); without it, those of Java.")
  private Optional<Path> authorities = Optional.empty();

  String aet() {
    return aet;
  }

  Timeouts timeouts() {
    if (!(seconds >= 0.1 && seconds <= 3600)) {
      throw new InputDataException("--timeout %s: 0.1 to 3600 seconds".formatted(seconds));
    }
    return Timeouts.all(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  Optional<TlsContext> tls() {
    if (!secured && identity.isEmpty() && authorities.isEmpty()) {
      return Optional.empty();
    }
    String password = Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).orElse("");
    return Optional.of(TlsContext.of(identity, password.toCharArray(), authorities));
  }
}
