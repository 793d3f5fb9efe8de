package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dcm4che3.data.Tag;

/** The dimension index of a frame (PS3.3 C.7.6.17) without those dimensions that are its place. */
final class Dimensions {

  private static final int MOST = 16;
  private static final Set<Integer> PLACES =
      Set.of(
          Tag.ImagePositionPatient,
          Tag.InStackPositionNumber,
          Tag.PlanePositionSequence,
          Tag.ImageIndex);

  private Dimensions() {}

  /** "1/3", empty if the image has no dimensions. */
  static String of(HeaderFields image, HeaderFields content) {
    if (!content.has(Tag.DimensionIndexValues)) {
      return "";
    }
    List<String> values = new ArrayList<>();
    for (int n = 0; n < Math.min(MOST, image.items(Tag.DimensionIndexSequence)); n++) {
      HeaderFields dimension = image.item(Tag.DimensionIndexSequence, n);
      if (!PLACES.contains(dimension.tag(Tag.DimensionIndexPointer))) {
        values.add(content.text(Tag.DimensionIndexValues, n));
      }
    }
    return String.join("/", values);
  }
}
