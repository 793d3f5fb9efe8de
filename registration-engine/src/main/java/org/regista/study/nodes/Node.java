package org.regista.study.nodes;

import org.regista.error.InputDataException;

/**
 * One archive, as the settings have it; empty texts stand for what is not set.
 *
 * @param name by which the user calls it
 * @param address HOST:PORT:AET, or the root of a DICOMweb service
 * @param station our AE title there
 * @param secured whether DICOM goes by TLS; an address with https always does
 * @param identity a PKCS #12 file with our key and certificate
 * @param authorities a PEM file with the roots that are trusted
 * @param user of a DICOMweb service
 */
public record Node(
    String name,
    String address,
    String station,
    boolean secured,
    String identity,
    String authorities,
    String user) {

  /**
   * @throws InputDataException if the name could be taken for an address or is empty
   */
  public Node {
    if (!name.matches("[\\p{L}\\p{N}_.-]{1,64}")) {
      throw new InputDataException(
          "'%s' is no name for an archive: letters, digits, '.', '-' and '_'".formatted(name));
    }
  }

  /** Under what its password is kept. */
  public String passwordKey() {
    return "node/" + name;
  }

  /** Under what the password of its identity file is kept. */
  public String identityKey() {
    return "identity/" + name;
  }
}
