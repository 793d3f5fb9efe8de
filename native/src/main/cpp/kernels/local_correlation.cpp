// Local correlation of two images in a window around every voxel, with the exact derivative:
//
//   n = box m   S_F = box mF   S_W = box mW   S_FF = box mFF   S_WW = box mWW   S_FW = box mFW
//   A = S_FW - S_F S_W / n   B = S_FF - S_F^2 / n + n eps   C = S_WW - S_W^2 / n + n eps
//   E = sum m A^2 / (B C) / sum m
//   alpha = 2 m A / (B C)   beta = 2 m A^2 / (B C^2)   gamma = alpha S_F / n - beta S_W / n
//   dE/dW = m [F box alpha - W box beta - box gamma] / sum m
//
// Each worker marches through a slab of planes. It keeps alpha, beta and gamma of the 2 radius + 1 planes
// that the next plane of the derivative needs; within a plane, rows summed along k stay in the first-level
// cache. All windows are summed directly, not by running sums, so no rounding error travels along an axis and
// the result does not depend on where slabs begin.

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"
#include "kernels/rows.h"

namespace regista::RG_ISA {

namespace {

/** Windows with less weight than this contribute nothing. */
constexpr float kLeastWeight = 1e-3f;

/** Relative difference between two sums of the same weights in different order. */
constexpr double kSameWeight = 1e-9;

struct Images {
  const float *fixed, *warped, *weight;
  rg_size size, radius;
  float noiseVariance;
};

/** alpha, beta and gamma of one plane. */
struct Coefficients {
  float* at[3];
};

int64_t rowStride(const Images& images) { return paddedRow(images.size.ni + 2 * images.radius.ni + 16); }

/** Sums over windows in a plane, for Q quantities at once, from rows that are already summed along k. */
template <int Q>
class PlaneBox {
 public:
  static int64_t floats(const Images& images) {
    return rowStride(images) * Q * (2 * images.radius.nj + 1 + 2);
  }

  PlaneBox(const Images& images, float* memory)
      : size_(images.size),
        radius_(images.radius),
        stride_(rowStride(images)),
        ring_(memory),
        columns_(ring_ + Q * stride_ * (2 * radius_.nj + 1)),
        boxes_(columns_ + Q * stride_) {
    for (int64_t n = 0; n < Q * stride_; n++) {
      columns_[n] = 0;
    }
  }

  /** Calls fill(j, rows[Q]) once for every row in order, and use(j, boxes[Q]) as soon as its window is full.
   */
  template <class Fill, class Use>
  void run(Fill fill, Use use) {
    int filled = 0;
    for (int j = 0; j < size_.nj; j++) {
      for (; filled < smaller(size_.nj, j + radius_.nj + 1); filled++) {
        float* rows[Q];
        for (int q = 0; q < Q; q++) {
          rows[q] = ringRow(q, filled);
        }
        fill(filled, rows);
      }
      const float* boxes[Q];
      for (int q = 0; q < Q; q++) {
        boxes[q] = box(q, j);
      }
      use(j, boxes);
    }
  }

 private:
  float* ringRow(int q, int j) {
    int window = 2 * radius_.nj + 1;
    return ring_ + (q * window + j % window) * stride_;
  }

  /** Sums along j into a row with zeros beyond both ends, then along i. */
  const float* box(int q, int j) {
    const float* rows[kMaxRows];
    int count = 0;
    for (int n = larger(0, j - radius_.nj); n <= smaller(size_.nj - 1, j + radius_.nj); n++) {
      rows[count++] = ringRow(q, n);
    }
    float* column = columns_ + q * stride_;
    sumRows(rows, count, size_.ni, column + radius_.ni);
    for (int n = 0; n <= 2 * radius_.ni; n++) {
      rows[n] = column + n;
    }
    sumRows(rows, 2 * radius_.ni + 1, size_.ni, boxes_ + q * stride_);
    return boxes_ + q * stride_;
  }

  rg_size size_, radius_;
  int64_t stride_;
  float *ring_, *columns_, *boxes_;
};

/** Adds m, mF, mW, mFF, mWW, mFW of one row to the sums. */
void addProducts(const float* fixed, const float* warped, const float* weight, int count,
                 float* const* sums) {
  float *n = sums[0], *sf = sums[1], *sw = sums[2], *sff = sums[3], *sww = sums[4], *sfw = sums[5];
  RG_SIMD
  for (int x = 0; x < count; x++) {
    float m = weight[x], f = fixed[x], w = warped[x];
    float mf = m * f, mw = m * w;
    n[x] += m;
    sf[x] += mf;
    sw[x] += mw;
    sff[x] += mf * f;
    sww[x] += mw * w;
    sfw[x] += mf * w;
  }
}

void sumProducts(const Images& images, int j, int k, float* const* sums) {
  for (int q = 0; q < 6; q++) {
    for (int x = 0; x < images.size.ni; x++) {
      sums[q][x] = 0;
    }
  }
  int last = smaller(images.size.nk - 1, k + images.radius.nk);
  for (int z = larger(0, k - images.radius.nk); z <= last; z++) {
    int64_t p = rowOf(images.size, j, z);
    addProducts(images.fixed + p, images.warped + p, images.weight + p, images.size.ni, sums);
  }
}

/** The sums of m A^2 / (B C) and of m over the windows that count. */
struct Correlation {
  double value = 0, weight = 0;
};

/** alpha, beta and gamma of one row from its box sums. */
Correlation coefficientRow(const Images& images, const float* weight, const float* const* boxes, float* alpha,
                           float* beta, float* gamma) {
  const float *n = boxes[0], *sf = boxes[1], *sw = boxes[2], *sff = boxes[3], *sww = boxes[4],
              *sfw = boxes[5];
  float noise = images.noiseVariance;
  double value = 0, weights = 0;
#pragma omp simd reduction(+ : value, weights)
  for (int x = 0; x < images.size.ni; x++) {
    bool counts = n[x] >= kLeastWeight;
    float m = counts ? weight[x] : 0.f, size = counts ? n[x] : 1.f;
    float meanF = sf[x] / size, meanW = sw[x] / size;
    float a = sfw[x] - meanF * sw[x];
    float b = larger(sff[x] - meanF * sf[x], 0.f) + size * noise;
    float c = larger(sww[x] - meanW * sw[x], 0.f) + size * noise;
    float slope = m * a / (b * c);
    alpha[x] = 2 * slope;
    beta[x] = 2 * slope * a / c;
    gamma[x] = alpha[x] * meanF - beta[x] * meanW;
    value += static_cast<double>(slope * a);
    weights += static_cast<double>(m);
  }
  return {value, weights};
}

Correlation coefficientPlane(const Images& images, int k, float* memory, const Coefficients& plane) {
  PlaneBox<6> box(images, memory);
  Correlation sums;
  box.run([&](int j, float* const* rows) { sumProducts(images, j, k, rows); },
          [&](int j, const float* const* boxes) {
            int64_t row = int64_t{j} * images.size.ni;
            Correlation ofRow = coefficientRow(images, images.weight + rowOf(images.size, j, k), boxes,
                                               plane.at[0] + row, plane.at[1] + row, plane.at[2] + row);
            sums.value += ofRow.value;
            sums.weight += ofRow.weight;
          });
  return sums;
}

/** derivative = scale m [F box alpha - W box beta - box gamma], from the coefficients of the planes around.
 */
void derivativePlane(const Images& images, int k, float scale, const Coefficients* around, int planes,
                     float* memory, float* derivative) {
  PlaneBox<3> box(images, memory);
  auto sumAlongK = [&](int j, float* const* sums) {
    for (int q = 0; q < 3; q++) {
      const float* rows[kMaxRows];
      for (int n = 0; n < planes; n++) {
        rows[n] = around[n].at[q] + int64_t{j} * images.size.ni;
      }
      sumRows(rows, planes, images.size.ni, sums[q]);
    }
  };
  box.run(sumAlongK, [&](int j, const float* const* boxes) {
    int64_t p = rowOf(images.size, j, k);
    const float *f = images.fixed + p, *w = images.warped + p, *m = images.weight + p;
    const float *alpha = boxes[0], *beta = boxes[1], *gamma = boxes[2];
    float* out = derivative + p;
    RG_SIMD
    for (int x = 0; x < images.size.ni; x++) {
      out[x] = scale * m[x] * (f[x] * alpha[x] - w[x] * beta[x] - gamma[x]);
    }
  });
}

/** The coefficient planes that a worker keeps: those of planes k modulo 2 radius + 1. */
class CoefficientRing {
 public:
  static int64_t floats(const Images& images) {
    return 3 * (2 * images.radius.nk + 1) * paddedRow(planeOf(images.size));
  }

  CoefficientRing(const Images& images, float* memory)
      : window_(2 * images.radius.nk + 1), stride_(paddedRow(planeOf(images.size))), memory_(memory) {}

  Coefficients plane(int k) const {
    float* first = memory_ + 3 * (k % window_) * stride_;
    return {{first, first + stride_, first + 2 * stride_}};
  }

 private:
  int window_;
  int64_t stride_;
  float* memory_;
};

int64_t slabFloats(const Images& images) {
  return CoefficientRing::floats(images) + larger(PlaneBox<6>::floats(images), PlaneBox<3>::floats(images));
}

/** The derivative and sums[k] of the planes from `begin` to before `end`. */
void slab(const Images& images, int begin, int end, float scale, float* memory, float* derivative,
          Correlation* sums) {
  CoefficientRing ring(images, memory);
  float* boxMemory = memory + CoefficientRing::floats(images);
  int radius = images.radius.nk, nk = images.size.nk;
  int filled = larger(0, begin - radius);
  for (int k = begin; k < end; k++) {
    for (; filled < smaller(nk, k + radius + 1); filled++) {
      Correlation ofPlane = coefficientPlane(images, filled, boxMemory, ring.plane(filled));
      if (filled >= begin && filled < end) {
        sums[filled] = ofPlane;
      }
    }
    Coefficients around[kMaxRows];
    int planes = 0;
    for (int z = larger(0, k - radius); z <= smaller(nk - 1, k + radius); z++) {
      around[planes++] = ring.plane(z);
    }
    derivativePlane(images, k, scale, around, planes, boxMemory, derivative);
  }
}

/** The sum of all weights, which is that of the windows that count unless some voxels stand nearly alone. */
double sumOfWeights(rg_context& context, const float* weight, rg_size size) {
  return sumOver<1>(context, size.nk,
                    [&](int64_t k) {
                      const float* plane = weight + k * planeOf(size);
                      double sum = 0;
#pragma omp simd reduction(+ : sum)
                      for (int64_t n = 0; n < planeOf(size); n++) {
                        sum += static_cast<double>(plane[n]);
                      }
                      return Sums<1>{{sum}};
                    })
      .at[0];
}

void rescale(rg_context& context, float* derivative, rg_size size, float factor) {
  forEach(context, size.nk, [&](int64_t k, int) {
    float* plane = derivative + k * planeOf(size);
    for (int64_t n = 0; n < planeOf(size); n++) {
      plane[n] *= factor;
    }
  });
}

}  // namespace

void localCorrelation(rg_context& context, const float* fixed, const float* warped, const float* weight,
                      rg_size size, rg_size radius, double noiseVariance, float* derivative, double* value) {
  Images images = {fixed, warped, weight, size, radius, static_cast<float>(noiseVariance)};
  double expected = sumOfWeights(context, weight, size);
  float scale = expected > 0 ? static_cast<float>(1 / expected) : 0.f;
  Workspace memory(context, slabFloats(images));
  auto* planes = static_cast<Correlation*>(partialBytes(context, size.nk * sizeof(Correlation)));
  int64_t slabs = smaller<int64_t>(workerCount(context), size.nk);
  forEach(context, slabs, [&](int64_t item, int worker) {
    int begin = static_cast<int>(size.nk * item / slabs),
        end = static_cast<int>(size.nk * (item + 1) / slabs);
    slab(images, begin, end, scale, memory.of(worker), derivative, planes);
  });
  Correlation sums;
  for (int k = 0; k < size.nk; k++) {
    sums.value += planes[k].value;
    sums.weight += planes[k].weight;
  }
  if (sums.weight > 0 && sums.weight < (1 - kSameWeight) * expected) {
    rescale(context, derivative, size, static_cast<float>(expected / sums.weight));
  }
  *value = sums.weight > 0 ? sums.value / sums.weight : 0;
}

}  // namespace regista::RG_ISA
