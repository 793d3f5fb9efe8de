package org.regista.app.studies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.network.Archive;
import org.regista.study.network.TlsContext;
import org.regista.study.network.association.Timeouts;
import org.regista.study.network.dimse.DicomArchive;
import org.regista.study.network.dimse.DicomNode;
import org.regista.study.network.web.WebArchive;
import org.regista.study.network.web.WebNode;
import org.regista.study.nodes.CredentialStore;
import org.regista.study.nodes.EncryptedFile;
import org.regista.study.nodes.Keyring;
import org.regista.study.nodes.Node;

/** Opens the archives that settings name. */
public final class Archives {

  private static final String USUAL_AET = "REGISTA";
  private static final Pattern DICOM = Pattern.compile("(.+):(\\d{1,5}):([^:]+)");

  private Archives() {}

  /**
   * How this station speaks to an archive.
   *
   * @param station our AE title
   * @param password of a DICOMweb login, asked for when it is needed
   */
  public record Access(
      String station,
      Optional<TlsContext> tls,
      Supplier<char[]> password,
      Timeouts timeouts,
      Cancellation cancellation) {

    /**
     * As the node has it; passwords come from the keyring of the desktop, else from the encrypted
     * file, if the environment variable REGISTA_PASSPHRASE opens it.
     *
     * @param settings the folder of the settings
     */
    public static Access of(Node node, Path settings, Cancellation cancellation) {
      return new Access(
          Archives.station(node),
          Archives.tls(node, settings),
          () -> secret(node.passwordKey(), node, settings),
          Timeouts.USUAL,
          cancellation);
    }
  }

  /** Our title at a node. */
  public static String station(Node node) {
    return node.station().isEmpty() ? USUAL_AET : node.station();
  }

  private static Optional<TlsContext> tls(Node node, Path settings) {
    if (!node.secured() && node.identity().isEmpty() && node.authorities().isEmpty()) {
      return Optional.empty();
    }
    char[] password =
        node.identity().isEmpty() ? new char[0] : secret(node.identityKey(), node, settings);
    return Optional.of(TlsContext.of(path(node.identity()), password, path(node.authorities())));
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static char[] secret(String key, Node node, Path settings) {
    CredentialStore store =
        Keyring.reachable().orElseGet(() -> new EncryptedFile(settings, Archives::passphrase));
    return store
        .get(key)
        .orElseThrow(
            () ->
                new InputDataException(
                    "no password for archive '%s' is known; 'regista dicom node password %s' keeps one"
                        .formatted(node.name(), node.name())))
        .toCharArray();
  }

  private static char[] passphrase() {
    return Optional.ofNullable(System.getenv("REGISTA_PASSPHRASE"))
        .orElseThrow(
            () ->
                new InputDataException(
                    "the password file needs its passphrase: set REGISTA_PASSPHRASE before the program starts"))
        .toCharArray();
  }

  /**
   * By DICOMweb if the address says so, else by DICOM.
   *
   * @throws InputDataException if the address is none
   */
  public static Archive open(Node node, Access access) {
    if (!node.address().matches("https?://.*")) {
      return openDicom(node, access);
    }
    Optional<WebNode.Login> login =
        node.user().isEmpty()
            ? Optional.empty()
            : Optional.of(new WebNode.Login(node.user(), access.password().get()));
    return new WebArchive(
        new WebNode(root(node), access.tls(), login), access.timeouts(), access.cancellation());
  }

  private static URI root(Node node) {
    try {
      return URI.create(node.address());
    } catch (IllegalArgumentException e) {
      throw new InputDataException("'%s' is no address".formatted(node.address()), e);
    }
  }

  /**
   * @throws InputDataException if the address is not HOST:PORT:AET
   */
  public static DicomArchive openDicom(Node node, Access access) {
    Matcher parts = DICOM.matcher(node.address());
    if (!parts.matches()) {
      throw new InputDataException(
          "'%s' is no archive that speaks DICOM; give it as HOST:PORT:AET"
              .formatted(node.address()));
    }
    return new DicomArchive(
        new DicomNode(
            parts.group(1),
            Integer.parseInt(parts.group(2)),
            parts.group(3),
            access.station(),
            access.tls()),
        access.timeouts(),
        access.cancellation());
  }

  /** Whether a text can be the address of an archive. */
  public static boolean isAddress(String text) {
    return text.matches("https?://.+") || DICOM.matcher(text).matches();
  }

  /** The files of an object: itself, or all below a folder. */
  public static List<Path> filesBelow(Path place) {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(place, e.getMessage()), e);
    }
  }
}
