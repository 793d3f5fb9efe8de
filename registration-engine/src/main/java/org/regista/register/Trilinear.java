package org.regista.register;

import org.regista.geometry.GridSize;
import org.regista.image.Volume;

/** One trilinear sample, clamped to the grid. */
final class Trilinear {

  private Trilinear() {}

  static double at(Volume volume, double i, double j, double k) {
    GridSize size = volume.size();
    double ci = Math.clamp(i, 0, size.ni() - 1);
    double cj = Math.clamp(j, 0, size.nj() - 1);
    double ck = Math.clamp(k, 0, size.nk() - 1);
    int i0 = (int) ci;
    int j0 = (int) cj;
    int k0 = (int) ck;
    int i1 = Math.min(i0 + 1, size.ni() - 1);
    double fj = cj - j0;
    double fk = ck - k0;
    int j1 = Math.min(j0 + 1, size.nj() - 1);
    int k1 = Math.min(k0 + 1, size.nk() - 1);
    double fi = ci - i0;
    double near = (1 - fj) * row(volume, i0, i1, j0, k0, fi) + fj * row(volume, i0, i1, j1, k0, fi);
    double far = (1 - fj) * row(volume, i0, i1, j0, k1, fi) + fj * row(volume, i0, i1, j1, k1, fi);
    return (1 - fk) * near + fk * far;
  }

  private static double row(Volume volume, int i0, int i1, int j, int k, double fi) {
    return (1 - fi) * volume.at(i0, j, k) + fi * volume.at(i1, j, k);
  }
}
