// Fields read at displaced positions: composition, and transfer to another grid.

#include <cmath>

#include "kernels/declarations.h"
#include "kernels/lanes.h"
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

/** How far ahead of its use the field is fetched. */
constexpr int64_t kRowsAhead = 3;

/**
 * Copies of planes of the field as they were before anything was overwritten: three in turn for the planes
 * below, at and above the current one, and one more for a plane that another worker overwrites meanwhile.
 * Before and after each component there is room for the vectors that reach beyond a row.
 */
class OldPlanes {
 public:
  static constexpr int64_t kPlanes = 4, kEnd = 3;

  static int64_t floats(rg_size size) { return kPlanes * 3 * stride(size); }

  OldPlanes(const float* u, rg_size size, float* memory) : u_(u), size_(size), memory_(memory) {}

  /** What the vectors read beyond rows is multiplied by 0, so it must be a number. */
  void clearEnds() {
    for (int64_t n = 0; n < kPlanes * 3; n++) {
      float* component = memory_ + n * stride(size_);
      for (int64_t x = 0; x < kEdge; x++) {
        component[x] = component[kEdge + planeOf(size_) + x] = 0;
      }
    }
  }

  /** The place of plane k, -1 included. */
  static int64_t slotOf(int64_t k) { return (k + 3) % 3; }

  void keepRow(int64_t slot, int64_t j, int64_t k) {
    for (int64_t c = 0; c < 3; c++) {
      const float* from = u_ + c * countOf(size_) + rowOf(size_, j, k);
      float* to = at(slot, c) + j * size_.ni;
      prefetchRow(from, size_.ni, kRowsAhead * size_.ni);
      for (int x = 0; x < size_.ni; x++) {
        to[x] = from[x];
      }
    }
  }

  void keep(int64_t slot, int64_t k) {
    for (int64_t j = 0; j < size_.nj; j++) {
      keepRow(slot, j, k);
    }
  }

  float* at(int64_t slot, int64_t component) const {
    return memory_ + (3 * slot + component) * stride(size_) + kEdge;
  }

 private:
  static constexpr int64_t kEdge = 16;

  static int64_t stride(rg_size size) { return paddedRow(planeOf(size)) + 2 * kEdge; }

  const float* u_;
  rg_size size_;
  float* memory_;
};

/** Row j of the planes around the current one, and how far away the rows before and after it are. */
struct RowsAround {
  const float* row[3][3];  // component, plane
  int64_t before, after;
};

/** A row of the step in voxels, and the weights of the voxels before, at and after along i. */
class StepRow {
 public:
  static int64_t floats(rg_size size) { return 6 * paddedRow(size.ni); }

  StepRow(rg_size size, float* memory)
      : ni_(size.ni), stride_(paddedRow(size.ni)), step_(memory), weight_(memory + 3 * stride_) {
    for (int64_t n = 0; n < 6 * stride_; n++) {
      memory[n] = 0;
    }
  }

  void load(const float* const* v, float scale) {
    for (int64_t c = 0; c < 3; c++) {
      float* row = step_ + c * stride_;
      const float* from = v[c];
      RG_SIMD
      for (int x = 0; x < ni_; x++) {
        row[x] = scale * from[x];
      }
    }
    float *before = weight_, *at = before + stride_, *after = at + stride_;
    RG_SIMD
    for (int x = 0; x < ni_; x++) {
      float d = step_[x];
      before[x] = larger(-d, 0.f);
      at[x] = 1 - std::fabs(d);
      after[x] = larger(d, 0.f);
    }
    // beyond either end the field goes on as at the end
    at[0] += before[0];
    before[0] = 0;
    at[ni_ - 1] += after[ni_ - 1];
    after[ni_ - 1] = 0;
  }

  Lanes step(int64_t component, int x) const { return lanesAt(step_ + component * stride_ + x); }

  Lanes weight(int64_t place, int x) const { return lanesAt(weight_ + place * stride_ + x); }

 private:
  int ni_;
  int64_t stride_;
  float *step_, *weight_;
};

/** Weights of the voxel before, at and after a position d voxels away from it, |d| <= 1: a linear
 * interpolant. */
inline void weightsOf(Lanes d, Lanes* w) {
  Lanes length = absolute(d);
  w[0] = 0.5f * (length - d);
  w[1] = 1 - length;
  w[2] = 0.5f * (length + d);
}

inline Lanes alongI(const float* row, const Lanes* w) {
  return w[0] * lanesAt(row - 1) + w[1] * lanesAt(row) + w[2] * lanesAt(row + 1);
}

/**
 * s v + u(p + s v) for voxels x, x + 1, ... of a row, where the trilinear interpolant of u needs the 27
 * voxels around p only: sums of neighbours instead of reads at computed places. All components share the
 * weights.
 */
inline void composeLanes(const RowsAround& u, const StepRow& step, int x, Lanes* out) {
  Lanes wi[3] = {step.weight(0, x), step.weight(1, x), step.weight(2, x)}, wj[3], wk[3];
  weightsOf(step.step(1, x), wj);
  weightsOf(step.step(2, x), wk);
#pragma GCC unroll 3
  for (int c = 0; c < 3; c++) {
    out[c] = step.step(c, x);
#pragma GCC unroll 3
    for (int b = 0; b < 3; b++) {
      const float* row = u.row[c][b] + x;
      out[c] += wk[b] * (wj[0] * alongI(row + u.before, wi) + wj[1] * alongI(row, wi) +
                         wj[2] * alongI(row + u.after, wi));
    }
  }
}

void composeRow(const RowsAround& u, const StepRow& step, int ni, float* into, int64_t component) {
  Lanes out[3];
  int x = 0;
  for (; x + kLanes <= ni; x += kLanes) {
    composeLanes(u, step, x, out);
    for (int64_t c = 0; c < 3; c++) {
      store(out[c], into + c * component + x);
    }
  }
  if (x < ni) {
    composeLanes(u, step, x, out);
    for (int64_t c = 0; c < 3; c++) {
      for (int n = 0; n < ni - x; n++) {
        into[c * component + x + n] = out[c][n];
      }
    }
  }
}

/** The planes that a worker composes, in order. */
struct Slab {
  int64_t begin, end;
};

void composeSlab(const Slab& slab, OldPlanes& old, float* u, FieldRows& field, StepRow& step, float scale,
                 rg_size size) {
  old.clearEnds();
  old.keep(OldPlanes::slotOf(slab.begin), slab.begin);
  for (int64_t k = slab.begin; k < slab.end; k++) {
    int64_t at = OldPlanes::slotOf(k), below = k == 0 ? at : OldPlanes::slotOf(k - 1);
    bool last = k + 1 == slab.end;
    int64_t above = k + 1 == size.nk ? at : last ? OldPlanes::kEnd : OldPlanes::slotOf(k + 1);
    for (int64_t j = 0; j < size.nj; j++) {
      // the next plane is copied just before it is read, and one row more, into which vectors reach
      for (int64_t next = j == 0 ? 0 : j + 2; !last && next < smaller<int64_t>(j + 3, size.nj); next++) {
        old.keepRow(above, next, k + 1);
      }
      RowsAround around = {{}, j == 0 ? 0 : -size.ni, j + 1 == size.nj ? 0 : size.ni};
      for (int64_t c = 0; c < 3; c++) {
        int64_t row = j * size.ni;
        around.row[c][0] = old.at(below, c) + row;
        around.row[c][1] = old.at(at, c) + row;
        around.row[c][2] = old.at(above, c) + row;
      }
      const float* v[3];
      field.read(j, k, v);
      step.load(v, scale);
      composeRow(around, step, size.ni, u + rowOf(size, j, k), countOf(size));
    }
  }
}

}  // namespace

void compose(rg_context& context, float* u, const float* v, double s, const rg_lattice& lattice,
             rg_size size) {
  int64_t planes = OldPlanes::floats(size), stepFloats = StepRow::floats(size);
  Workspace memory(context, planes + stepFloats + FieldRows::floats(lattice, size));
  int64_t slabs = smaller<int64_t>(workerCount(context), size.nk);
  auto slabOf = [&](int64_t item) { return Slab{size.nk * item / slabs, size.nk * (item + 1) / slabs}; };
  // a slab's memory goes with the slab, not with the worker, because two rounds share it
  auto memoryOf = [&](int64_t item) { return memory.of(static_cast<int>(item)); };
  forEach(context, slabs, [&](int64_t item, int) {
    Slab slab = slabOf(item);
    OldPlanes old(u, size, memoryOf(item));
    old.keep(OldPlanes::slotOf(slab.begin - 1), larger<int64_t>(slab.begin - 1, 0));
    old.keep(OldPlanes::kEnd, smaller<int64_t>(slab.end, size.nk - 1));
  });
  forEach(context, slabs, [&](int64_t item, int) {
    OldPlanes old(u, size, memoryOf(item));
    StepRow step(size, memoryOf(item) + planes);
    FieldRows field(v, lattice, size, memoryOf(item) + planes + stepFloats);
    composeSlab(slabOf(item), old, u, field, step, static_cast<float>(s), size);
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
