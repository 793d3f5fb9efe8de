package org.regista.io.dicom.derived;

import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.image.IntensityUnit;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.SourceSeries;

/**
 * What the image modules of CT, MR and PET want (PS3.3 C.8.2.1, C.8.3.1, C.8.9), taken from the
 * image that was resampled. Only what still holds for it is taken: how it was acquired, not how its
 * slices lay.
 */
final class ModalityModules {

  private static final List<Integer> ACQUISITION =
      List.of(Tag.AcquisitionDate, Tag.AcquisitionTime, Tag.AcquisitionNumber);

  private static final List<Integer> MR_OPTIONAL =
      List.of(
          Tag.ScanOptions,
          Tag.SequenceName,
          Tag.RepetitionTime,
          Tag.EchoTime,
          Tag.EchoTrainLength,
          Tag.InversionTime,
          Tag.MagneticFieldStrength,
          Tag.FlipAngle);

  private static final List<Integer> PET_SERIES =
      List.of(
          Tag.CountsSource,
          Tag.SeriesType,
          Tag.CorrectedImage,
          Tag.DecayCorrection,
          Tag.AttenuationCorrectionMethod,
          Tag.ScatterCorrectionMethod,
          Tag.RandomsCorrectionMethod,
          Tag.ReconstructionMethod,
          Tag.FrameReferenceTime,
          Tag.ActualFrameDuration);

  private ModalityModules() {}

  /**
   * @throws InputDataException if derived images of this modality are not written
   */
  static ObjectKind kind(SourceSeries source) {
    return switch (source.modality()) {
      case "CT" -> ObjectKind.CT_IMAGE;
      case "MR" -> ObjectKind.MR_IMAGE;
      case "PT" -> ObjectKind.PET_IMAGE;
      default ->
          throw new InputDataException(
              "images of the modality '%s' are not written as DICOM; CT, MR and PT are"
                  .formatted(source.modality()));
    };
  }

  static void add(Attributes image, Attributes source, ObjectKind kind, IntensityUnit unit) {
    copy(image, source, ACQUISITION);
    switch (kind) {
      case CT_IMAGE -> ct(image, source, unit);
      case MR_IMAGE -> mr(image, source);
      default -> pet(image, source, unit);
    }
  }

  private static void ct(Attributes image, Attributes source, IntensityUnit unit) {
    image.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY", "AXIAL");
    copyOrEmpty(image, source, Tag.KVP, VR.DS);
    copyOrEmpty(image, source, Tag.AcquisitionNumber, VR.IS);
    copy(image, source, List.of(Tag.ConvolutionKernel));
    image.setString(Tag.RescaleType, VR.LO, unit == IntensityUnit.HOUNSFIELD ? "HU" : "US");
  }

  private static void mr(Attributes image, Attributes source) {
    image.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY", "OTHER");
    image.setString(Tag.ScanningSequence, VR.CS, source.getString(Tag.ScanningSequence, "RM"));
    image.setString(Tag.SequenceVariant, VR.CS, source.getString(Tag.SequenceVariant, "NONE"));
    for (int tag : new int[] {Tag.ScanOptions, Tag.MRAcquisitionType}) {
      copyOrEmpty(image, source, tag, VR.CS);
    }
    for (int tag : new int[] {Tag.EchoTime, Tag.RepetitionTime}) {
      copyOrEmpty(image, source, tag, VR.DS);
    }
    copyOrEmpty(image, source, Tag.EchoTrainLength, VR.IS);
    copy(image, source, MR_OPTIONAL);
  }

  /**
   * Series date and time stay those of the source: decay correction may count from them (DICOM
   * PS3.3 C.8.9.1.1.4, START).
   */
  private static void pet(Attributes image, Attributes source, IntensityUnit unit) {
    image.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
    copy(image, source, List.of(Tag.SeriesDate, Tag.SeriesTime));
    copyOrEmpty(image, source, Tag.AcquisitionDate, VR.DA);
    copyOrEmpty(image, source, Tag.AcquisitionTime, VR.TM);
    image.setString(Tag.CountsSource, VR.CS, "EMISSION");
    image.setString(Tag.SeriesType, VR.CS, "STATIC", "IMAGE");
    image.setString(Tag.DecayCorrection, VR.CS, "NONE");
    image.setString(Tag.CorrectedImage, VR.CS, "");
    image.setString(Tag.FrameReferenceTime, VR.DS, "0");
    image.setString(Tag.ActualFrameDuration, VR.IS, "");
    copy(image, source, PET_SERIES);
    copyOrEmpty(image, source, Tag.CollimatorType, VR.CS);
    if (!image.getString(Tag.DecayCorrection, "").equals("NONE")) {
      image.setString(Tag.DecayFactor, VR.DS, source.getString(Tag.DecayFactor, "1"));
    }
    image.setString(Tag.Units, VR.CS, petUnits(source, unit));
    suvType(unit).ifPresent(type -> image.setString(Tag.SUVType, VR.CS, type));
    copySequence(image, source, Tag.RadiopharmaceuticalInformationSequence);
    copySequence(image, source, Tag.PatientOrientationCodeSequence);
    copySequence(image, source, Tag.PatientGantryRelationshipCodeSequence);
  }

  /** SUV Type (0054,1006). */
  private static Optional<String> suvType(IntensityUnit unit) {
    return switch (unit) {
      case SUV_BW -> Optional.of("BW");
      case SUL -> Optional.of("LBMJANMA");
      case SUV_BSA -> Optional.of("BSA");
      default -> Optional.empty();
    };
  }

  private static String petUnits(Attributes source, IntensityUnit unit) {
    return switch (unit) {
      case SUV_BW, SUL -> "GML";
      case SUV_BSA -> "CM2ML";
      case BQ_PER_ML -> "BQML";
      default -> source.getString(Tag.Units, "NONE");
    };
  }

  private static void copy(Attributes into, Attributes from, List<Integer> tags) {
    for (int tag : tags) {
      String @Nullable [] values = strings(from, tag);
      if (values != null && from.containsValue(tag)) {
        into.setString(tag, from.getVR(tag), values);
      }
    }
  }

  private static void copyOrEmpty(Attributes into, Attributes from, int tag, VR vr) {
    String @Nullable [] values = strings(from, tag);
    if (values == null) {
      into.setString(tag, vr, "");
    } else {
      into.setString(tag, vr, values);
    }
  }

  private static String @Nullable [] strings(Attributes from, int tag) {
    try {
      return from.getStrings(tag);
    } catch (RuntimeException e) {
      return null; // it cannot be decoded: as if it were missing
    }
  }

  /** With its text decoded, because the two objects may have different character sets. */
  private static void copySequence(Attributes into, Attributes from, int tag) {
    Sequence items = from.getSequence(tag);
    Sequence copies = into.newSequence(tag, items == null ? 0 : items.size());
    if (items != null) {
      for (Attributes item : items) {
        Attributes copy = new Attributes();
        copies.add(copy);
        copyItem(copy, item);
      }
    }
  }

  private static void copyItem(Attributes into, Attributes from) {
    for (int tag : from.tags()) {
      boolean isPrivate = (tag >>> 16 & 1) == 1;
      if (isPrivate) {
        continue;
      }
      if (VR.SQ.equals(from.getVR(tag))) {
        copySequence(into, from, tag);
      } else {
        String @Nullable [] values = strings(from, tag);
        if (values != null) {
          into.setString(tag, from.getVR(tag), values);
        }
      }
    }
  }
}
