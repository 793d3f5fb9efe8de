package org.regista.study.nodes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.regista.error.InputDataException;

/**
 * The keyring of a Linux desktop (Secret Service), by the program secret-tool. Secrets go through
 * its standard input and output, never through its arguments, which others could see.
 */
public final class Keyring implements CredentialStore {

  private static final int PATIENCE_SECONDS = 20;
  private static final String SERVICE = "org.regista";

  private final String program;

  private Keyring(String program) {
    this.program = program;
  }

  /** The keyring, if the program is there and a keyring answers it. */
  public static Optional<CredentialStore> reachable() {
    return reachable("secret-tool");
  }

  static Optional<CredentialStore> reachable(String program) {
    Keyring keyring = new Keyring(program);
    try {
      // what is not there is no error; a keyring that is not there is one, and is told of
      Answer answer = keyring.run("", "lookup", "service", SERVICE, "key", "probe");
      return answer.errors().isEmpty() ? Optional.of(keyring) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private record Answer(int code, String out, String errors) {}

  private Answer run(String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the keyring does not answer");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new Answer(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> get(String key) {
    Answer answer = ask("", "lookup", "service", SERVICE, "key", key);
    return answer.code() == 0 ? Optional.of(answer.out().stripTrailing()) : Optional.empty();
  }

  @Override
  public void put(String key, String secret) {
    Answer answer =
        ask(secret, "store", "--label", "Regista " + key, "service", SERVICE, "key", key);
    if (answer.code() != 0) {
      throw failed(answer.errors());
    }
  }

  @Override
  public void remove(String key) {
    ask("", "clear", "service", SERVICE, "key", key);
  }

  private Answer ask(String input, String... arguments) {
    try {
      return run(input, arguments);
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private static InputDataException failed(String why) {
    return new InputDataException("the keyring of this desktop failed (%s)".formatted(why.strip()));
  }

  @Override
  public String description() {
    return "the keyring of this desktop";
  }
}
