// Fields read at displaced positions: composition, and transfer to another grid.

#include "kernels/declarations.h"
#include "kernels/parallel.h"
#include "kernels/trilinear.h"

namespace regista::RG_ISA {

namespace {

/** q = p + s v(p) for voxels x, x + 1, ... of row (j, k); `v` points at the first. */
void steppedRow(const float* v, int64_t component, double s, int x, int j, int k, int count, Positions& q) {
  const float *vi = v, *vj = v + component, *vk = v + 2 * component;
  RG_SIMD
  for (int n = 0; n < count; n++) {
    q.i[n] = x + n + s * vi[n];
    q.j[n] = j + s * vj[n];
    q.k[n] = k + s * vk[n];
  }
}

/** q = B p for voxels x, x + 1, ... of row (j, k). */
void mappedRow(const rg_affine& b, int x, int j, int k, int count, Positions& q) {
  const double* m = b.m;
  RG_SIMD
  for (int n = 0; n < count; n++) {
    q.i[n] = m[0] * (x + n) + m[1] * j + m[2] * k + m[3];
    q.j[n] = m[4] * (x + n) + m[5] * j + m[6] * k + m[7];
    q.k[n] = m[8] * (x + n) + m[9] * j + m[10] * k + m[11];
  }
}

void addRow(float scale, const float* v, int count, float* row) {
  RG_SIMD
  for (int n = 0; n < count; n++) {
    row[n] += scale * v[n];
  }
}

void scaleRow(float scale, int count, float* row) {
  RG_SIMD
  for (int n = 0; n < count; n++) {
    row[n] *= scale;
  }
}

}  // namespace

void compose(rg_context& context, const float* u, const float* v, double s, rg_size size, float* composed) {
  Lattice grid(size);
  int64_t count = countOf(size);
  float scale = static_cast<float>(s);
  forEach(context, size.nk, [&](int64_t k, int) {
    Positions q;
    Cells cells;
    for (int j = 0; j < size.nj; j++) {
      for (int x = 0; x < size.ni; x += kBlock) {
        int block = smaller(kBlock, size.ni - x);
        int64_t p = rowOf(size, j, k) + x;
        steppedRow(v + p, count, s, x, j, static_cast<int>(k), block, q);
        locate(grid, q, block, cells);
        for (int64_t c = 0; c < 3; c++) {
          int64_t at = c * count + p;
          interpolate(grid, u + c * count, cells, block, composed + at);
          addRow(scale, v + at, block, composed + at);
        }
      }
    }
  });
}

void resampleField(rg_context& context, const float* from, rg_size fromSize, const rg_affine& toFrom,
                   const rg_axes& scale, rg_size size, float* into) {
  Lattice grid(fromSize);
  const float scales[3] = {static_cast<float>(scale.i), static_cast<float>(scale.j),
                           static_cast<float>(scale.k)};
  forEach(context, size.nk, [&](int64_t k, int) {
    Positions q;
    Cells cells;
    for (int j = 0; j < size.nj; j++) {
      for (int x = 0; x < size.ni; x += kBlock) {
        int block = smaller(kBlock, size.ni - x);
        int64_t p = rowOf(size, j, k) + x;
        mappedRow(toFrom, x, j, static_cast<int>(k), block, q);
        locate(grid, q, block, cells);
        for (int64_t c = 0; c < 3; c++) {
          const float* component = from + c * countOf(fromSize);
          float* row = into + c * countOf(size) + p;
          interpolate(grid, component, cells, block, row);
          scaleRow(scales[c], block, row);
        }
      }
    }
  });
}

}  // namespace regista::RG_ISA
