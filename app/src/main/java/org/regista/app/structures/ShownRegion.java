package org.regista.app.structures;

import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.job.structures.Region;
import org.regista.viewers.structure.Side;
import org.regista.viewers.structure.Solid;

/**
 * A region with the solid that pictures show of it; whoever receives it owns both.
 *
 * @param file where it came from
 * @param through what carried it; empty if nothing did
 * @param beforeMl its volume before it was carried; NaN if it was not
 */
public record ShownRegion(
    Region region, Solid solid, Side side, Path file, String through, double beforeMl) {

  /** One that was drawn where it lies. */
  public static ShownRegion drawn(Region region, Side side, Path file) {
    return new ShownRegion(region, solid(region), side, file, "", Double.NaN);
  }

  /** One that was carried onto the fixed image. */
  public static ShownRegion carried(Region region, Path file, String through, double beforeMl) {
    return new ShownRegion(region, solid(region), Side.CARRIED, file, through, beforeMl);
  }

  private static Solid solid(Region region) {
    int threads = Runtime.getRuntime().availableProcessors();
    try {
      return region
          .contours()
          .map(c -> Solid.of(c, region.space(), threads))
          .orElseGet(() -> Solid.ofMask(region.shares().orElseThrow()));
    } catch (IllegalArgumentException e) {
      throw new InputDataException(
          "the structure '%s' cannot be shown: %s".formatted(region.name(), e.getMessage()), e);
    }
  }
}
