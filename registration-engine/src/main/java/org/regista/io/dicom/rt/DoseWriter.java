package org.regista.io.dicom.rt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.rt.DoseGrid;

/** Composes RT Doses that went through a registration, in the frame of the home series. */
public final class DoseWriter {

  private static final double LARGEST_SHEAR = 1e-4;
  private static final long LARGEST_STORED = 0xffffffffL;

  /** Summation types that name a plan (PS3.3 C.8.8.3.1). */
  private static final List<String> OF_A_PLAN =
      List.of(
          "PLAN",
          "MULTI_PLAN",
          "FRACTION",
          "BEAM",
          "BRACHY",
          "FRACTION_SESSION",
          "BEAM_SESSION",
          "BRACHY_SESSION",
          "CONTROL_POINT");

  private DoseWriter() {}

  /**
   * @param dose on a grid of the fixed side
   * @param source the file that the dose came from, whose plan is referred to
   * @param rigid whether it went through a rotation and a translation only
   * @param registration the object that says how; empty if it is not exported
   */
  public static DicomObject compose(
      ObjectComposer composer,
      DoseGrid dose,
      Path source,
      boolean rigid,
      Optional<SourceSeries.Instance> registration) {
    GridGeometry grid = dose.grid();
    if (grid.shear() > LARGEST_SHEAR) {
      throw new InputDataException(
          "an RT Dose cannot say that its planes are tilted (shear %.4f); choose an upright grid"
              .formatted(grid.shear()));
    }
    Attributes object = composer.begin(ObjectKind.DOSE, "registered dose");
    object.remove(Tag.BodyPartExamined);
    object.remove(Tag.Laterality);
    object.setString(Tag.OperatorsName, VR.PN, "");
    composer.contentTime(object);
    geometry(object, grid);
    boolean gray = dose.dose().unit() == IntensityUnit.GRAY;
    object.setString(Tag.DoseUnits, VR.CS, gray ? "GY" : "RELATIVE");
    object.setString(Tag.DoseType, VR.CS, dose.type());
    object.setString(Tag.DoseSummationType, VR.CS, dose.summation());
    object.setString(Tag.SpatialTransformOfDose, VR.CS, rigid ? "RIGID" : "NON_RIGID");
    Sequence how = object.newSequence(Tag.ReferencedSpatialRegistrationSequence, 1);
    registration.ifPresent(instance -> how.add(References.item(instance)));
    plan(object, source, dose.summation());
    pixels(object, dose.dose().voxels(), grid.size());
    return new DicomObject(object);
  }

  private static void geometry(Attributes object, GridGeometry grid) {
    boolean leftHanded = grid.indexToLps().determinant() < 0;
    double step = leftHanded ? -grid.spacingMm(2) : grid.spacingMm(2);
    object.setString(Tag.ImagePositionPatient, VR.DS, Decimals.of(grid.origin()));
    object.setString(
        Tag.ImageOrientationPatient, VR.DS, Decimals.of(grid.direction(0), grid.direction(1)));
    object.setString(Tag.PixelSpacing, VR.DS, Decimals.of(grid.spacingMm(1), grid.spacingMm(0)));
    object.setString(Tag.SliceThickness, VR.DS, Decimals.of(grid.spacingMm(2)));
    String[] offsets = new String[grid.size().nk()];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = Decimals.of(k * step);
    }
    object.setString(Tag.GridFrameOffsetVector, VR.DS, offsets);
    object.setInt(Tag.FrameIncrementPointer, VR.AT, Tag.GridFrameOffsetVector);
    object.setString(Tag.NumberOfFrames, VR.IS, Integer.toString(offsets.length));
  }

  private static void plan(Attributes object, Path source, String summation) {
    if (!OF_A_PLAN.contains(summation.toUpperCase(Locale.ROOT))) {
      return;
    }
    Sequence plans = DicomObjects.read(source).getSequence(Tag.ReferencedRTPlanSequence);
    if (plans == null || plans.isEmpty()) {
      throw new InputDataException(
          "'%s' is the dose of a %s and names no plan".formatted(source, summation));
    }
    Sequence copies = object.newSequence(Tag.ReferencedRTPlanSequence, plans.size());
    plans.forEach(plan -> copies.add(new Attributes(plan)));
  }

  private static void pixels(Attributes object, NativeBuffer voxels, GridSize size) {
    float largest = 0;
    for (long n = 0; n < voxels.length(); n++) {
      largest = Math.max(largest, voxels.get(n));
    }
    String scaling = Decimals.of(largest > 0 ? largest / (double) LARGEST_STORED : 1);
    double unit = Double.parseDouble(scaling);
    object.setString(Tag.DoseGridScaling, VR.DS, scaling);
    object.setInt(Tag.SamplesPerPixel, VR.US, 1);
    object.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    object.setInt(Tag.Rows, VR.US, size.nj());
    object.setInt(Tag.Columns, VR.US, size.ni());
    object.setInt(Tag.BitsAllocated, VR.US, Integer.SIZE);
    object.setInt(Tag.BitsStored, VR.US, Integer.SIZE);
    object.setInt(Tag.HighBit, VR.US, Integer.SIZE - 1);
    object.setInt(Tag.PixelRepresentation, VR.US, 0);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(Math.multiplyExact(size.voxelCount(), 4L)))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long n = 0; n < voxels.length(); n++) {
      double stored = Math.rint(voxels.get(n) / unit);
      bytes.putInt((int) (long) Math.clamp(stored, 0, LARGEST_STORED));
    }
    object.setBytes(Tag.PixelData, VR.OW, bytes.array());
  }
}
