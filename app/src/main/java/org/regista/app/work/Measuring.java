package org.regista.app.work;

import java.util.List;
import org.regista.io.dicom.pet.EnteredValues;
import org.regista.quality.region.Region;

/**
 * What goes with the moving image, and what is measured on the PET among the images.
 *
 * @param companions paths of further images of the moving side, absolute
 * @param frameSaid whether a person says that they share its frame of reference where the files do
 *     not tell
 * @param entered what a person says of the PET
 * @param regions in LPS mm of the PET
 */
public record Measuring(
    List<String> companions, boolean frameSaid, EnteredValues entered, List<Region> regions) {

  public static final Measuring NONE = of(List.of());

  public Measuring {
    companions = List.copyOf(companions);
    regions = List.copyOf(regions);
  }

  public static Measuring of(List<String> companions) {
    return new Measuring(companions, false, EnteredValues.NONE, List.of());
  }

  public Measuring withFrameSaid(boolean said) {
    return new Measuring(companions, said, entered, regions);
  }

  public Measuring withEntered(EnteredValues values) {
    return new Measuring(companions, frameSaid, values, regions);
  }

  public Measuring withRegions(List<Region> r) {
    return new Measuring(companions, frameSaid, entered, r);
  }
}
