package org.regista.study.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys and certificates for one test, good and bad, made by openssl. */
public final class Certificates {

  public static final char[] PASSWORD = "test".toCharArray();

  private static final String GOOD_DAYS = "-not_before 20200101000000Z -not_after 20450101000000Z";

  private final Path folder;

  /** Makes an authority "ca" and another one "rogue-ca" that nobody trusts. */
  public Certificates(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl("genrsa -out key.pem 2048");
    openssl("genrsa -out short.pem 1024");
    for (String authority : List.of("ca", "rogue-ca")) {
      openssl(
          "req -x509 -new -key key.pem -sha256 -days 9000 -subj /CN=%s -out %s.crt",
          authority, authority);
    }
  }

  /**
   * A certificate to make.
   *
   * @param host that it is for
   * @param key "key.pem" or "short.pem"
   * @param digest "sha256" or "sha1"
   * @param authority "ca" or "rogue-ca"; empty for one that signs itself
   * @param use of the key: "serverAuth,clientAuth"
   */
  public record Wanted(String host, String key, String digest, String authority, String use) {

    public static Wanted good() {
      return new Wanted("localhost", "key.pem", "sha256", "ca", "serverAuth,clientAuth");
    }

    public Wanted withHost(String other) {
      return new Wanted(other, key, digest, authority, use);
    }

    public Wanted withKey(String other) {
      return new Wanted(host, other, digest, authority, use);
    }

    public Wanted withDigest(String other) {
      return new Wanted(host, key, other, authority, use);
    }

    public Wanted withAuthority(String other) {
      return new Wanted(host, key, digest, other, use);
    }

    public Wanted withUse(String other) {
      return new Wanted(host, key, digest, authority, other);
    }
  }

  /** Makes NAME.crt that is valid now. */
  public Path make(String name, Wanted wanted) {
    return make(name, wanted, GOOD_DAYS);
  }

  public Path makeExpired(String name) {
    return make(name, Wanted.good(), "-not_before 20100101000000Z -not_after 20110101000000Z");
  }

  public Path makeNotYetValid(String name) {
    return make(name, Wanted.good(), "-not_before 20440101000000Z -not_after 20450101000000Z");
  }

  private Path make(String name, Wanted wanted, String days) {
    try {
      Files.writeString(
          folder.resolve(name + ".cnf"),
          """
          [ext]
          subjectAltName = DNS:%s
          extendedKeyUsage = %s
          """
              .formatted(wanted.host(), wanted.use()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl("req -new -key %s -subj /CN=%s -out %s.csr", wanted.key(), wanted.host(), name);
    if (wanted.authority().isEmpty()) {
      openssl(
          "x509 -req -in %s.csr -signkey %s -%s -days 9000 -extfile %s.cnf -extensions ext -out %s.crt",
          name, wanted.key(), wanted.digest(), name, name);
    } else {
      sign(name, wanted, days);
    }
    return folder.resolve(name + ".crt");
  }

  /** By "openssl ca", which alone takes dates of begin and end. */
  private void sign(String name, Wanted wanted, String days) {
    try {
      Path base = folder.resolve(name + ".ca");
      Files.createDirectories(base);
      Files.writeString(base.resolve("index.txt"), "");
      Files.writeString(base.resolve("serial"), "%08X%n".formatted(name.hashCode() & 0x7fffffff));
      Files.writeString(
          folder.resolve(name + ".ca.cnf"),
          """
          [ca]
          default_ca = here
          [here]
          database = %s/index.txt
          serial = %s/serial
          new_certs_dir = %s
          policy = any
          email_in_dn = no
          unique_subject = no
          [any]
          commonName = supplied
          """
              .formatted(base, base, base));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String dates = days.replace("-not_before", "-startdate").replace("-not_after", "-enddate");
    openssl(
        "ca -batch -notext -config %s.ca.cnf -cert %s.crt -keyfile key.pem -md %s %s"
            + " -extfile %s.cnf -extensions ext -in %s.csr -out %s.crt",
        name, wanted.authority(), wanted.digest(), dates, name, name, name);
  }

  /** The key and the certificate of a name as PKCS #12. */
  public Path identity(String name, String key) {
    openssl(
        "pkcs12 -export -inkey %s -in %s.crt -passout pass:%s -out %s.p12",
        key, name, new String(PASSWORD), name);
    return folder.resolve(name + ".p12");
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Our side: trusts "ca" and shows a certificate of it. */
  public TlsContext ours(String name) {
    make(name, Wanted.good());
    return TlsContext.of(
        Optional.of(identity(name, "key.pem")), PASSWORD, Optional.of(file("ca.crt")));
  }

  public void openssl(String form, Object... values) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(form.formatted(values).split(" ")));
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
    } catch (IOException e) {
      throw new AssertionError("openssl is needed; './run setup' installs it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
