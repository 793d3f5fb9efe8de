package org.regista.io.dicom.reg;

import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.RigidTransform;

/**
 * Composes registration objects. The home of the composer is the fixed series, whose frame of
 * reference is the registered one.
 */
public final class RegistrationWriter {

  private static final double RIGID_TOLERANCE = 1e-6;

  /** CID 7100. */
  private static final Code BY_CONTENT = Code.dcm("125024", "Image Content-based Alignment");

  private static final Code IDENTITY = Code.dcm("125021", "Frame of Reference Identity");

  private RegistrationWriter() {}

  /**
   * A Spatial Registration: one item per frame of reference, the identity for the fixed one, and
   * for the moving one the matrix that takes moving (source) to fixed (registered) coordinates: the
   * inverse of the pull-back.
   */
  public static DicomObject linear(
      ObjectComposer composer,
      SourceSeries moving,
      AffineTransform fixedToMoving,
      String description) {
    SourceSeries fixed = composer.home();
    fixed.requireSamePatient(moving);
    Attributes object = composer.begin(ObjectKind.SPATIAL_REGISTRATION, description);
    composer.content(object, "REGISTRATION", description);
    Sequence items = object.newSequence(Tag.RegistrationSequence, 2);
    items.add(item(fixed, AffineMap.IDENTITY, IDENTITY));
    items.add(item(moving, fixedToMoving.fixedToMoving().inverse(), BY_CONTENT));
    References.common(object, List.of(fixed, moving));
    return new DicomObject(object);
  }

  private static Attributes item(SourceSeries series, AffineMap toRegistered, Code how) {
    Attributes item = new Attributes();
    item.setString(Tag.FrameOfReferenceUID, VR.UI, series.frameUid());
    References.addAll(item, Tag.ReferencedImageSequence, series);
    Attributes registration = new Attributes();
    item.newSequence(Tag.MatrixRegistrationSequence, 1).add(registration);
    how.addTo(registration, Tag.RegistrationTypeCodeSequence);
    registration.newSequence(Tag.MatrixSequence, 1).add(matrix(toRegistered));
    return item;
  }

  private static Attributes matrix(AffineMap map) {
    Attributes matrix = new Attributes();
    boolean rigid = RigidTransform.deviationFromRotation(map) < RIGID_TOLERANCE;
    matrix.setString(
        Tag.FrameOfReferenceTransformationMatrixType, VR.CS, rigid ? "RIGID" : "AFFINE");
    matrix.setString(Tag.FrameOfReferenceTransformationMatrix, VR.DS, Decimals.of(map));
    return matrix;
  }

  /**
   * A Deformable Spatial Registration: applied to fixed (registered) coordinates, first the grid,
   * then the post-matrix, and ending in moving (source) ones. That is our pull-back as it is.
   *
   * @param grid u in the form of {@link FieldForExport}
   */
  public static DicomObject deformable(
      ObjectComposer composer,
      SourceSeries moving,
      AffineTransform linear,
      DisplacementField grid,
      String description) {
    SourceSeries fixed = composer.home();
    fixed.requireSamePatient(moving);
    Attributes object = composer.begin(ObjectKind.DEFORMABLE_REGISTRATION, description);
    composer.content(object, "REGISTRATION", description);
    Attributes item = new Attributes();
    object.newSequence(Tag.DeformableRegistrationSequence, 1).add(item);
    item.setString(Tag.SourceFrameOfReferenceUID, VR.UI, moving.frameUid());
    References.addAll(item, Tag.ReferencedImageSequence, moving);
    BY_CONTENT.addTo(item, Tag.RegistrationTypeCodeSequence);
    item.newSequence(Tag.DeformableRegistrationGridSequence, 1).add(grid(grid));
    item.newSequence(Tag.PostDeformationMatrixRegistrationSequence, 1)
        .add(matrix(linear.fixedToMoving()));
    References.common(object, List.of(fixed, moving));
    return new DicomObject(object);
  }

  private static Attributes grid(DisplacementField field) {
    GridGeometry grid = field.grid();
    Attributes item = new Attributes();
    item.setString(Tag.ImagePositionPatient, VR.DS, Decimals.of(grid.origin()));
    item.setString(
        Tag.ImageOrientationPatient, VR.DS, Decimals.of(grid.direction(0), grid.direction(1)));
    item.setInt(Tag.GridDimensions, VR.UL, grid.size().ni(), grid.size().nj(), grid.size().nk());
    item.setDouble(
        Tag.GridResolution, VR.FD, grid.spacingMm(0), grid.spacingMm(1), grid.spacingMm(2));
    long count = grid.size().voxelCount();
    if (count > Integer.MAX_VALUE / (3 * Float.BYTES)) {
      throw new InputDataException(
          "a grid of %s vectors is too large for a DICOM object; choose a wider spacing"
              .formatted(grid.size()));
    }
    float[] vectors = new float[3 * (int) count];
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < 3; c++) {
        vectors[3 * n + c] = field.displacementsMm().get(c * count + n);
      }
    }
    item.setFloat(Tag.VectorGridData, VR.OF, vectors);
    return item;
  }
}
