package org.regista.study.network.web;

import java.net.URI;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.study.network.TlsContext;

/**
 * Where a DICOMweb service is.
 *
 * @param root of its paths, such as https://pacs.example.org/dicom-web
 * @param tls how https is secured; if empty, with the roots of Java
 */
public record WebNode(URI root, Optional<TlsContext> tls, Optional<Login> login) {

  /** Name and password; never part of a message. */
  public record Login(String user, char[] password) {

    @Override
    public String toString() {
      return "login of " + user;
    }
  }

  /**
   * @throws InputDataException if this is no address of the web, or a password would travel in
   *     plain text to another machine
   */
  public WebNode {
    String scheme = String.valueOf(root.getScheme());
    String host = String.valueOf(root.getHost());
    if (!scheme.matches("https?") || root.getHost() == null || root.getUserInfo() != null) {
      throw new InputDataException(
          "'%s' is no address of DICOMweb; write https://HOST/PATH, without a password"
              .formatted(scheme + "://" + host));
    }
    boolean here = host.matches("localhost|127\\.0\\.0\\.1|\\[::1]");
    if (scheme.equals("http") && login.isPresent() && !here) {
      throw new InputDataException(
          "'%s': a password is sent by https only; change the address to https".formatted(root));
    }
  }

  /** The address of a resource below the root. */
  URI at(String path) {
    return URI.create(root.toString().replaceAll("/+$", "") + path);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
