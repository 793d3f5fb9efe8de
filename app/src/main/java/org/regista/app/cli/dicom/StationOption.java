package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.regista.app.cli.Services;
import org.regista.app.studies.Archives;
import org.regista.error.InputDataException;
import org.regista.study.network.TlsContext;
import org.regista.study.network.association.Timeouts;
import org.regista.study.nodes.Node;
import picocli.CommandLine.Option;

/** How this station appears on the network. What is given here goes before what a node has. */
final class StationOption {

  private static final Node NOBODY = new Node("nobody", "", "", false, "", "", "");

  @Option(
      names = "--aet",
      paramLabel = "AET",
      description = "The AE title of this station (default: REGISTA).")
  private Optional<String> aet = Optional.empty();

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
    return aet(NOBODY);
  }

  String aet(Node node) {
    return aet.orElseGet(() -> Archives.station(node));
  }

  Timeouts timeouts() {
    if (!(seconds >= 0.1 && seconds <= 3600)) {
      throw new InputDataException("--timeout %s: 0.1 to 3600 seconds".formatted(seconds));
    }
    return Timeouts.all(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  Optional<TlsContext> tls(Services services) {
    return tls(services, NOBODY);
  }

  Optional<TlsContext> tls(Services services, Node node) {
    Optional<Path> key = identity.or(() -> path(node.identity()));
    Optional<Path> roots = authorities.or(() -> path(node.authorities()));
    if (!secured && !node.secured() && key.isEmpty() && roots.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(TlsContext.of(key, password(services, node, key), roots));
  }

  private static char[] password(Services services, Node node, Optional<Path> key) {
    if (key.isEmpty()) {
      return new char[0];
    }
    return Secrets.fromEnvironment("REGISTA_TLS_PASSWORD")
        .or(
            () ->
                node.identity().isEmpty()
                    ? Optional.empty()
                    : Secrets.store(services).get(node.identityKey()))
        .orElse("")
        .toCharArray();
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }
}
