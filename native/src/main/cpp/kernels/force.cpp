// From the derivative by intensity to a force on the grid, and its moments.

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

/** One row along an axis: the warped image and its weights here, one voxel before and one voxel after. */
struct Neighbours {
  const float *before, *here, *after, *weightBefore, *weightAfter;
};

/** force = derivative scale dW, dW one-sided where only one neighbour has weight. */
void forceRow(const Neighbours& w, const float* derivative, float scale, int count, float* force) {
  RG_SIMD
  for (int x = 0; x < count; x++) {
    float hasBefore = w.weightBefore[x] > 0 ? 1.f : 0.f;
    float hasAfter = w.weightAfter[x] > 0 ? 1.f : 0.f;
    float differences = hasAfter * (w.after[x] - w.here[x]) + hasBefore * (w.here[x] - w.before[x]);
    force[x] = derivative[x] * scale * differences * (1 - 0.5f * hasBefore * hasAfter);
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
  return {first ? image + p : image + p - step, image + p, last ? image + p : image + p + step,
          first ? none : weight + p - step, last ? none : weight + p + step};
}

}  // namespace

void force(rg_context& context, const float* derivative, const float* warped, const float* weight,
           rg_size size, const rg_axes& scale, float* force) {
  int64_t count = countOf(size), plane = planeOf(size);
  Workspace memory(context, PaddedRows::floats(size.ni) + 2 * paddedRow(size.ni));
  forEach(context, size.nk, [&](int64_t k, int worker) {
    PaddedRows padded(memory.of(worker), size.ni);
    float* none = memory.of(worker) + PaddedRows::floats(size.ni);
    float* counted = none + paddedRow(size.ni);
    for (int x = 0; x < size.ni; x++) {
      none[x] = 0;
    }
    for (int64_t j = 0; j < size.nj; j++) {
      int64_t p = rowOf(size, j, k);
      padded.load(warped + p, weight + p, size.ni);
      for (int x = 0; x < size.ni; x++) {
        counted[x] = weight[p + x] > 0 ? derivative[p + x] : 0.f;
      }
      Neighbours i = {padded.image - 1, padded.image, padded.image + 1, padded.weight - 1, padded.weight + 1};
      forceRow(i, counted, static_cast<float>(scale.i), size.ni, force + p);
      forceRow(across(warped, weight, p, size.ni, j == 0, j == size.nj - 1, none), counted,
               static_cast<float>(scale.j), size.ni, force + count + p);
      forceRow(across(warped, weight, p, plane, k == 0, k == size.nk - 1, none), counted,
               static_cast<float>(scale.k), size.ni, force + 2 * count + p);
    }
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
