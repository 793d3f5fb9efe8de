package org.regista.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;

/**
 * What the header of a series tells of why it was made, for a form that people complete.
 *
 * @param region Body Part Examined (0018,0015); empty if it says nothing
 * @param askedBy Requesting Physician (0032,1032), or Referring Physician's Name (0008,0090)
 */
public record RequestHint(String region, String askedBy) {

  private static final RequestHint NONE = new RequestHint("", "");

  /** Of the first file of a folder; nothing where that is no DICOM, as a hint is no need. */
  public static RequestHint of(Path series) {
    return first(series).map(RequestHint::read).orElse(NONE);
  }

  private static Optional<Path> first(Path series) {
    if (!Files.isDirectory(series)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(series)) {
      return files.filter(Files::isRegularFile).sorted().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static RequestHint read(Path file) {
    try {
      Attributes header = DicomObjects.readHeader(file);
      String asked = text(header, Tag.RequestingPhysician);
      return new RequestHint(
          text(header, Tag.BodyPartExamined).toLowerCase(Locale.ROOT),
          asked.isEmpty() ? text(header, Tag.ReferringPhysicianName) : asked);
    } catch (InputDataException e) {
      return NONE;
    }
  }

  private static String text(Attributes header, int tag) {
    String value = header.getString(tag, "");
    return PrintableText.of(value.replace('^', ' ')).strip();
  }
}
