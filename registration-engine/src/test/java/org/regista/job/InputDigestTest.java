package org.regista.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputDigestTest {

  /** FIPS 180-2, appendix B.1. */
  private static final String SHA_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void aFileHasTheDigestOfItsBytes() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nii"), "abc");
    assertThat(InputDigest.of(file)).isEqualTo(new InputDigest(SHA_OF_ABC, 3));
  }

  /** {@code cd FOLDER; sha256sum 1 2 | sha256sum}. */
  @Test
  void aFolderHasTheDigestOfItsListing() throws IOException {
    Files.writeString(folder.resolve("2"), "abc");
    Files.writeString(folder.resolve("1"), "abc");
    Path listing =
        Files.writeString(
            Files.createTempFile("listing", ""),
            SHA_OF_ABC + "  1\n" + SHA_OF_ABC + "  2\n",
            StandardCharsets.UTF_8);
    InputDigest digest = InputDigest.of(folder);
    assertThat(digest.sha256()).isEqualTo(InputDigest.of(listing).sha256());
    assertThat(digest.bytes()).isEqualTo(6);
    Files.move(folder.resolve("2"), folder.resolve("3"));
    assertThat(InputDigest.of(folder)).isNotEqualTo(digest);
  }

  @Test
  void aHeaderCountsWithItsData() throws IOException {
    Path header = Files.writeString(folder.resolve("v.mhd"), "ElementDataFile = v.raw");
    Files.writeString(folder.resolve("v.raw"), "1");
    Files.writeString(folder.resolve("vv.raw"), "1");
    InputDigest before = InputDigest.of(header);
    Files.writeString(folder.resolve("vv.raw"), "2");
    assertThat(InputDigest.of(header)).isEqualTo(before);
    Files.writeString(folder.resolve("v.raw"), "2");
    assertThat(InputDigest.of(header)).isNotEqualTo(before);
  }

  @Test
  void aSliceStandsForItsFolder() throws IOException {
    byte[] slice = new byte[140];
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, slice, 128, 4);
    Path first = Files.write(folder.resolve("1.dcm"), slice);
    Files.write(folder.resolve("2.dcm"), slice);
    InputDigest before = InputDigest.of(first);
    slice[139] = 1;
    Files.write(folder.resolve("2.dcm"), slice);
    assertThat(InputDigest.of(first)).isNotEqualTo(before);
  }
}
