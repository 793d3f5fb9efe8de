package org.regista.study.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.regista.error.InputDataException;

/**
 * How connections are secured: TLS 1.2 and 1.3 with the cipher suites of BCP 195 (RFC 9325; PS3.15
 * B.12), the peer's certificate always checked to its root, its dates and its host name. There is
 * no way to trust everybody.
 */
public final class TlsContext {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private static final String[] SUITES = {
    "TLS_AES_256_GCM_SHA384",
    "TLS_AES_128_GCM_SHA256",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  };

  private final SSLContext context;

  private TlsContext(SSLContext context) {
    this.context = context;
  }

  /**
   * @param identity a PKCS #12 file with our own key and certificate, for peers that ask for one;
   *     needed for a server
   * @param password of that file
   * @param authorities a PEM file with the roots that are trusted; if empty, those of Java
   * @throws InputDataException if a file cannot be read or the password is wrong
   */
  public static TlsContext of(
      Optional<Path> identity, char[] password, Optional<Path> authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = identity.isPresent() ? keys(identity.get(), password) : new KeyManager[0];
      context.init(keys, trusted(authorities), null);
      return new TlsContext(context);
    } catch (GeneralSecurityException e) {
      throw new InputDataException(
          "TLS cannot be set up (%s); check the key and certificate files"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static KeyManager[] keys(Path file, char[] password) throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return factory.getKeyManagers();
    } catch (IOException e) {
      throw new InputDataException(
          "the key file '%s' cannot be read (%s); it must be PKCS #12, and its password right"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static TrustManager[] trusted(Optional<Path> authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (authorities.isEmpty()) {
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
    Path file = authorities.get();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      int n = 0;
      for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("root-" + n++, root);
      }
      if (n == 0) {
        throw new InputDataException("'%s' holds no certificate in PEM form".formatted(file));
      }
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException e) {
      throw new InputDataException(
          "the certificates '%s' cannot be read (%s)".formatted(file, e.getMessage()), e);
    }
  }

  /** For clients of HTTP: with {@link #parameters}. */
  public SSLContext context() {
    return context;
  }

  /** What may be spoken, and that the certificate must be the host's. */
  public SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters(SUITES, PROTOCOLS);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setUseCipherSuitesOrder(true);
    parameters.setAlgorithmConstraints(new StrongKeys());
    return parameters;
  }

  /** TLS on top of a connection to a host; the handshake is still to be done. */
  public SSLSocket client(Socket connection, String host, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(connection, host, port, true);
    socket.setSSLParameters(parameters());
    return socket;
  }

  /** TLS on top of a connection that came in; the peer must show a certificate that we trust. */
  public SSLSocket server(Socket connection) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connection, null, true);
    SSLParameters parameters = parameters();
    parameters.setEndpointIdentificationAlgorithm(""); // clients have no host name
    parameters.setNeedClientAuth(true);
    socket.setUseClientMode(false);
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** The names of the protocols, for messages. */
  public static List<String> protocols() {
    return List.of(PROTOCOLS);
  }
}
