// The moving image under a displacement field.

#include "kernels/declarations.h"
#include "kernels/parallel.h"
#include "kernels/trilinear.h"

namespace regista::RG_ISA {

namespace {

/** q = B (p + u(p)) for voxels x, x + 1, ... of row (j, k); `u` points at the first. */
void displacedRow(const rg_affine& toIndex, const float* u, int64_t component, int x, int j, int k, int count,
                  Positions& q) {
  const double* m = toIndex.m;
  const float *ui = u, *uj = u + component, *uk = u + 2 * component;
  RG_SIMD
  for (int n = 0; n < count; n++) {
    double pi = x + n + static_cast<double>(ui[n]);
    double pj = j + static_cast<double>(uj[n]);
    double pk = k + static_cast<double>(uk[n]);
    q.i[n] = m[0] * pi + m[1] * pj + m[2] * pk + m[3];
    q.j[n] = m[4] * pi + m[5] * pj + m[6] * pk + m[7];
    q.k[n] = m[8] * pi + m[9] * pj + m[10] * pk + m[11];
  }
}

void maskRow(const Cells& cells, int count, float* warped, float* weight) {
  RG_SIMD
  for (int n = 0; n < count; n++) {
    warped[n] *= cells.inside[n];
    weight[n] = cells.inside[n];
  }
}

}  // namespace

void warp(rg_context& context, const float* moving, rg_size movingSize, const rg_affine& toIndex,
          const float* u, rg_size size, float* warped, float* weight) {
  Lattice grid(movingSize);
  forEach(context, size.nk, [&](int64_t k, int) {
    Positions q;
    Cells cells;
    for (int j = 0; j < size.nj; j++) {
      for (int x = 0; x < size.ni; x += kBlock) {
        int block = smaller(kBlock, size.ni - x);
        int64_t p = rowOf(size, j, k) + x;
        displacedRow(toIndex, u + p, countOf(size), x, j, static_cast<int>(k), block, q);
        locate(grid, q, block, cells);
        interpolate(grid, moving, cells, block, warped + p);
        maskRow(cells, block, warped + p, weight + p);
      }
    }
  });
}

}  // namespace regista::RG_ISA
