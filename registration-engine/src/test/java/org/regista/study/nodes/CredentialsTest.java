package org.regista.study.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;

final class CredentialsTest {

  private static final String SECRET = "tr0ub4dor-plain-marker";

  @TempDir private Path folder;

  private EncryptedFile file(String passphrase) {
    return new EncryptedFile(folder, passphrase::toCharArray);
  }

  @Test
  void passwordsComeBackAndAreNowhereInPlainText() throws IOException {
    file("right").put("node/pacs", SECRET);
    file("right").put("node/other", "x");
    assertThat(file("right").get("node/pacs")).contains(SECRET);
    assertThat(file("right").get("node/none")).isEmpty();
    file("right").remove("node/other");
    assertThat(file("right").get("node/other")).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files.toList())
          .singleElement()
          .satisfies(
              f ->
                  assertThat(new String(Files.readAllBytes(f), StandardCharsets.ISO_8859_1))
                      .doesNotContain(SECRET)
                      .doesNotContain("pacs"));
    }
  }

  @Test
  void theWrongPassphraseAndEveryChangeAreNoticed() throws IOException {
    file("right").put("node/pacs", SECRET);
    assertThatThrownBy(() -> file("wrong").get("node/pacs"))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("passphrase");
    assertThatThrownBy(() -> file("wrong").put("node/pacs", "y"))
        .isInstanceOf(InputDataException.class);
    Path stored = folder.resolve("passwords.json");
    byte[] good = Files.readAllBytes(stored);
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(stored, bad);
      try {
        // a change may leave the meaning as it is, such as the last bits of Base64; then all is
        // well
        assertThat(file("right").get("node/pacs")).contains(SECRET);
      } catch (InputDataException e) {
        assertThat(e.getMessage()).contains("passwords.json");
      }
    }
  }

  /** A keyring is played by a script that keeps what it is given, and notes its arguments. */
  @Test
  void secretsGoToTheKeyringByStandardInput() throws IOException {
    Path script = folder.resolve("secret-tool");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$@" >> %1$s/arguments
        case $1 in
          store) cat > %1$s/kept ;;
          lookup) [ -e %1$s/kept ] && cat %1$s/kept ;;
          clear) rm -f %1$s/kept ;;
        esac
        """
            .formatted(folder));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    CredentialStore keyring = Keyring.reachable(script.toString()).orElseThrow();
    assertThat(keyring.get("node/pacs")).isEmpty();
    keyring.put("node/pacs", SECRET);
    assertThat(keyring.get("node/pacs")).contains(SECRET);
    keyring.remove("node/pacs");
    assertThat(keyring.get("node/pacs")).isEmpty();
    assertThat(folder.resolve("arguments")).content().contains("node/pacs").doesNotContain(SECRET);
  }

  @Test
  void aKeyringThatIsNotThereIsNotUsed() throws IOException {
    assertThat(Keyring.reachable(folder.resolve("none").toString())).isEqualTo(Optional.empty());
    Path broken = folder.resolve("secret-tool");
    Files.writeString(
        broken, "#!/bin/sh\necho 'Cannot autolaunch D-Bus without X11' >&2\nexit 1\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();
    assertThat(Keyring.reachable(broken.toString())).isEqualTo(Optional.empty());
  }

  @Test
  void nodesAreKeptByName() {
    NodeList nodes = new NodeList(folder.resolve("settings"));
    assertThat(nodes.all()).isEmpty();
    Node pacs = new Node("pacs", "pacs.example.org:104:PACS", "REGISTA", true, "", "", "");
    nodes.put(pacs);
    nodes.put(new Node("archive", "https://example.org/dicom-web", "", false, "", "", "me"));
    assertThat(new NodeList(folder.resolve("settings")).all()).hasSize(2);
    assertThat(nodes.find("pacs")).contains(pacs);
    nodes.remove("pacs");
    assertThat(nodes.find("pacs")).isEmpty();
    assertThatThrownBy(() -> nodes.remove("pacs")).isInstanceOf(InputDataException.class);
    assertThatThrownBy(() -> new Node("a:1:b", "", "", false, "", "", ""))
        .isInstanceOf(InputDataException.class);
  }
}
