package org.regista.io.dicom.reg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.Space;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;

/**
 * The pull-backs that a Deformable Spatial Registration may mean: {@code x_source = Post(Pre
 * x_registered + D)} (PS3.3 C.20.3.1.1). The equation there looks D up at x_registered, the text
 * beside it at Pre x_registered; they differ only where Pre is not the identity.
 */
final class DeformableReadings {

  private final String name;
  private final List<StatedItem> items;
  private final boolean leadsFromFixed;

  /**
   * @param leadsFromFixed whether the frame it is applied to is that of the fixed series
   */
  DeformableReadings(String name, List<StatedItem> items, boolean leadsFromFixed) {
    this.name = name;
    this.items = items;
    this.leadsFromFixed = leadsFromFixed;
  }

  List<Interpretation> between(RegisteredSide fixed, RegisteredSide moving) {
    if (!leadsFromFixed) {
      throw new InputDataException(
          "'%s' is a deformation that leads from '%s' to '%s'; to use it, let '%s' be the fixed image"
              .formatted(
                  name, moving.space().label(), fixed.space().label(), moving.space().label()));
    }
    List<StatedItem> concerned = items.stream().filter(item -> item.concerns(moving)).toList();
    List<Interpretation> all = new ArrayList<>();
    for (StatedItem item : concerned) {
      String which = concerned.size() == 1 ? "" : "item %d, ".formatted(items.indexOf(item) + 1);
      all.addAll(readings(item, which, fixed.space(), moving.space()));
    }
    return all;
  }

  private static List<Interpretation> readings(
      StatedItem item, String which, Space fixed, Space moving) {
    AffineMap before = item.before().map(StatedMatrix::map).orElse(AffineMap.IDENTITY);
    AffineMap after = item.after().map(StatedMatrix::map).orElse(AffineMap.IDENTITY);
    VectorGrid grid = item.grid();
    if (grid == null) {
      return List.of(
          new Interpretation(
              which + "as the standard says",
              new AffineTransform(fixed, moving, before.andThen(after)),
              Optional.empty()));
    }
    // Post(Pre x + D(x)) = Post Pre (x + Pre^-1 D(x)), with the linear part of Pre for a vector
    DisplacementField looked =
        new DisplacementField(fixed, fixed, grid.grid(), grid.planar(before.inverse()));
    List<Interpretation> all = new ArrayList<>();
    boolean plain = before.maxDifference(AffineMap.IDENTITY) < 1e-9;
    all.add(
        of(
            which + (plain ? "as the standard says" : "with its grid where the equation has it"),
            looked,
            looked,
            new AffineTransform(fixed, moving, before.andThen(after))));
    if (!plain) {
      DisplacementField later =
          new DisplacementField(fixed, fixed, grid.grid(), grid.planar(AffineMap.IDENTITY));
      all.add(
          of(
              which + "with its grid behind the first matrix",
              later,
              new AffineTransform(fixed, fixed, before),
              later,
              new AffineTransform(fixed, moving, after)));
    }
    return all;
  }

  private static Interpretation of(String words, DisplacementField owned, Transform... steps) {
    return new Interpretation(words, TransformChain.of(steps), Optional.of(owned));
  }
}
