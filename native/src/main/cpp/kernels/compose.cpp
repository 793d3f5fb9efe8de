// Fields read at displaced positions: composition, and transfer to another grid.

#include <cmath>

#include "kernels/declarations.h"
#include "kernels/lattice.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

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

void scaleRow(float scale, int count, float* row) {
  RG_SIMD
  for (int n = 0; n < count; n++) {
    row[n] *= scale;
  }
}

/** The planes of one component below, at and above a plane of the grid, those beyond it the nearest. */
struct PlanesAround {
  const float* plane[3];
};

/** The nine rows around row j, those beyond the grid replaced by the nearest. */
struct RowsAround {
  RowsAround(const PlanesAround& u, rg_size size, int64_t j) {
    for (int b = 0; b < 3; b++) {
      for (int64_t a = -1; a <= 1; a++) {
        int64_t inGrid = smaller(larger(j + a, int64_t{0}), int64_t{size.nj} - 1);
        row[3 * b + a + 1] = u.plane[b] + inGrid * size.ni;
      }
    }
  }

  const float* row[9];
};

/** Weights of the voxel before, at and after a position d voxels away from it, |d| <= 1: a linear interpolant. */
inline void weightsOf(float d, float* w) {
  w[0] = larger(-d, 0.f);
  w[1] = 1 - std::fabs(d);
  w[2] = larger(d, 0.f);
}

/**
 * s v + u(p + s v) for voxels [begin, end) of a row, where the trilinear interpolant of u needs the 27
 * voxels around p only: sums of neighbours instead of reads at computed places. BEFORE and AFTER are the
 * distances to the neighbours along i.
 */
template <int BEFORE, int AFTER>
void composeBeside(const RowsAround& u, const float* const* v, int component, float scale, int begin, int end,
                   float* out) {
  const float *vi = v[0], *vj = v[1], *vk = v[2], *own = v[component];
  RG_SIMD
  for (int x = begin; x < end; x++) {
    float wi[3], wj[3], wk[3];
    weightsOf(scale * vi[x], wi);
    weightsOf(scale * vj[x], wj);
    weightsOf(scale * vk[x], wk);
    float sum = scale * own[x];
#pragma GCC unroll 3
    for (int b = 0; b < 3; b++) {
      float plane = 0;
#pragma GCC unroll 3
      for (int a = 0; a < 3; a++) {
        const float* row = u.row[3 * b + a];
        plane += wj[a] * (wi[0] * row[x + BEFORE] + wi[1] * row[x] + wi[2] * row[x + AFTER]);
      }
      sum += wk[b] * plane;
    }
    out[x] = sum;
  }
}

void composeRow(const RowsAround& u, const float* const* v, int component, float scale, int ni, float* out) {
  int last = ni - 1;
  if (last == 0) {
    composeBeside<0, 0>(u, v, component, scale, 0, 1, out);
    return;
  }
  composeBeside<0, 1>(u, v, component, scale, 0, 1, out);
  composeBeside<-1, 1>(u, v, component, scale, 1, last, out);
  composeBeside<-1, 0>(u, v, component, scale, last, ni, out);
}

/** Copies of whole planes of the field, all components, as they were before anything was overwritten. */
class OldPlanes {
 public:
  static constexpr int kPlanes = 4;

  static int64_t floats(rg_size size) { return kPlanes * 3 * paddedRow(planeOf(size)); }

  OldPlanes(const float* u, rg_size size, float* memory) : u_(u), size_(size), memory_(memory) {}

  void keep(int slot, int64_t k) {
    for (int64_t c = 0; c < 3; c++) {
      const float* from = u_ + c * countOf(size_) + k * planeOf(size_);
      float* to = memory_ + (3 * slot + c) * paddedRow(planeOf(size_));
      for (int64_t n = 0; n < planeOf(size_); n++) {
        to[n] = from[n];
      }
    }
  }

  const float* at(int slot, int64_t component) const {
    return memory_ + (3 * slot + component) * paddedRow(planeOf(size_));
  }

 private:
  const float* u_;
  rg_size size_;
  float* memory_;
};

/** The planes that a worker composes, in order, and where it keeps those that others overwrite meanwhile. */
struct Slab {
  static constexpr int kBelow = 2, kAbove = 3;  // slots 0 and 1 hold the current plane and the one before

  int begin, end;
};

void composeSlab(const Slab& slab, OldPlanes& old, float* u, FieldRows& step, float scale, rg_size size) {
  int64_t count = countOf(size), plane = planeOf(size);
  for (int k = slab.begin; k < slab.end; k++) {
    int current = k % 2;
    old.keep(current, k);
    int below = k == 0 ? current : k == slab.begin ? Slab::kBelow : 1 - current;
    PlanesAround around[3];
    for (int64_t c = 0; c < 3; c++) {
      const float* above = k + 1 == size.nk    ? old.at(current, c)
                           : k + 1 == slab.end ? old.at(Slab::kAbove, c)
                                               : u + c * count + (k + 1) * plane;
      around[c] = {{old.at(below, c), old.at(current, c), above}};
    }
    for (int j = 0; j < size.nj; j++) {
      const float* v[3];
      step.read(j, k, v);
      for (int c = 0; c < 3; c++) {
        composeRow(RowsAround(around[c], size, j), v, c, scale, size.ni, u + c * count + rowOf(size, j, k));
      }
    }
  }
}

}  // namespace

void compose(rg_context& context, float* u, const float* v, double s, const rg_lattice& lattice, rg_size size) {
  Workspace memory(context, OldPlanes::floats(size) + FieldRows::floats(lattice, size));
  int64_t slabs = smaller<int64_t>(workerCount(context), size.nk);
  auto slabOf = [&](int64_t item) {
    return Slab{static_cast<int>(size.nk * item / slabs), static_cast<int>(size.nk * (item + 1) / slabs)};
  };
  // a slab's memory goes with the slab, not with the worker, because two rounds share it
  auto oldOf = [&](int64_t item) { return OldPlanes(u, size, memory.of(static_cast<int>(item))); };
  forEach(context, slabs, [&](int64_t item, int) {
    Slab slab = slabOf(item);
    OldPlanes old = oldOf(item);
    old.keep(Slab::kBelow, larger(slab.begin - 1, 0));
    old.keep(Slab::kAbove, smaller(slab.end, size.nk - 1));
  });
  forEach(context, slabs, [&](int64_t item, int) {
    OldPlanes old = oldOf(item);
    FieldRows step(v, lattice, size, memory.of(static_cast<int>(item)) + OldPlanes::floats(size));
    composeSlab(slabOf(item), old, u, step, static_cast<float>(s), size);
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
