package org.regista.study.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.regista.error.InputDataException;
import org.regista.io.AtomicFile;

/**
 * Passwords in a file, encrypted and authenticated by AES-256-GCM (NIST SP 800-38D) with a key made
 * of a passphrase by PBKDF2 with HMAC-SHA-256 (RFC 8018), each time with new salt and nonce.
 */
public final class EncryptedFile implements CredentialStore {

  private static final String FILE = "passwords.json";
  private static final int VERSION = 1;
  private static final int ITERATIONS = 600_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final Supplier<char[]> passphrase;

  /**
   * @param settings the folder; it need not exist
   * @param passphrase is asked for when it is needed
   */
  public EncryptedFile(Path settings, Supplier<char[]> passphrase) {
    this.file = settings.resolve(FILE);
    this.passphrase = passphrase;
  }

  private record Sealed(int version, int iterations, byte[] salt, byte[] nonce, byte[] content) {}

  @Override
  public Optional<String> get(String key) {
    return Files.exists(file)
        ? Optional.ofNullable(open(passphrase.get()).get(key))
        : Optional.empty();
  }

  @Override
  public void put(String key, String secret) {
    char[] phrase = passphrase.get();
    Map<String, String> all = Files.exists(file) ? open(phrase) : new TreeMap<>();
    all.put(key, secret);
    write(all, phrase);
  }

  @Override
  public void remove(String key) {
    if (Files.exists(file)) {
      char[] phrase = passphrase.get();
      Map<String, String> all = open(phrase);
      all.remove(key);
      write(all, phrase);
    }
  }

  @Override
  public String description() {
    return "the encrypted file '%s'".formatted(file);
  }

  private Map<String, String> open(char[] phrase) {
    try {
      Sealed sealed = MAPPER.readValue(Files.readAllBytes(file), Sealed.class);
      boolean known =
          sealed.version() == VERSION
              && sealed.iterations() > 0
              && sealed.iterations() <= MOST_ITERATIONS;
      if (!known || sealed.salt() == null || sealed.nonce() == null || sealed.content() == null) {
        throw new InputDataException(
            "'%s' is damaged or of a newer program; passwords must be given again".formatted(file));
      }
      byte[] plain = cipher(Cipher.DECRYPT_MODE, phrase, sealed).doFinal(sealed.content());
      return new TreeMap<>(MAPPER.readValue(plain, new TypeReference<Map<String, String>>() {}));
    } catch (AEADBadTagException e) {
      throw new InputDataException(
          "the passphrase of '%s' is wrong, or the file was changed".formatted(file), e);
    } catch (JsonProcessingException e) {
      throw new InputDataException(
          "'%s' is damaged; delete it and give the passwords again".formatted(file), e);
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(file, e.getMessage()), e);
    } catch (GeneralSecurityException e) {
      throw new InputDataException("'%s' is damaged (%s)".formatted(file, e.getMessage()), e);
    }
  }

  private void write(Map<String, String> all, char[] phrase) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    Sealed empty = new Sealed(VERSION, ITERATIONS, salt, nonce, new byte[0]);
    try {
      byte[] content =
          cipher(Cipher.ENCRYPT_MODE, phrase, empty).doFinal(MAPPER.writeValueAsBytes(all));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Sealed sealed = new Sealed(VERSION, ITERATIONS, salt, nonce, content);
      AtomicFile.write(file, out -> out.write(MAPPER.writeValueAsBytes(sealed)));
    } catch (GeneralSecurityException | IOException e) {
      throw new InputDataException("'%s' cannot be written (%s)".formatted(file, e), e);
    }
  }

  /** The version, the number of iterations and the salt are authenticated too. */
  private static Cipher cipher(int mode, char[] phrase, Sealed sealed)
      throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(phrase, sealed.salt(), sealed.iterations(), KEY_BITS);
    SecretKey derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec);
    spec.clearPassword();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(derived.getEncoded(), "AES"),
        new GCMParameterSpec(TAG_BITS, sealed.nonce()));
    cipher.updateAAD(
        "%d %d".formatted(sealed.version(), sealed.iterations()).getBytes(StandardCharsets.UTF_8));
    cipher.updateAAD(sealed.salt());
    return cipher;
  }
}
