package org.regista.io.dicom.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.io.dicom.DicomObjects;

/**
 * Structured reports and presentation states of any hand as lines of text: the tree of content
 * items (PS3.3 C.17.3), and what is shown how (PS3.3 A.33).
 */
public final class ObjectText {

  private static final int MOST_LINES = 2000;
  private static final int LONGEST = 200;

  private final List<String> lines = new ArrayList<>();

  private ObjectText() {}

  /**
   * The lines of an object; empty if it is of another kind.
   *
   * @throws InputDataException if it is damaged or no DICOM
   */
  public static Optional<List<String>> of(Path file) {
    Attributes object = DicomObjects.read(file);
    ObjectText text = new ObjectText();
    switch (object.getString(Tag.Modality, "")) {
      case "SR", "KO" -> text.report(object);
      case "PR" -> text.presentation(object);
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(text.lines));
  }

  private void add(int depth, String text) {
    if (lines.size() < MOST_LINES) {
      lines.add("  ".repeat(depth) + text);
    } else if (lines.size() == MOST_LINES) {
      lines.add("... and more");
    }
  }

  private void report(Attributes object) {
    add(
        0,
        "%s, %s, %s"
            .formatted(
                meaning(object, Tag.ConceptNameCodeSequence),
                value(object, Tag.CompletionFlag).toLowerCase(Locale.ROOT),
                value(object, Tag.VerificationFlag).toLowerCase(Locale.ROOT)));
    children(object, 1);
  }

  private void children(Attributes item, int depth) {
    for (Attributes child : items(item, Tag.ContentSequence)) {
      String name = meaning(child, Tag.ConceptNameCodeSequence);
      String value = value(child);
      add(depth, name.isEmpty() ? value : value.isEmpty() ? name : name + " = " + value);
      children(child, depth + 1);
    }
  }

  /** The value of a content item by its Value Type (0040,A040); empty for a container. */
  private static String value(Attributes item) {
    return switch (item.getString(Tag.ValueType, "")) {
      case "TEXT" -> value(item, Tag.TextValue);
      case "CODE" -> meaning(item, Tag.ConceptCodeSequence);
      case "NUM" -> number(item);
      case "UIDREF" -> value(item, Tag.UID);
      case "PNAME" -> value(item, Tag.PersonName);
      case "DATE" -> value(item, Tag.Date);
      case "TIME" -> value(item, Tag.Time);
      case "DATETIME" -> value(item, Tag.DateTime);
      case "IMAGE", "COMPOSITE", "WAVEFORM" -> reference(item);
      case "SCOORD", "SCOORD3D" -> value(item, Tag.GraphicType) + " of points in space";
      case "CONTAINER" -> "";
      case "" -> "an item by reference";
      default -> item.getString(Tag.ValueType, "");
    };
  }

  private static String number(Attributes item) {
    List<Attributes> values = items(item, Tag.MeasuredValueSequence);
    if (values.isEmpty()) {
      return "not measured: " + meaning(item, Tag.NumericValueQualifierCodeSequence);
    }
    Attributes unit = values.getFirst().getNestedDataset(Tag.MeasurementUnitsCodeSequence);
    return value(values.getFirst(), Tag.NumericValue)
        + (unit == null ? "" : " " + value(unit, Tag.CodeValue));
  }

  private static String reference(Attributes item) {
    return items(item, Tag.ReferencedSOPSequence).stream()
        .map(
            sop ->
                value(sop, Tag.ReferencedSOPInstanceUID)
                    + (sop.contains(Tag.ReferencedSegmentNumber)
                        ? ", segment " + value(sop, Tag.ReferencedSegmentNumber)
                        : ""))
        .collect(Collectors.joining("; "));
  }

  private void presentation(Attributes object) {
    add(
        0,
        "presentation state '%s': %s"
            .formatted(value(object, Tag.ContentLabel), value(object, Tag.ContentDescription)));
    for (Attributes layer : items(object, Tag.BlendingSequence)) {
      add(1, value(layer, Tag.BlendingPosition).toLowerCase(Locale.ROOT) + " layer");
      shown(layer, 2);
    }
    if (object.contains(Tag.RelativeOpacity)) {
      add(1, "opacity of the upper layer " + value(object, Tag.RelativeOpacity));
    }
    shown(object, 1);
    registrations(object);
  }

  /** The images of a state or a layer, and how their values become grey. */
  private void shown(Attributes part, int depth) {
    for (Attributes series : items(part, Tag.ReferencedSeriesSequence)) {
      add(
          depth,
          "series %s, %d images"
              .formatted(
                  value(series, Tag.SeriesInstanceUID),
                  items(series, Tag.ReferencedImageSequence).size()));
    }
    if (part.contains(Tag.RescaleSlope)) {
      add(
          depth,
          "values = %s x stored + %s"
              .formatted(value(part, Tag.RescaleSlope), value(part, Tag.RescaleIntercept)));
    }
    for (Attributes window : items(part, Tag.SoftcopyVOILUTSequence)) {
      add(
          depth,
          "window centre %s, width %s"
              .formatted(value(window, Tag.WindowCenter), value(window, Tag.WindowWidth)));
    }
  }

  private void registrations(Attributes object) {
    for (Attributes study : items(object, Tag.ReferencedSpatialRegistrationSequence)) {
      List<Attributes> series = items(study, Tag.ReferencedSeriesSequence);
      Stream.concat(Stream.of(study), series.stream())
          .flatMap(s -> items(s, Tag.ReferencedSOPSequence).stream())
          .forEach(
              sop ->
                  add(1, "through the registration " + value(sop, Tag.ReferencedSOPInstanceUID)));
    }
  }

  private static List<Attributes> items(Attributes parent, int sequence) {
    Sequence all = parent.getSequence(sequence);
    return all == null ? List.of() : all;
  }

  /** The words of a code, else its value. */
  private static String meaning(Attributes parent, int sequence) {
    Attributes code = parent.getNestedDataset(sequence);
    if (code == null) {
      return "";
    }
    String words = value(code, Tag.CodeMeaning);
    return words.isEmpty() ? value(code, Tag.CodeValue) : words;
  }

  /** All values of an attribute in a form that is safe to print. */
  private static String value(Attributes item, int tag) {
    String[] values = item.getStrings(tag);
    String text = values == null ? "" : String.join(", ", values);
    String plain = text.replaceAll("\\p{C}", " ").replaceAll("\\s+", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }
}
