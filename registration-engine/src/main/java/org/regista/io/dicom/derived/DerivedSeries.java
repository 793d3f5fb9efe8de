package org.regista.io.dicom.derived;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;

/**
 * A moving image that was drawn on the fixed grid, as a series of CT, MR or PET slices in the fixed
 * frame of reference. Each slice says that it is derived, how, and from which images.
 */
public final class DerivedSeries {

  private static final Code RESAMPLING = Code.dcm("113085", "Spatial resampling");
  private static final Code PURPOSE =
      Code.dcm("121322", "Source image for image processing operation");

  private static final int LONGEST_DERIVATION = 1024;

  private DerivedSeries() {}

  /**
   * Writes one file per plane of {@code image}.
   *
   * @param composer its home is the fixed series
   * @param source the series that was resampled
   * @param image borrowed, in the fixed space
   * @param derivation how it was made, as a sentence
   * @param folder that exists
   * @return the files, in the order of the planes
   */
  public static List<Path> write(
      ObjectComposer composer, SourceSeries source, Volume image, String derivation, Path folder) {
    composer.home().requireSamePatient(source);
    Attributes common = common(composer, source, image, derivation);
    PixelScale scale = PixelScale.of(image.voxels(), ModalityModules.kind(source));
    common.setString(Tag.RescaleIntercept, VR.DS, "0");
    common.setString(Tag.RescaleSlope, VR.DS, scale.slope());
    List<Path> files = new ArrayList<>();
    for (int k = 0; k < image.size().nk(); k++) {
      Attributes slice = new Attributes(common);
      place(slice, image.grid(), k);
      slice.setString(Tag.SOPInstanceUID, VR.UI, composer.creation().uids().get());
      slice.setString(Tag.InstanceNumber, VR.IS, Integer.toString(k + 1));
      if (source.modality().equals("PT")) {
        slice.setInt(Tag.ImageIndex, VR.US, k + 1);
      }
      slice.setBytes(Tag.PixelData, VR.OW, pixels(image, k, scale));
      Path file = folder.resolve(String.format(Locale.ROOT, "%05d.dcm", k + 1));
      new DicomObject(slice).write(file);
      files.add(file);
    }
    return files;
  }

  private static Attributes common(
      ObjectComposer composer, SourceSeries source, Volume image, String derivation) {
    ObjectKind kind = ModalityModules.kind(source);
    String original = source.header().getString(Tag.SeriesDescription, source.modality()).strip();
    Attributes common = composer.begin(kind, "registered " + original);
    composer.contentTime(common);
    ModalityModules.add(common, source.header(), kind, image.unit());
    GridGeometry grid = image.grid();
    common.setString(
        Tag.DerivationDescription,
        VR.ST,
        derivation.length() <= LONGEST_DERIVATION
            ? derivation
            : derivation.substring(0, LONGEST_DERIVATION));
    RESAMPLING.addTo(common, Tag.DerivationCodeSequence);
    sources(common, source);
    if (!common.contains(Tag.PatientOrientationCodeSequence)
        || common.getSequence(Tag.PatientOrientationCodeSequence).isEmpty()) {
      common.remove(Tag.PatientOrientationCodeSequence);
      common.remove(Tag.PatientGantryRelationshipCodeSequence);
      common.setString(
          Tag.PatientPosition, VR.CS, composer.home().header().getString(Tag.PatientPosition, ""));
    }
    common.setString(
        Tag.ImageOrientationPatient, VR.DS, Decimals.of(grid.direction(0), grid.direction(1)));
    common.setString(Tag.PixelSpacing, VR.DS, Decimals.of(grid.spacingMm(1), grid.spacingMm(0)));
    common.setString(Tag.SliceThickness, VR.DS, Decimals.of(planeDistanceMm(grid)));
    pixelModule(common, image.size());
    return common;
  }

  private static void sources(Attributes common, SourceSeries source) {
    Sequence sources = common.newSequence(Tag.SourceImageSequence, source.instances().size());
    for (SourceSeries.Instance instance : source.instances()) {
      Attributes item = References.item(instance);
      sources.add(item);
      PURPOSE.addTo(item, Tag.PurposeOfReferenceCodeSequence);
    }
    References.common(common, List.of(source));
  }

  private static void pixelModule(Attributes common, GridSize size) {
    common.setInt(Tag.SamplesPerPixel, VR.US, 1);
    common.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    common.setInt(Tag.Rows, VR.US, size.nj());
    common.setInt(Tag.Columns, VR.US, size.ni());
    common.setInt(Tag.BitsAllocated, VR.US, Short.SIZE);
    common.setInt(Tag.BitsStored, VR.US, Short.SIZE);
    common.setInt(Tag.HighBit, VR.US, Short.SIZE - 1);
    common.setInt(Tag.PixelRepresentation, VR.US, 1);
    if (common.getString(Tag.Modality, "").equals("PT")) {
      common.setInt(Tag.NumberOfSlices, VR.US, size.nk());
    }
  }

  /** Where plane k lies; a shear of the grid is in the positions, as a gantry tilt is. */
  private static void place(Attributes slice, GridGeometry grid, int k) {
    LpsPoint corner = grid.toLps(new VoxelIndex(0, 0, k));
    slice.setString(Tag.ImagePositionPatient, VR.DS, Decimals.of(corner));
    LpsVector n = normal(grid);
    double along = corner.x() * n.x() + corner.y() * n.y() + corner.z() * n.z();
    slice.setString(Tag.SliceLocation, VR.DS, Decimals.of(along));
  }

  private static double planeDistanceMm(GridGeometry grid) {
    return Math.abs(grid.indexToLps().column(2).dot(normal(grid)));
  }

  private static LpsVector normal(GridGeometry grid) {
    LpsVector a = grid.direction(0);
    LpsVector b = grid.direction(1);
    LpsVector cross =
        new LpsVector(
            a.y() * b.z() - a.z() * b.y(),
            a.z() * b.x() - a.x() * b.z(),
            a.x() * b.y() - a.y() * b.x());
    return cross.times(1 / cross.lengthMm());
  }

  private static byte[] pixels(Volume image, int k, PixelScale scale) {
    GridSize size = image.size();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Short.BYTES, size.ni() * size.nj()))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] row = new float[size.ni()];
    for (int j = 0; j < size.nj(); j++) {
      image.voxels().read(size.offset(0, j, k), row, row.length);
      for (float value : row) {
        bytes.putShort(scale.pixel(value));
      }
    }
    return bytes.array();
  }
}
