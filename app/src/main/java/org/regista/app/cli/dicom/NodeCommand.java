package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.Optional;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.Services;
import org.regista.app.studies.Archives;
import org.regista.error.InputDataException;
import org.regista.study.nodes.CredentialStore;
import org.regista.study.nodes.Node;
import org.regista.study.nodes.NodeList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The archives that the user has named. */
@Command(
    name = "node",
    synopsisSubcommandLabel = "COMMAND",
    description = "Names archives, so that --node NAME is enough.")
final class NodeCommand {

  private final Services services;
  private final Console console;

  NodeCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  private NodeList nodes() {
    return new NodeList(services.folders().settings());
  }

  @Command(name = "add", description = "Adds an archive, or replaces the one of that name.")
  int add(
      @Parameters(paramLabel = "NAME", description = "Letters, digits, '.', '-' and '_'.")
          String name,
      @Parameters(paramLabel = "ADDRESS", description = "HOST:PORT:AET, or https://...")
          String address,
      @Option(names = "--aet", paramLabel = "AET", description = "Our AE title there.")
          Optional<String> station,
      @Option(names = "--tls", description = "Secure the connection by TLS.") boolean secured,
      @Option(
              names = "--tls-identity",
              paramLabel = "FILE",
              description = "Our key and certificate (PKCS #12).")
          Optional<Path> identity,
      @Option(
              names = "--tls-authorities",
              paramLabel = "FILE",
              description = "The roots that are trusted (PEM).")
          Optional<Path> authorities,
      @Option(names = "--user", paramLabel = "NAME", description = "The login of DICOMweb.")
          Optional<String> user) {
    if (!Archives.isAddress(address)) {
      throw new InputDataException(
          "'%s' is no address; give HOST:PORT:AET or https://...".formatted(address));
    }
    nodes()
        .put(
            new Node(
                name,
                address,
                station.orElse(""),
                secured,
                absolute(identity),
                absolute(authorities),
                user.orElse("")));
    return ExitCodes.OK;
  }

  private static String absolute(Optional<Path> file) {
    return file.map(f -> f.toAbsolutePath().toString()).orElse("");
  }

  @Command(name = "list", description = "Lists the archives.")
  int list() {
    for (Node node : nodes().all()) {
      console
          .out()
          .printf(
              "%-16s  %s%s%s%n",
              node.name(),
              node.address(),
              node.secured() ? "  TLS" : "",
              node.station().isEmpty() ? "" : "  as " + node.station());
    }
    return ExitCodes.OK;
  }

  @Command(
      name = "remove",
      description = "Forgets an archive; its password is to be forgotten too.")
  int remove(@Parameters(paramLabel = "NAME", description = "Of the archive.") String name) {
    nodes().remove(name);
    return ExitCodes.OK;
  }

  @Command(
      name = "password",
      description = {
        "Keeps a password of an archive in the keyring of the desktop, else in an encrypted file.",
        "It is asked for at the terminal, or taken from REGISTA_NODE_PASSWORD."
      })
  int password(
      @Parameters(paramLabel = "NAME", description = "Of the archive.") String name,
      @Option(names = "--identity", description = "It is that of the file of --tls-identity.")
          boolean identity,
      @Option(names = "--forget", description = "Remove it.") boolean forget) {
    Node node =
        nodes()
            .find(name)
            .orElseThrow(() -> new InputDataException("no archive is called '%s'".formatted(name)));
    String key = identity ? node.identityKey() : node.passwordKey();
    CredentialStore store = Secrets.store(services);
    if (forget) {
      store.remove(key);
      return ExitCodes.OK;
    }
    String secret =
        Secrets.fromEnvironment("REGISTA_NODE_PASSWORD")
            .or(() -> Secrets.ask("Password: ").map(String::valueOf))
            .orElseThrow(
                () ->
                    new InputDataException(
                        "no password was given: set REGISTA_NODE_PASSWORD, or use a terminal"));
    store.put(key, secret);
    console.out().printf("kept in %s%n", store.description());
    return ExitCodes.OK;
  }
}
