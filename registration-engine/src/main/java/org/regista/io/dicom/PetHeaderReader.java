package org.regista.io.dicom;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Set;
import org.dcm4che3.data.Tag;
import org.regista.io.dicom.pet.DicomTimes;
import org.regista.io.dicom.pet.PetHeader;

/** Reads what SUV needs from the header of a PET image. */
final class PetHeaderReader {

  private static final String GE = "GEMS_PETD_01";
  private static final int GE_SCAN_DATE_TIME = 0x0009000d;
  private static final String PHILIPS = "Philips PET Private Group";
  private static final int PHILIPS_SUV = 0x70530000;
  private static final int PHILIPS_ACTIVITY = 0x70530009;

  private PetHeaderReader() {}

  /**
   * @param lossyEncoding by the transfer syntax
   */
  static PetHeader read(HeaderFields fields, boolean lossyEncoding) {
    return new PetHeader(
        quantity(fields, lossyEncoding),
        times(fields),
        dose(fields),
        new PetHeader.Patient(
            number(fields, Tag.PatientWeight),
            number(fields, Tag.PatientSize),
            fields.text(Tag.PatientSex)),
        new PetHeader.VendorFactors(
            privateNumber(fields, PHILIPS_SUV), privateNumber(fields, PHILIPS_ACTIVITY)));
  }

  private static PetHeader.Quantity quantity(HeaderFields fields, boolean lossyEncoding) {
    String[] corrections = fields.all(Tag.CorrectedImage).split("\\\\");
    return new PetHeader.Quantity(
        PrintableText.of(fields.text(Tag.Units)),
        PrintableText.of(fields.text(Tag.SUVType)),
        PrintableText.of(fields.text(Tag.DecayCorrection)),
        Set.copyOf(Arrays.asList(corrections)),
        lossyEncoding || fields.text(Tag.LossyImageCompression).equals("01"));
  }

  private static PetHeader.Times times(HeaderFields fields) {
    return new PetHeader.Times(
        DicomTimes.of(fields.text(Tag.SeriesDate), fields.text(Tag.SeriesTime)),
        DicomTimes.of(fields.text(Tag.AcquisitionDate), fields.text(Tag.AcquisitionTime)),
        DicomTimes.dateTime(fields.privateText(GE, GE_SCAN_DATE_TIME)),
        number(fields, Tag.FrameReferenceTime),
        number(fields, Tag.ActualFrameDuration));
  }

  private static PetHeader.Dose dose(HeaderFields fields) {
    HeaderFields drug = fields.item(Tag.RadiopharmaceuticalInformationSequence, 0);
    return new PetHeader.Dose(
        fields.items(Tag.RadiopharmaceuticalInformationSequence),
        number(drug, Tag.RadionuclideTotalDose),
        number(drug, Tag.RadionuclideHalfLife),
        DicomTimes.dateTime(drug.text(Tag.RadiopharmaceuticalStartDateTime)),
        DicomTimes.time(drug.text(Tag.RadiopharmaceuticalStartTime)));
  }

  /** From its text, because dcm4che logs when a number of one type is asked for as another. */
  private static OptionalDouble number(HeaderFields fields, int tag) {
    return fields.text(tag, 1).isEmpty() ? number(fields.text(tag)) : OptionalDouble.empty();
  }

  /** Also from its text; files in implicit encoding do not tell the type of private values. */
  private static OptionalDouble privateNumber(HeaderFields fields, int tag) {
    return number(fields.privateText(PHILIPS, tag));
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
