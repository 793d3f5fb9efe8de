package org.regista.io.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.dcm4che3.data.Tag;

/**
 * The value of every {@link Aspect} of one frame, in the order of the aspects; empty where the file
 * says nothing.
 */
record FrameParameters(List<String> values) {

  private static final String SIEMENS = "SIEMENS MR HEADER";
  private static final String PHILIPS = "Philips Imaging DD 001";
  private static final String GE = "GEMS_PARM_01";
  private static final double GE_B_VALUE_BASE = 1e9;

  FrameParameters {
    values = List.copyOf(values);
  }

  String of(Aspect aspect) {
    return values.get(aspect.ordinal());
  }

  static FrameParameters read(FrameFields frame) {
    return new FrameParameters(
        Arrays.stream(Aspect.values()).map(aspect -> value(aspect, frame).intern()).toList());
  }

  private static String value(Aspect aspect, FrameFields frame) {
    HeaderFields image = frame.image();
    HeaderFields content = frame.group(Tag.FrameContentSequence);
    return switch (aspect) {
      case IMAGE_TYPE -> imageType(frame);
      case STACK -> content.text(Tag.StackID);
      case ECHO_TIME ->
          rounded(frame.text(Tag.MREchoSequence, Tag.EffectiveEchoTime, Tag.EchoTime), 2);
      case B_VALUE -> bValue(frame);
      case GRADIENT -> gradient(frame);
      case TEMPORAL_POSITION ->
          frame.text(
              Tag.FrameContentSequence, Tag.TemporalPositionIndex, Tag.TemporalPositionIdentifier);
      case CARDIAC_PHASE ->
          frame.group(Tag.CardiacSynchronizationSequence).text(Tag.NominalPercentageOfCardiacPhase);
      case ECHO_NUMBER -> image.text(Tag.EchoNumbers);
      case ACQUISITION_NUMBER ->
          frame.text(Tag.FrameContentSequence, Tag.FrameAcquisitionNumber, Tag.AcquisitionNumber);
      case INVERSION_TIME -> rounded(image.text(Tag.InversionTime), 2);
      case REPETITION_TIME -> rounded(image.text(Tag.RepetitionTime), 2);
      case FLIP_ANGLE -> rounded(image.text(Tag.FlipAngle), 2);
      case KERNEL -> image.text(Tag.ConvolutionKernel);
      case DIMENSIONS -> Dimensions.of(image, content);
      case TRIGGER_TIME ->
          frame.text(
              Tag.CardiacSynchronizationSequence,
              Tag.NominalCardiacTriggerDelayTime,
              Tag.TriggerTime);
      case FRAME_REFERENCE_TIME -> image.text(Tag.FrameReferenceTime);
      case ACQUISITION_TIME -> acquisitionTime(frame);
      case CONTENT_TIME -> image.text(Tag.ContentDate) + image.text(Tag.ContentTime);
    };
  }

  private static String imageType(FrameFields frame) {
    for (int group :
        new int[] {
          Tag.MRImageFrameTypeSequence, Tag.CTImageFrameTypeSequence, Tag.PETFrameTypeSequence
        }) {
      HeaderFields fields = frame.group(group);
      if (fields.has(Tag.FrameType)) {
        return fields.all(Tag.FrameType);
      }
    }
    return frame.image().all(Tag.ImageType);
  }

  /** The standard's attribute, else those of Siemens, Philips and GE, in s/mm2. */
  private static String bValue(FrameFields frame) {
    HeaderFields image = frame.image();
    String standard = frame.group(Tag.MRDiffusionSequence).text(Tag.DiffusionBValue);
    if (standard.isEmpty()) {
      standard = image.privateText(SIEMENS, 0x0019100C);
    }
    if (standard.isEmpty()) {
      standard = image.privateText(PHILIPS, 0x20011003);
    }
    if (number(standard).isPresent()) {
      return rounded(standard, 1);
    }
    OptionalDouble ge = number(image.privateText(GE, 0x00431039));
    return ge.isEmpty() ? "" : text(ge.getAsDouble() % GE_B_VALUE_BASE, 1);
  }

  private static String gradient(FrameFields frame) {
    HeaderFields diffusion = frame.group(Tag.MRDiffusionSequence);
    HeaderFields direction =
        diffusion.has(Tag.DiffusionGradientDirectionSequence)
            ? diffusion.item(Tag.DiffusionGradientDirectionSequence, 0)
            : diffusion;
    double[] vector = direction.doubles(Tag.DiffusionGradientOrientation);
    if (vector.length == 0) {
      vector = frame.image().privateDoubles(SIEMENS, 0x0019100E);
    }
    return Arrays.stream(vector).mapToObj(v -> text(v, 3)).collect(Collectors.joining(","));
  }

  private static String acquisitionTime(FrameFields frame) {
    HeaderFields image = frame.image();
    String enhanced = frame.group(Tag.FrameContentSequence).text(Tag.FrameAcquisitionDateTime);
    if (!enhanced.isEmpty()) {
      return enhanced;
    }
    String whole = image.text(Tag.AcquisitionDateTime);
    return whole.isEmpty()
        ? image.text(Tag.AcquisitionDate) + image.text(Tag.AcquisitionTime)
        : whole;
  }

  private static String rounded(String value, int digits) {
    OptionalDouble number = number(value);
    return number.isEmpty() ? value : text(number.getAsDouble(), digits);
  }

  private static OptionalDouble number(String value) {
    return Aspect.moment(value)
        .map(exact -> OptionalDouble.of(exact.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  /** With at most so many digits after the point, and no zeros at their end. */
  private static String text(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value + 0.0);
    String plain = text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    return plain.equals("-0") ? "0" : plain;
  }
}
