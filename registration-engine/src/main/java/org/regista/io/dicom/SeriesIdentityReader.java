package org.regista.io.dicom;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dcm4che3.data.Tag;
import org.regista.image.IntensityUnit;
import org.regista.io.dicom.tree.SeriesIdentity;

/** Reads what a header says of its series. */
final class SeriesIdentityReader {

  private static final Pattern DATE = Pattern.compile("(\\d{4})[.-]?(\\d{2})[.-]?(\\d{2})");

  private SeriesIdentityReader() {}

  static SeriesIdentity read(FrameFields frameFields) {
    HeaderFields fields = frameFields.image();
    String frame = PrintableText.of(fields.text(Tag.FrameOfReferenceUID));
    return new SeriesIdentity(
        PrintableText.of(fields.text(Tag.SeriesInstanceUID)),
        fields.text(Tag.Modality),
        description(fields),
        date(fields, Tag.SeriesDate, Tag.AcquisitionDate, Tag.StudyDate),
        frame.isEmpty() ? Optional.empty() : Optional.of(frame),
        unit(frameFields));
  }

  private static String description(HeaderFields fields) {
    String description = PrintableText.of(fields.text(Tag.SeriesDescription));
    String number = PrintableText.of(fields.text(Tag.SeriesNumber));
    return description.isEmpty() && !number.isEmpty() ? "series " + number : description;
  }

  /** The first of the dates that is one, as "2026-03-02"; empty if none is. */
  static String date(HeaderFields fields, int... tags) {
    for (int tag : tags) {
      Matcher date = DATE.matcher(fields.text(tag));
      if (date.matches()) {
        return "%s-%s-%s".formatted(date.group(1), date.group(2), date.group(3));
      }
    }
    return "";
  }

  /**
   * Hounsfield units for a CT with a rescale, unless its type says otherwise (PS3.3 C.11.1.1.2);
   * for PET its Units, where grams per millilitre without an SUV Type are normalised by body weight
   * (PS3.3 C.8.9.1).
   */
  private static IntensityUnit unit(FrameFields frame) {
    HeaderFields rescale = frame.group(Tag.PixelValueTransformationSequence);
    return switch (frame.image().text(Tag.Modality)) {
      case "CT" -> {
        String type = rescale.text(Tag.RescaleType);
        boolean rescaled =
            rescale.has(Tag.RescaleIntercept) && (type.isEmpty() || type.equals("HU"));
        yield rescaled ? IntensityUnit.HOUNSFIELD : IntensityUnit.ARBITRARY;
      }
      case "PT" -> petUnit(frame.image(), rescale);
      default -> IntensityUnit.ARBITRARY;
    };
  }

  /** Multi-frame PET has the unit as the type of its rescale (PS3.3 C.8.22.6). */
  private static IntensityUnit petUnit(HeaderFields image, HeaderFields rescale) {
    String suvType = image.text(Tag.SUVType);
    String units = image.has(Tag.Units) ? image.text(Tag.Units) : rescale.text(Tag.RescaleType);
    return switch (units) {
      case "BQML" -> IntensityUnit.BQ_PER_ML;
      case "GML" ->
          suvType.isEmpty() || suvType.equals("BW")
              ? IntensityUnit.SUV_BW
              : IntensityUnit.ARBITRARY;
      default -> IntensityUnit.ARBITRARY;
    };
  }
}
