package org.regista.io.dicom.reg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.ObjectKind;

/** Reads Spatial Registration and Deformable Spatial Registration objects, and checks them. */
public final class RegistrationReader {

  private RegistrationReader() {}

  /**
   * @throws InputDataException if it is damaged or no registration object; what is wrong with one
   *     is among its findings
   */
  public static RegistrationObject read(Path file) {
    return of(DicomObjects.read(file), file.toString());
  }

  /** Whether a file is one, by its SOP class. */
  public static boolean isRegistration(Attributes object) {
    String sopClass = object.getString(Tag.SOPClassUID, "");
    return sopClass.equals(ObjectKind.SPATIAL_REGISTRATION.sopClass())
        || sopClass.equals(ObjectKind.DEFORMABLE_REGISTRATION.sopClass());
  }

  static RegistrationObject of(Attributes object, String name) {
    if (!isRegistration(object)) {
      throw new InputDataException(
          "'%s' is no registration object; its SOP class is %s"
              .formatted(name, object.getString(Tag.SOPClassUID, "missing")));
    }
    boolean deformable =
        object.getString(Tag.SOPClassUID, "").equals(ObjectKind.DEFORMABLE_REGISTRATION.sopClass());
    List<Finding> findings = new ArrayList<>();
    Sequence sequence =
        object.getSequence(
            deformable ? Tag.DeformableRegistrationSequence : Tag.RegistrationSequence);
    List<StatedItem> items = new ArrayList<>();
    int number = 1;
    for (Attributes item : sequence == null ? List.<Attributes>of() : sequence) {
      String place = "item %d".formatted(number++);
      items.add(deformable ? deformableItem(item, place, findings) : item(item, place, findings));
    }
    String frame = object.getString(Tag.FrameOfReferenceUID, "");
    findings.addAll(RegistrationLint.structure(deformable, frame, items));
    return new RegistrationObject(name, deformable, frame, items, findings);
  }

  private static StatedItem item(Attributes item, String place, List<Finding> findings) {
    List<StatedMatrix> matrices = new ArrayList<>();
    Attributes registration = item.getNestedDataset(Tag.MatrixRegistrationSequence);
    Sequence all = registration == null ? null : registration.getSequence(Tag.MatrixSequence);
    if (all == null || all.isEmpty()) {
      findings.add(Finding.error(place + " has no matrix"));
    } else {
      for (Attributes matrix : all) {
        matrix(matrix, place, findings).ifPresent(matrices::add);
      }
    }
    return new StatedItem(
        item.getString(Tag.FrameOfReferenceUID, ""),
        images(item),
        matrices,
        Optional.empty(),
        null,
        Optional.empty());
  }

  private static StatedItem deformableItem(Attributes item, String place, List<Finding> findings) {
    return new StatedItem(
        item.getString(Tag.SourceFrameOfReferenceUID, ""),
        images(item),
        List.of(),
        nested(item, Tag.PreDeformationMatrixRegistrationSequence)
            .flatMap(m -> matrix(m, place + ", pre-deformation matrix,", findings)),
        grid(item, place, findings),
        nested(item, Tag.PostDeformationMatrixRegistrationSequence)
            .flatMap(m -> matrix(m, place + ", post-deformation matrix,", findings)));
  }

  private static @Nullable VectorGrid grid(Attributes item, String place, List<Finding> findings) {
    Sequence grids = item.getSequence(Tag.DeformableRegistrationGridSequence);
    if (grids == null || grids.isEmpty()) {
      return null;
    }
    if (grids.size() > 1) {
      findings.add(Finding.error(place + " has several grids, where one is allowed"));
      return null;
    }
    return VectorGridReader.read(grids.getFirst(), place, findings);
  }

  private static Optional<Attributes> nested(Attributes item, int tag) {
    return Optional.ofNullable(item.getNestedDataset(tag));
  }

  private static Set<String> images(Attributes item) {
    Set<String> images = new TreeSet<>();
    Sequence sequence = item.getSequence(Tag.ReferencedImageSequence);
    if (sequence != null) {
      for (Attributes image : sequence) {
        images.add(image.getString(Tag.ReferencedSOPInstanceUID, ""));
      }
    }
    images.remove("");
    return images;
  }

  private static Optional<StatedMatrix> matrix(
      Attributes item, String place, List<Finding> findings) {
    double[] m = numbers(item, Tag.FrameOfReferenceTransformationMatrix);
    if (m.length != 16) {
      findings.add(
          Finding.error("%s has a matrix of %d numbers instead of 16".formatted(place, m.length)));
      return Optional.empty();
    }
    if (Math.abs(m[12]) + Math.abs(m[13]) + Math.abs(m[14]) + Math.abs(m[15] - 1) > 1e-6) {
      findings.add(
          Finding.error(
              place + " has a matrix whose last row is not 0 0 0 1; it may be written by columns"));
      return Optional.empty();
    }
    StatedMatrix matrix =
        new StatedMatrix(
            item.getString(Tag.FrameOfReferenceTransformationMatrixType, ""),
            new AffineMap(
                m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]));
    return RegistrationLint.matrix(matrix, place, findings)
        ? Optional.of(matrix)
        : Optional.empty();
  }

  /** The values of an attribute; empty if it is missing or holds no numbers. */
  static double[] numbers(Attributes item, int tag) {
    try {
      double @Nullable [] values = item.getDoubles(tag);
      return values == null ? new double[0] : values;
    } catch (RuntimeException e) {
      return new double[0];
    }
  }
}
