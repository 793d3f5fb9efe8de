package org.regista.io.dicom.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.error.InputDataException;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;

/**
 * Composes a Blending Softcopy Presentation State (PS3.3 A.33.4): the fixed series in grey, and on
 * it the moving one in a hot palette, half transparent.
 */
public final class BlendingState {

  private static final float HALF = 0.5f;
  private static final int ENTRIES = 256;
  private static final int FULL = 0xffff;

  private BlendingState() {}

  /**
   * @param composer its home is the fixed series
   * @param superimposed the moving series, or what was resampled of it
   * @param registration brings it into the fixed frame; empty if it lies there already
   * @throws InputDataException if a series rescales its slices differently, as PET often does
   */
  public static DicomObject compose(
      ObjectComposer composer,
      SourceSeries superimposed,
      Optional<SourceSeries> registration,
      String description) {
    SourceSeries home = composer.home();
    requireSameRescale(home);
    requireSameRescale(superimposed);
    Attributes object = composer.begin(ObjectKind.BLENDING_STATE, description);
    for (int tag : new int[] {Tag.FrameOfReferenceUID, Tag.PositionReferenceIndicator}) {
      object.remove(tag);
    }
    composer.content(object, "FUSION", description);
    object.remove(Tag.ContentDate);
    object.remove(Tag.ContentTime);
    object.setString(Tag.PresentationCreationDate, VR.DA, composer.creation().date());
    object.setString(Tag.PresentationCreationTime, VR.TM, composer.creation().time());
    Sequence layers = object.newSequence(Tag.BlendingSequence, 2);
    layers.add(layer("UNDERLYING", home));
    layers.add(layer("SUPERIMPOSED", superimposed));
    object.setFloat(Tag.RelativeOpacity, VR.FL, HALF);
    registration.ifPresent(
        r ->
            References.hierarchical(object, Tag.ReferencedSpatialRegistrationSequence, List.of(r)));
    displayedArea(object, home);
    palette(object);
    object.setBytes(Tag.ICCProfile, VR.OB, ColourProfile.bytes());
    return new DicomObject(object);
  }

  /** The object states one rescale for all images of a series. */
  private static void requireSameRescale(SourceSeries series) {
    if (!series.sameRescale()) {
      throw new InputDataException(
          "the series %s rescales its slices differently, which a presentation state cannot state"
              .formatted(series.seriesUid()));
    }
  }

  private static Attributes layer(String position, SourceSeries series) {
    Attributes layer = new Attributes();
    layer.setString(Tag.BlendingPosition, VR.CS, position);
    layer.setString(Tag.StudyInstanceUID, VR.UI, series.studyUid());
    Attributes images = new Attributes();
    layer.newSequence(Tag.ReferencedSeriesSequence, 1).add(images);
    images.setString(Tag.SeriesInstanceUID, VR.UI, series.seriesUid());
    References.addAll(images, Tag.ReferencedImageSequence, series);
    Attributes header = series.header();
    layer.setString(Tag.RescaleIntercept, VR.DS, header.getString(Tag.RescaleIntercept, "0"));
    layer.setString(Tag.RescaleSlope, VR.DS, header.getString(Tag.RescaleSlope, "1"));
    layer.setString(Tag.RescaleType, VR.LO, series.modality().equals("CT") ? "HU" : "US");
    if (header.containsValue(Tag.WindowCenter) && header.containsValue(Tag.WindowWidth)) {
      Attributes window = new Attributes();
      layer.newSequence(Tag.SoftcopyVOILUTSequence, 1).add(window);
      copy(window, header, Tag.WindowCenter);
      copy(window, header, Tag.WindowWidth);
    }
    return layer;
  }

  private static void copy(Attributes into, Attributes from, int tag) {
    into.setString(tag, VR.DS, from.getString(tag, 0));
  }

  private static void displayedArea(Attributes object, SourceSeries home) {
    Attributes area = new Attributes();
    object.newSequence(Tag.DisplayedAreaSelectionSequence, 1).add(area);
    area.setInt(Tag.DisplayedAreaTopLeftHandCorner, VR.SL, 1, 1);
    area.setInt(
        Tag.DisplayedAreaBottomRightHandCorner,
        VR.SL,
        home.header().getInt(Tag.Columns, 1),
        home.header().getInt(Tag.Rows, 1));
    area.setString(Tag.PresentationSizeMode, VR.CS, "SCALE TO FIT");
    area.setString(Tag.PresentationPixelAspectRatio, VR.IS, "1", "1");
  }

  /** Black, red, yellow, white. */
  private static void palette(Attributes object) {
    List<Integer> descriptors =
        List.of(
            Tag.RedPaletteColorLookupTableDescriptor,
            Tag.GreenPaletteColorLookupTableDescriptor,
            Tag.BluePaletteColorLookupTableDescriptor);
    List<Integer> tables =
        List.of(
            Tag.RedPaletteColorLookupTableData,
            Tag.GreenPaletteColorLookupTableData,
            Tag.BluePaletteColorLookupTableData);
    for (int channel = 0; channel < 3; channel++) {
      object.setInt(descriptors.get(channel), VR.US, ENTRIES, 0, Short.SIZE);
      ByteBuffer table = ByteBuffer.allocate(ENTRIES * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int n = 0; n < ENTRIES; n++) {
        double share = Math.clamp(3.0 * n / (ENTRIES - 1) - channel, 0, 1);
        table.putShort((short) Math.round(share * FULL));
      }
      object.setBytes(tables.get(channel), VR.OW, table.array());
    }
  }
}
