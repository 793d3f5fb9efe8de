package org.regista.io.dicom.instance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcm4che3.data.SpecificCharacterSet;
import org.dcm4che3.data.Tag;

/** The raw values of a header as text. */
final class HeaderValues {

  private static final String DICOMDIR = "1.2.840.10008.1.3.10";
  private static final int LONGEST_TEXT = 256;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

  private static final int[] IDENTITY = {
    Tag.SpecificCharacterSet,
    Tag.SOPClassUID,
    Tag.SOPInstanceUID,
    Tag.StudyDate,
    Tag.SeriesDate,
    Tag.AcquisitionDate,
    Tag.StudyTime,
    Tag.AccessionNumber,
    Tag.Modality,
    Tag.StudyDescription,
    Tag.SeriesDescription,
    Tag.PatientName,
    Tag.PatientID,
    Tag.IssuerOfPatientID,
    Tag.PatientBirthDate,
    Tag.PatientSex,
    Tag.StudyInstanceUID,
    Tag.SeriesInstanceUID,
    Tag.InstanceNumber,
    Tag.FrameOfReferenceUID
  };

  private static final int[] TIMES = {
    Tag.AcquisitionDateTime,
    Tag.AcquisitionDate,
    Tag.AcquisitionTime,
    Tag.ContentDate,
    Tag.ContentTime
  };

  private static final int[] SHAPE = {
    Tag.NumberOfFrames,
    Tag.Rows,
    Tag.Columns,
    Tag.BitsAllocated,
    Tag.PixelSpacing,
    Tag.ImagePositionPatient,
    Tag.ImageOrientationPatient
  };

  private final Map<Integer, byte[]> values;
  private final SpecificCharacterSet characters;

  HeaderValues(Map<Integer, byte[]> values) {
    this.values = Map.copyOf(values);
    this.characters = characters(ascii(Tag.SpecificCharacterSet).split("\\\\", -1));
  }

  /** The elements that a header is made of. */
  static Set<Integer> wanted() {
    return Stream.of(IDENTITY, TIMES, SHAPE)
        .flatMap(tags -> Arrays.stream(tags).boxed())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static SpecificCharacterSet characters(String... codes) {
    try {
      return SpecificCharacterSet.valueOf(codes);
    } catch (RuntimeException e) {
      return SpecificCharacterSet.ASCII; // an unknown set leaves plain letters readable
    }
  }

  InstanceHeader header(String transferSyntax) throws NotAnInstanceException {
    String sopClass = ascii(Tag.SOPClassUID);
    if (sopClass.isEmpty() && !values.containsKey(Tag.SOPInstanceUID)) {
      throw new NotAnInstanceException("is a DICOMDIR or no object of its own");
    }
    if (sopClass.equals(DICOMDIR)) {
      throw new NotAnInstanceException("is a DICOMDIR, a list of files");
    }
    return new InstanceHeader(
        new InstanceHeader.Patient(
            text(Tag.PatientID),
            text(Tag.IssuerOfPatientID),
            text(Tag.PatientName).split("=", 2)[0],
            ascii(Tag.PatientBirthDate),
            ascii(Tag.PatientSex)),
        new InstanceHeader.Study(
            uid(Tag.StudyInstanceUID, "Study Instance UID"),
            date(Tag.StudyDate),
            ascii(Tag.StudyTime),
            text(Tag.StudyDescription),
            text(Tag.AccessionNumber)),
        new InstanceHeader.Series(
            uid(Tag.SeriesInstanceUID, "Series Instance UID"),
            ascii(Tag.Modality),
            text(Tag.SeriesDescription),
            date(Tag.SeriesDate, Tag.AcquisitionDate, Tag.StudyDate),
            ascii(Tag.FrameOfReferenceUID)),
        new InstanceHeader.Instance(
            uid(Tag.SOPInstanceUID, "SOP Instance UID"),
            uid(Tag.SOPClassUID, "SOP Class UID"),
            transferSyntax,
            ascii(Tag.InstanceNumber),
            place()));
  }

  private String uid(int tag, String name) throws NotAnInstanceException {
    String uid = ascii(tag);
    if (!UID.matcher(uid).matches()) {
      throw new NotAnInstanceException(
          uid.isEmpty() ? "has no " + name : "has a %s that is none".formatted(name));
    }
    return uid;
  }

  /** The first of these dates that is one, as "20260302"; ACR-NEMA's points are taken away. */
  private String date(int... tags) {
    return Arrays.stream(tags)
        .mapToObj(tag -> ascii(tag).replace(".", ""))
        .filter(date -> date.matches("[0-9]{8}"))
        .findFirst()
        .orElse("");
  }

  private String place() {
    String times = Arrays.stream(TIMES).mapToObj(this::ascii).collect(Collectors.joining(" "));
    String shape = Arrays.stream(SHAPE).mapToObj(this::numbers).collect(Collectors.joining("|"));
    return String.join("|", ascii(Tag.SOPClassUID), times, shape);
  }

  /** Numbers in one form: "1.50" and "1.5" are the same place. */
  private String numbers(int tag) {
    byte[] value = values.getOrDefault(tag, new byte[0]);
    if (tag == Tag.Rows || tag == Tag.Columns || tag == Tag.BitsAllocated) {
      return value.length < 2
          ? ""
          : String.valueOf(
              ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xffff);
    }
    return Arrays.stream(ascii(tag).split("\\\\", -1))
        .map(HeaderValues::number)
        .collect(Collectors.joining(","));
  }

  private static String number(String text) {
    try {
      return String.valueOf(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return text.strip();
    }
  }

  private String ascii(int tag) {
    return plain(new String(values.getOrDefault(tag, new byte[0]), StandardCharsets.ISO_8859_1));
  }

  String text(int tag) {
    byte[] value = values.getOrDefault(tag, new byte[0]);
    try {
      return plain(characters.decode(value));
    } catch (RuntimeException e) {
      return ascii(tag);
    }
  }

  private static String plain(String text) {
    String visible =
        text.chars().anyMatch(Character::isISOControl)
            ? CONTROL.matcher(text).replaceAll(" ").strip()
            : text.strip();
    return visible.length() <= LONGEST_TEXT ? visible : visible.substring(0, LONGEST_TEXT);
  }
}
