package org.regista.io.dicom.reg;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsVector;
import org.regista.image.NativeBuffer;

/**
 * A deformation grid (PS3.3 C.20.3): vectors in LPS mm at the nodes, x y z of each node together, i
 * fastest. NaN where the map is undefined.
 */
record VectorGrid(GridGeometry grid, float[] vectorsMm) {

  /**
   * The vectors planar, each multiplied by the linear part of {@code through}; the caller closes
   * the buffer.
   */
  NativeBuffer planar(AffineMap through) {
    int count = vectorsMm.length / 3;
    NativeBuffer planar = NativeBuffer.allocate(3L * count);
    for (int n = 0; n < count; n++) {
      LpsVector v =
          through.applyToVector(
              new LpsVector(vectorsMm[3 * n], vectorsMm[3 * n + 1], vectorsMm[3 * n + 2]));
      planar.set(n, (float) v.x());
      planar.set((long) count + n, (float) v.y());
      planar.set(2L * count + n, (float) v.z());
    }
    return planar;
  }
}
