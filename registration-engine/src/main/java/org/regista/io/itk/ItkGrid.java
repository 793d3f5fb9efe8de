package org.regista.io.itk;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsVector;

/** A grid as ITK's transforms keep it in their fixed parameters. */
public final class ItkGrid {

  /** How many numbers tell of a grid. */
  static final int COUNT = 18;

  private ItkGrid() {}

  /** Size, origin in LPS mm, spacing in mm, and the direction cosines row by row. */
  public static double[] numbers(GridGeometry g) {
    LpsVector i = g.direction(0);
    LpsVector j = g.direction(1);
    LpsVector k = g.direction(2);
    return new double[] {
      g.size().ni(),
      g.size().nj(),
      g.size().nk(),
      g.origin().x(),
      g.origin().y(),
      g.origin().z(),
      g.spacingMm(0),
      g.spacingMm(1),
      g.spacingMm(2),
      i.x(),
      j.x(),
      k.x(),
      i.y(),
      j.y(),
      k.y(),
      i.z(),
      j.z(),
      k.z()
    };
  }
}
