package org.regista.io.dicom;

import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * Where the pixels of one slice lie (PS3.3 C.7.6.2.1.1): pixel (column i, row j) has its centre at
 * {@code position + i columnStep + j rowStep}.
 *
 * @param position centre of the first pixel, LPS mm
 * @param columnStep from a pixel to its neighbour in the next column, LPS mm
 * @param rowStep from a pixel to its neighbour in the next row, LPS mm
 */
record SlicePose(LpsPoint position, LpsVector columnStep, LpsVector rowStep) {

  /** Unit vector with which (columnStep, rowStep, normal) is right-handed. */
  LpsVector normal() {
    LpsVector a = columnStep;
    LpsVector b = rowStep;
    LpsVector cross =
        new LpsVector(
            a.y() * b.z() - a.z() * b.y(),
            a.z() * b.x() - a.x() * b.z(),
            a.x() * b.y() - a.y() * b.x());
    return cross.times(1 / cross.lengthMm());
  }

  SlicePose movedBy(LpsVector shift) {
    return new SlicePose(position.plus(shift), columnStep, rowStep);
  }

  /**
   * Distance of the slice's plane from the origin of patient space along {@code unitNormal}, mm.
   */
  double along(LpsVector unitNormal) {
    LpsPoint p = position;
    return p.x() * unitNormal.x() + p.y() * unitNormal.y() + p.z() * unitNormal.z();
  }
}
