// From the derivative by intensity to a force on the grid, and its moments.

#include "kernels/declarations.h"
#include "kernels/lanes.h"
#include "kernels/lattice.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

/** One row along an axis: the warped image and its weights one voxel before and one voxel after. */
struct Neighbours {
  const float *before, *after, *weightBefore, *weightAfter;
};

/** One float or a vector of them. */
template <class T>
T at(const float* from) {
  T value;
  __builtin_memcpy(&value, from, sizeof(T));
  return value;
}

template <class T>
T oneWhere(T weight) {
  return weight > 0 ? T{} + 1.f : T{};
}

/** The row itself. */
struct Voxels {
  const float *image, *weight, *derivative;
  float scale[3];
};

/** force = derivative scale dW, dW one-sided where only one neighbour has weight. */
template <class T>
void forceAlong(const Neighbours& w, int x, T here, T scaledDerivative, float* force) {
  T hasBefore = oneWhere(at<T>(w.weightBefore + x)), hasAfter = oneWhere(at<T>(w.weightAfter + x));
  T differences = hasAfter * (at<T>(w.after + x) - here) + hasBefore * (here - at<T>(w.before + x));
  T value = scaledDerivative * differences * (1 - 0.5f * hasBefore * hasAfter);
  __builtin_memcpy(force + x, &value, sizeof(T));
}

template <class T>
void forceAt(const Voxels& row, const Neighbours* around, int x, float* const* force) {
  T here = at<T>(row.image + x);
  T counted = at<T>(row.weight + x) > 0 ? at<T>(row.derivative + x) : T{};
#pragma GCC unroll 3
  for (int a = 0; a < 3; a++) {
    forceAlong(around[a], x, here, counted * row.scale[a], force[a]);
  }
}

/** Copies of the arguments, or each store would have them read again. */
void forceInRow(Voxels row, const Neighbours* neighbours, int ni, float* const* into) {
  const Neighbours around[3] = {neighbours[0], neighbours[1], neighbours[2]};
  float* const force[3] = {into[0], into[1], into[2]};
  if (ni < kLanes) {
    for (int x = 0; x < ni; x++) {
      forceAt<float>(row, around, x, force);
    }
    return;
  }
  for (int x = 0; x < ni; x += kLanes) {
    // the last vector begins earlier and computes some voxels again
    forceAt<Lanes>(row, around, smaller(x, ni - kLanes), force);
  }
}

/** Rows with one more element at either end, of weight 0. */
struct PaddedRows {
  PaddedRows(float* memory, int ni) : image(memory + 16), weight(memory + 32 + paddedRow(ni) + 16) {}

  static int64_t floats(int ni) { return 2 * (32 + paddedRow(ni)); }

  void load(const float* imageRow, const float* weightRow, int ni) {
    for (int x = 0; x < ni; x++) {
      image[x] = imageRow[x];
      weight[x] = weightRow[x];
    }
    image[-1] = image[ni] = weight[-1] = weight[ni] = 0;
  }

  float *image, *weight;
};

/** Neighbours of row p at distance `step`; a missing one is the row itself with the weights `none`. */
Neighbours across(const float* image, const float* weight, int64_t p, int64_t step, bool first, bool last,
                  const float* none) {
  return {first ? image + p : image + p - step, last ? image + p : image + p + step,
          first ? none : weight + p - step, last ? none : weight + p + step};
}

/** The three components of the force on one row of voxels. */
class ForceRows {
 public:
  static int64_t floats(rg_size size) { return PaddedRows::floats(size.ni) + 4 * paddedRow(size.ni); }

  ForceRows(const float* derivative, const float* warped, const float* weight, rg_size size,
            const rg_axes& scale, float* memory)
      : derivative_(derivative),
        warped_(warped),
        weight_(weight),
        size_(size),
        scale_(scale),
        padded_(memory, size.ni),
        none_(memory + PaddedRows::floats(size.ni)) {
    for (int x = 0; x < size.ni; x++) {
      none_[x] = 0;
    }
  }

  /** Scratch for one row of each component, for the caller's use. */
  float* scratch(int64_t component) const { return none_ + (1 + component) * paddedRow(size_.ni); }

  void compute(int64_t j, int64_t k, float* const* force) {
    int64_t p = rowOf(size_, j, k), plane = planeOf(size_);
    int ni = size_.ni;
    prefetchRow(warped_ + p, ni, plane + kRowsAhead * ni);
    prefetchRow(weight_ + p, ni, plane + kRowsAhead * ni);
    prefetchRow(derivative_ + p, ni, kRowsAhead * ni);
    padded_.load(warped_ + p, weight_ + p, ni);
    const Voxels here = {
        padded_.image,
        padded_.weight,
        derivative_ + p,
        {static_cast<float>(scale_.i), static_cast<float>(scale_.j), static_cast<float>(scale_.k)}};
    const Neighbours around[3] = {
        {padded_.image - 1, padded_.image + 1, padded_.weight - 1, padded_.weight + 1},
        across(warped_, weight_, p, ni, j == 0, j == size_.nj - 1, none_),
        across(warped_, weight_, p, plane, k == 0, k == size_.nk - 1, none_)};
    forceInRow(here, around, ni, force);
  }

 private:
  static constexpr int64_t kRowsAhead = 3;

  const float *derivative_, *warped_, *weight_;
  rg_size size_;
  rg_axes scale_;
  PaddedRows padded_;
  float* none_;
};

/** Points of the lattice of one item of work; their fine planes at both ends are computed twice. */
constexpr int kSlabPlanes = 8;

void addScaled(float factor, const float* row, int count, float* sum) {
  RG_SIMD
  for (int x = 0; x < count; x++) {
    sum[x] += factor * row[x];
  }
}

/**
 * Sums rows of the image into planes of the lattice, along j and k with the weights by which the lattice is
 * read, still at full resolution along i; then along i. Keeps the two planes that the current image plane
 * lies between.
 */
class Restriction {
 public:
  static int64_t floats(const rg_lattice& lattice, rg_size size) {
    return 6 * int64_t{lattice.size.nj} * paddedRow(size.ni) + paddedRow(lattice.size.ni + 1);
  }

  Restriction(const rg_lattice& lattice, rg_size size, float* memory)
      : lattice_(lattice),
        size_(size),
        stride_(paddedRow(size.ni)),
        planes_(memory),
        sums_(memory + 6 * int64_t{lattice.size.nj} * stride_) {}

  void clear(int plane) {
    for (int64_t n = 0; n < 3 * lattice_.size.nj * stride_; n++) {
      at(plane)[n] = 0;
    }
  }

  void add(int plane, float weight, const Between& row, const float* const* force) {
    if (weight == 0) {
      return;
    }
    for (int64_t c = 0; c < 3; c++) {
      float* rows = at(plane) + c * lattice_.size.nj * stride_;
      addScaled(weight * (1 - row.fraction), force[c], size_.ni, rows + row.lower * stride_);
      addScaled(weight * row.fraction, force[c], size_.ni, rows + row.upper * stride_);
    }
  }

  void finish(int plane, float* force) {
    for (int64_t c = 0; c < 3; c++) {
      for (int64_t j = 0; j < lattice_.size.nj; j++) {
        alongI(at(plane) + (c * lattice_.size.nj + j) * stride_,
               force + c * countOf(lattice_.size) + rowOf(lattice_.size, j, plane));
      }
    }
  }

 private:
  float* at(int plane) { return planes_ + (plane % 2) * 3 * int64_t{lattice_.size.nj} * stride_; }

  void alongI(const float* row, float* out) {
    int ni = lattice_.size.ni;
    for (int x = 0; x <= ni; x++) {
      sums_[x] = 0;
    }
    for (int x = 0; x < size_.ni; x++) {
      Between b = between(lattice_.scale.i, lattice_.offset.i, x, ni);
      sums_[b.lower] += (1 - b.fraction) * row[x];
      sums_[b.lower + 1] += b.fraction * row[x];
    }
    sums_[ni - 1] += sums_[ni];
    for (int x = 0; x < ni; x++) {
      out[x] = sums_[x];
    }
  }

  rg_lattice lattice_;
  rg_size size_;
  int64_t stride_;
  float *planes_, *sums_;
};

/** The force on planes [begin, end) of the lattice. */
void forceSlab(ForceRows& rows, Restriction& restriction, const rg_lattice& lattice, rg_size size, int begin,
               int end, float* force) {
  float* row[3] = {rows.scratch(0), rows.scratch(1), rows.scratch(2)};
  int cleared = begin, finished = begin;
  for (int64_t k = 0; k < size.nk; k++) {
    Between plane = between(lattice.scale.k, lattice.offset.k, k, lattice.size.nk);
    if (plane.upper < begin || plane.lower >= end) {
      continue;
    }
    for (; finished < plane.lower; finished++) {
      if (finished >= cleared) {
        restriction.clear(cleared++);
      }
      restriction.finish(finished, force);
    }
    for (; cleared < smaller(end, plane.upper + 1); cleared++) {
      restriction.clear(cleared);
    }
    bool toLower = plane.lower >= begin, toUpper = plane.upper < end;
    for (int64_t j = 0; j < size.nj; j++) {
      rows.compute(j, k, row);
      Between beside = between(lattice.scale.j, lattice.offset.j, j, lattice.size.nj);
      restriction.add(plane.lower, toLower ? 1 - plane.fraction : 0, beside, row);
      restriction.add(plane.upper, toUpper ? plane.fraction : 0, beside, row);
    }
  }
  for (; finished < end; finished++) {
    if (finished >= cleared) {
      restriction.clear(cleared++);
    }
    restriction.finish(finished, force);
  }
}

}  // namespace

void force(rg_context& context, const float* derivative, const float* warped, const float* weight,
           rg_size size, const rg_axes& scale, const rg_lattice& lattice, float* force) {
  bool same = isSameGrid(lattice, size);
  int64_t count = countOf(size);
  Workspace memory(context, ForceRows::floats(size) + (same ? 0 : Restriction::floats(lattice, size)));
  if (same) {
    forEach(context, size.nk, [&](int64_t k, int worker) {
      ForceRows rows(derivative, warped, weight, size, scale, memory.of(worker));
      for (int64_t j = 0; j < size.nj; j++) {
        float* p = force + rowOf(size, j, k);
        float* row[3] = {p, p + count, p + 2 * count};
        rows.compute(j, k, row);
      }
    });
    return;
  }
  forEach(context, chunksOf(lattice.size.nk, kSlabPlanes), [&](int64_t slab, int worker) {
    ForceRows rows(derivative, warped, weight, size, scale, memory.of(worker));
    Restriction restriction(lattice, size, memory.of(worker) + ForceRows::floats(size));
    int begin = static_cast<int>(slab) * kSlabPlanes;
    forceSlab(rows, restriction, lattice, size, begin, smaller(begin + kSlabPlanes, lattice.size.nk), force);
  });
}

void gridMoments(rg_context& context, const float* force, rg_size size, double* moments) {
  Sums<12> total = sumOver<12>(context, size.nk, [&](int64_t k) {
    Sums<12> sums = {};
    for (int a = 0; a < 3; a++) {
      double* row = sums.at + 4 * a;
      for (int64_t j = 0; j < size.nj; j++) {
        const float* g = force + a * countOf(size) + rowOf(size, j, k);
        double s = 0, si = 0;
#pragma omp simd reduction(+ : s, si)
        for (int i = 0; i < size.ni; i++) {
          s += g[i];
          si += static_cast<double>(g[i]) * i;
        }
        row[0] += si;
        row[1] += s * static_cast<double>(j);
        row[3] += s;
      }
      row[2] = row[3] * static_cast<double>(k);
    }
    return sums;
  });
  for (int n = 0; n < 12; n++) {
    moments[n] = total.at[n];
  }
}

}  // namespace regista::RG_ISA
