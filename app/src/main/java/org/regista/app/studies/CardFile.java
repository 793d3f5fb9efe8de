package org.regista.app.studies;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.regista.io.AtomicFile;
import org.regista.viewers.slice.PixelImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a look into the series of the library found, kept in the library's own folder, since a
 * thumbnail is a picture of a patient. One that cannot be read or written costs time, never a
 * series.
 */
final class CardFile {

  private static final Logger LOG = LoggerFactory.getLogger(CardFile.class);
  private static final String FOLDER = "thumbnails";
  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;

  /**
   * @param images of the series now; with another number it has to be looked into again
   */
  CardFile(Path library, String seriesUid, long images) {
    this.file = library.resolve(FOLDER).resolve(name(seriesUid + " " + images) + ".json");
  }

  private record Content(int version, List<Card> cards) {}

  /** As in {@link StudyItem}, the thumbnail as grey bytes; input and frame may be empty. */
  private record Card(
      String key,
      String description,
      long images,
      String input,
      String frame,
      String geometry,
      String problem,
      List<String> remarks,
      int width,
      byte[] grey) {}

  private static String name(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The volumes of {@code series}, if they were looked into and are where they were. */
  Optional<List<StudyItem>> read(StudyItem series) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Content content = MAPPER.readValue(Files.readAllBytes(file), Content.class);
      boolean known =
          content.version() == VERSION
              && content.cards().stream().allMatch(c -> c.input().isEmpty() || isThere(c.input()));
      return known
          ? Optional.of(content.cards().stream().map(c -> item(series, c)).toList())
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.debug("'{}' is made again", file, e);
      return Optional.empty();
    }
  }

  private static boolean isThere(String input) {
    int choice = input.indexOf('#');
    return Files.exists(Path.of(choice < 0 ? input : input.substring(0, choice)));
  }

  void write(List<StudyItem> volumes) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Content content = new Content(VERSION, volumes.stream().map(CardFile::card).toList());
      AtomicFile.write(file, out -> out.write(MAPPER.writeValueAsBytes(content)));
    } catch (IOException | RuntimeException e) {
      LOG.warn("the thumbnail '{}' cannot be kept", file, e);
    }
  }

  private static Card card(StudyItem item) {
    StudyItem.Facts f = item.facts();
    return new Card(
        item.key(),
        item.description(),
        item.images(),
        f.input().map(Path::toString).orElse(""),
        f.frame().orElse(""),
        f.geometry(),
        f.problem(),
        f.remarks(),
        f.thumbnail().map(PixelImage::width).orElse(0),
        f.thumbnail().map(CardFile::grey).orElse(new byte[0]));
  }

  private static byte[] grey(PixelImage picture) {
    byte[] grey = new byte[picture.argb().length];
    for (int n = 0; n < grey.length; n++) {
      grey[n] = (byte) picture.argb()[n];
    }
    return grey;
  }

  private static StudyItem item(StudyItem series, Card card) {
    StudyItem.Facts facts =
        new StudyItem.Facts(
            Optional.of(card.input()).filter(i -> !i.isEmpty()).map(Path::of),
            Optional.of(card.frame()).filter(f -> !f.isEmpty()),
            card.geometry(),
            card.problem(),
            card.remarks(),
            card.width() == 0 ? Optional.empty() : Optional.of(picture(card)));
    return new StudyItem(
        card.key(),
        series.patient(),
        series.date(),
        series.modality(),
        card.description(),
        card.images(),
        facts);
  }

  private static PixelImage picture(Card card) {
    int[] argb = new int[card.grey().length];
    for (int n = 0; n < argb.length; n++) {
      argb[n] = 0xff000000 | (card.grey()[n] & 0xff) * 0x010101;
    }
    return new PixelImage(card.width(), argb.length / card.width(), argb);
  }
}
