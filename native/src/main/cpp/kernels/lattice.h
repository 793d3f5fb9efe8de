#pragma once

#include "kernels/lanes.h"
#include "kernels/rows.h"
#include "kernels/trilinear.h"

/** A field on a lattice of its own beside an image: read row by row of the image, and written back. */
namespace regista::RG_ISA {

inline bool isSameGrid(const rg_lattice& lattice, rg_size size) {
  const rg_axes &scale = lattice.scale, &offset = lattice.offset;
  return lattice.size.ni == size.ni && lattice.size.nj == size.nj && lattice.size.nk == size.nk &&
         scale.i == 1 && scale.j == 1 && scale.k == 1 && offset.i == 0 && offset.j == 0 && offset.k == 0;
}

/** The two points of an axis of the lattice that voxel p of the image lies between. */
struct Between {
  int lower, upper;
  float fraction;
};

inline Between between(double scale, double offset, int64_t p, int length) {
  Between b;
  b.lower = cellOf(scale * static_cast<double>(p) + offset, length, b.fraction);
  b.upper = smaller(b.lower + 1, length - 1);
  return b;
}

/** The field at the voxels of rows of the image, in voxels of the image. For one worker. */
class FieldRows {
 public:
  static int64_t floats(const rg_lattice& lattice, rg_size size) {
    return 3 * (stride(lattice) + paddedRow(size.ni)) + 2 * paddedRow(size.ni);
  }

  FieldRows(const float* u, const rg_lattice& lattice, rg_size size, float* memory)
      : u_(u),
        lattice_(lattice),
        size_(size),
        same_(isSameGrid(lattice, size)),
        coarse_(memory),
        fine_(coarse_ + 3 * stride(lattice)),
        fraction_(fine_ + 3 * paddedRow(size.ni)),
        lower_(reinterpret_cast<int*>(fraction_ + paddedRow(size.ni))) {
    for (int x = 0; x < (same_ ? 0 : size.ni); x++) {
      lower_[x] = cellOf(lattice.scale.i * x + lattice.offset.i, lattice.size.ni, fraction_[x]);
    }
  }

  /** Component c of row (j, k) is at rows[c], until the next call. */
  void read(int64_t j, int64_t k, const float** rows) {
    if (same_) {
      for (int64_t c = 0; c < 3; c++) {
        rows[c] = u_ + c * countOf(size_) + rowOf(size_, j, k);
        prefetchRow(rows[c], size_.ni, kRowsAhead * size_.ni);
      }
      return;
    }
    Between row = between(lattice_.scale.j, lattice_.offset.j, j, lattice_.size.nj);
    Between plane = between(lattice_.scale.k, lattice_.offset.k, k, lattice_.size.nk);
    float toVoxels[3] = {static_cast<float>(1 / lattice_.scale.i), static_cast<float>(1 / lattice_.scale.j),
                         static_cast<float>(1 / lattice_.scale.k)};
    for (int64_t c = 0; c < 3; c++) {
      float* coarse = coarse_ + c * stride(lattice_);
      mixRows(u_ + c * countOf(lattice_.size), row, plane, toVoxels[c], coarse);
      expand(coarse, fine_ + c * paddedRow(size_.ni));
      rows[c] = fine_ + c * paddedRow(size_.ni);
    }
  }

 private:
  static constexpr int64_t kRowsAhead = 3;

  static int64_t stride(const rg_lattice& lattice) { return paddedRow(lattice.size.ni + 1); }

  void mixRows(const float* u, const Between& row, const Between& plane, float factor, float* out) const {
    const float* a = u + rowOf(lattice_.size, row.lower, plane.lower);
    const float* b = u + rowOf(lattice_.size, row.upper, plane.lower);
    const float* c = u + rowOf(lattice_.size, row.lower, plane.upper);
    const float* d = u + rowOf(lattice_.size, row.upper, plane.upper);
    float near = factor * (1 - plane.fraction), far = factor * plane.fraction;
    float wa = near * (1 - row.fraction), wb = near * row.fraction, wc = far * (1 - row.fraction),
          wd = far * row.fraction;
    int ni = lattice_.size.ni;
    RG_SIMD
    for (int x = 0; x < ni; x++) {
      out[x] = wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x];
    }
    out[ni] = out[ni - 1];
  }

  void expand(const float* coarse, float* fine) const {
    RG_SIMD
    for (int x = 0; x < size_.ni; x++) {
      fine[x] = mix(coarse[lower_[x]], coarse[lower_[x] + 1], fraction_[x]);
    }
  }

  const float* u_;
  rg_lattice lattice_;
  rg_size size_;
  bool same_;
  float *coarse_, *fine_, *fraction_;
  int* lower_;
};

}  // namespace regista::RG_ISA
