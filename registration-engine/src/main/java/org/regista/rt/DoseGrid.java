package org.regista.rt;

import org.regista.geometry.GridGeometry;
import org.regista.image.Volume;

/**
 * A dose on a grid; owns its volume.
 *
 * @param dose in Gy, or relative if its unit is ARBITRARY
 * @param type Dose Type: "PHYSICAL", "EFFECTIVE" or "ERROR"
 * @param summation Dose Summation Type: "PLAN", "BEAM" and so on
 */
public record DoseGrid(Volume dose, String type, String summation) implements AutoCloseable {

  public GridGeometry grid() {
    return dose.grid();
  }

  /** The same kind of dose on another grid; takes ownership of {@code other}. */
  public DoseGrid on(Volume other) {
    return new DoseGrid(other, type, summation);
  }

  @Override
  public void close() {
    dose.close();
  }
}
