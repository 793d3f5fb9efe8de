package org.regista.app.cli.dicom;

import java.util.Arrays;
import java.util.Optional;
import org.regista.app.cli.Services;
import org.regista.error.InputDataException;
import org.regista.study.nodes.CredentialStore;
import org.regista.study.nodes.EncryptedFile;
import org.regista.study.nodes.Keyring;

/** Where the command line takes passwords from: never from its arguments, which others can see. */
final class Secrets {

  private static final String PASSPHRASE = "REGISTA_PASSPHRASE";

  private Secrets() {}

  static Optional<String> fromEnvironment(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isEmpty());
  }

  /** The keyring of the desktop, else the encrypted file. */
  static CredentialStore store(Services services) {
    return Keyring.reachable()
        .orElseGet(() -> new EncryptedFile(services.folders().settings(), Secrets::passphrase));
  }

  private static char[] passphrase() {
    return fromEnvironment(PASSPHRASE)
        .map(String::toCharArray)
        .orElseGet(
            () ->
                ask("Passphrase of the password file: ")
                    .orElseThrow(
                        () ->
                            new InputDataException(
                                "the password file needs its passphrase: set %s, or use a terminal"
                                    .formatted(PASSPHRASE))));
  }

  /** What a person types without seeing it; nothing if there is no terminal. */
  static Optional<char[]> ask(String question) {
    java.io.Console terminal = System.console();
    if (terminal == null || !terminal.isTerminal()) {
      return Optional.empty();
    }
    return Optional.ofNullable(terminal.readPassword(question))
        .map(typed -> Arrays.copyOf(typed, typed.length));
  }
}
