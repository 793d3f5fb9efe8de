package org.regista.io.dicom.object;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;

/**
 * Begins every object that we write: the modules of patient, study, series, equipment, frame of
 * reference and SOP common (PS3.3 C.7.1 to C.7.5, C.12.1). Patient and study are those of the home
 * series, the frame of reference is its; series and equipment are ours. All text is UTF-8.
 *
 * <p>Values of the home series that the standard forbids are not passed on: codes in small letters
 * become capitals, dates and ages that are none stay away, text that is too long is cut. A patient
 * ID is never changed.
 */
public final class ObjectComposer {

  private static final String UTF8 = "ISO_IR 192";
  private static final Pattern DATE = Pattern.compile("\\d{8}");
  private static final Pattern TIME = Pattern.compile("\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?");
  private static final Pattern AGE = Pattern.compile("\\d{3}[DWMY]");

  /** Body parts of which there is one (PS3.16 L-1). */
  private static final Set<String> UNPAIRED =
      Set.of(
          "ABDOMEN",
          "BLADDER",
          "BRAIN",
          "CHEST",
          "CSPINE",
          "HEAD",
          "HEADNECK",
          "HEART",
          "LIVER",
          "LSPINE",
          "NECK",
          "PELVIS",
          "PROSTATE",
          "SPINE",
          "THORAX",
          "TSPINE",
          "UTERUS",
          "WHOLEBODY");

  private static final int LONGEST_SHORT_TEXT = 16;
  private static final int LONGEST_TEXT = 64;

  private final SourceSeries home;
  private final Creation creation;

  /**
   * @param home whose patient, study and frame of reference the objects get
   */
  public ObjectComposer(SourceSeries home, Creation creation) {
    this.home = home;
    this.creation = creation;
  }

  public SourceSeries home() {
    return home;
  }

  public Creation creation() {
    return creation;
  }

  /**
   * A new object, first of a new series.
   *
   * @param description what a person reads in a list of series
   */
  public Attributes begin(ObjectKind kind, String description) {
    Attributes object = new Attributes();
    object.setString(Tag.SpecificCharacterSet, VR.CS, UTF8);
    patient(object);
    study(object);
    series(object, kind, description);
    equipment(object);
    frame(object);
    object.setString(Tag.SOPClassUID, VR.UI, kind.sopClass());
    object.setString(Tag.SOPInstanceUID, VR.UI, creation.uids().get());
    object.setString(Tag.InstanceCreationDate, VR.DA, creation.date());
    object.setString(Tag.InstanceCreationTime, VR.TM, creation.time());
    object.setString(Tag.InstanceNumber, VR.IS, "1");
    return object;
  }

  /** Content date and time: when the content was made. */
  public void contentTime(Attributes object) {
    object.setString(Tag.ContentDate, VR.DA, creation.date());
    object.setString(Tag.ContentTime, VR.TM, creation.time());
  }

  /**
   * The Content Identification Macro (PS3.3 10.9), with content date and time.
   *
   * @param label capital letters, digits and blanks, at most 16
   */
  public void content(Attributes object, String label, String description) {
    contentTime(object);
    object.setString(Tag.ContentLabel, VR.CS, label);
    object.setString(Tag.ContentDescription, VR.LO, cut(description, LONGEST_TEXT));
    object.setString(Tag.ContentCreatorName, VR.PN, creation.program() + "^");
  }

  private void patient(Attributes object) {
    copy(object, Tag.PatientName, VR.PN, true);
    object.setString(Tag.PatientID, VR.LO, text(Tag.PatientID));
    copy(object, Tag.IssuerOfPatientID, VR.LO, false);
    copy(object, Tag.PatientBirthDate, VR.DA, true);
    String sex = text(Tag.PatientSex);
    object.setString(Tag.PatientSex, VR.CS, sex.matches("[MFO]") ? sex : "");
    copy(object, Tag.PatientAge, VR.AS, false);
    copy(object, Tag.PatientSize, VR.DS, false);
    copy(object, Tag.PatientWeight, VR.DS, false);
    if (text(Tag.PatientIdentityRemoved).equals("YES")) {
      String how = text(Tag.DeidentificationMethod);
      object.setString(Tag.PatientIdentityRemoved, VR.CS, "YES");
      object.setString(
          Tag.DeidentificationMethod,
          VR.LO,
          how.isEmpty() ? "as the source images" : cut(how, LONGEST_TEXT));
    }
  }

  private void study(Attributes object) {
    object.setString(Tag.StudyInstanceUID, VR.UI, home.studyUid());
    copy(object, Tag.StudyDate, VR.DA, true);
    copy(object, Tag.StudyTime, VR.TM, true);
    copy(object, Tag.ReferringPhysicianName, VR.PN, true);
    copy(object, Tag.StudyID, VR.SH, true);
    copy(object, Tag.AccessionNumber, VR.SH, true);
    copy(object, Tag.StudyDescription, VR.LO, false);
  }

  private void series(Attributes object, ObjectKind kind, String description) {
    object.setString(Tag.Modality, VR.CS, kind.modality());
    object.setString(Tag.SeriesInstanceUID, VR.UI, creation.uids().get());
    object.setString(Tag.SeriesNumber, VR.IS, Integer.toString(kind.seriesNumber()));
    object.setString(Tag.SeriesDate, VR.DA, creation.date());
    object.setString(Tag.SeriesTime, VR.TM, creation.time());
    object.setString(Tag.SeriesDescription, VR.LO, cut(description, LONGEST_TEXT));
    String part = code(text(Tag.BodyPartExamined));
    if (!part.isEmpty()) {
      object.setString(Tag.BodyPartExamined, VR.CS, part);
    }
    if (!UNPAIRED.contains(part)) {
      // type 2C; empty says that it may be one of a pair and nobody knows which
      String side = text(Tag.Laterality);
      object.setString(Tag.Laterality, VR.CS, side.matches("[LR]") ? side : "");
    }
  }

  private void equipment(Attributes object) {
    object.setString(Tag.Manufacturer, VR.LO, creation.program());
    object.setString(Tag.ManufacturerModelName, VR.LO, creation.program());
    object.setString(Tag.DeviceSerialNumber, VR.LO, "none");
    object.setString(Tag.SoftwareVersions, VR.LO, cut(creation.version(), LONGEST_TEXT));
  }

  private void frame(Attributes object) {
    object.setString(Tag.FrameOfReferenceUID, VR.UI, home.frameUid());
    copy(object, Tag.PositionReferenceIndicator, VR.LO, true);
  }

  private String text(int tag) {
    try {
      return home.header().getString(tag, "").strip();
    } catch (RuntimeException e) {
      return ""; // it cannot be decoded: as if it were missing
    }
  }

  private void copy(Attributes object, int tag, VR vr, boolean evenEmpty) {
    String value = allowed(text(tag), vr);
    if (evenEmpty || !value.isEmpty()) {
      object.setString(tag, vr, value);
    }
  }

  private static String allowed(String value, VR vr) {
    return switch (vr) {
      case DA -> DATE.matcher(value).matches() ? value : "";
      case TM -> TIME.matcher(value).matches() ? value : "";
      case AS -> AGE.matcher(value).matches() ? value : "";
      case DS -> number(value);
      case SH -> cut(value, LONGEST_SHORT_TEXT);
      default -> cut(value, LONGEST_TEXT);
    };
  }

  private static String number(String value) {
    try {
      return Decimals.of(Double.parseDouble(value));
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** A value that VR CS allows: capitals, digits, blanks and underscores, at most 16. */
  static String code(String value) {
    String capitals = value.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9 _]", "");
    return cut(capitals, LONGEST_SHORT_TEXT);
  }

  static String cut(String value, int longest) {
    return value.length() <= longest ? value : value.substring(0, longest).strip();
  }
}
