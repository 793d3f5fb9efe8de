// The moving image under a displacement field.

#include "kernels/declarations.h"
#include "kernels/lattice.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

/** q = B (p + u(p)) for voxels x, x + 1, ... of row (j, k); u[c] points at component c of the row. */
void displacedRow(const rg_affine& toIndex, const float* const* u, int x, int j, int k, int count,
                  Positions& q) {
  const double* m = toIndex.m;
  const float *ui = u[0] + x, *uj = u[1] + x, *uk = u[2] + x;
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
          const float* u, const rg_lattice& lattice, rg_size size, float* warped, float* weight) {
  Lattice grid(movingSize);
  Workspace memory(context, FieldRows::floats(lattice, size));
  forEach(context, size.nk, [&](int64_t k, int worker) {
    FieldRows field(u, lattice, size, memory.of(worker));
    Positions q;
    Cells cells;
    for (int j = 0; j < size.nj; j++) {
      const float* rows[3];
      field.read(j, k, rows);
      for (int x = 0; x < size.ni; x += kBlock) {
        int block = smaller(kBlock, size.ni - x);
        int64_t p = rowOf(size, j, k) + x;
        displacedRow(toIndex, rows, x, j, static_cast<int>(k), block, q);
        locate(grid, q, block, cells);
        interpolate(grid, moving, cells, block, warped + p);
        maskRow(cells, block, warped + p, weight + p);
      }
    }
  });
}

}  // namespace regista::RG_ISA
