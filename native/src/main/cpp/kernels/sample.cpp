// The moving image at a list of points, and what the derivative there means for an affine map.

#include "kernels/declarations.h"
#include "kernels/parallel.h"
#include "kernels/trilinear.h"

namespace regista::RG_ISA {

namespace {

void mapPoints(const rg_affine& toIndex, const float* points, int64_t stride, int count, Positions& q) {
  const double* m = toIndex.m;
  const float *px = points, *py = points + stride, *pz = points + 2 * stride;
  RG_SIMD
  for (int n = 0; n < count; n++) {
    double x = px[n], y = py[n], z = pz[n];
    q.i[n] = m[0] * x + m[1] * y + m[2] * z + m[3];
    q.j[n] = m[4] * x + m[5] * y + m[6] * z + m[7];
    q.k[n] = m[8] * x + m[9] * y + m[10] * z + m[11];
  }
}

/** 1 where the coordinate reads the interpolant itself, 0 where it is clamped. */
float slopes(double q, int n) { return q >= 0 && q <= n - 1.0 ? 1.f : 0.f; }

struct Outputs {
  float *value, *gradientI, *gradientJ, *gradientK, *weight;
};

/** From a to b in double precision; the order of operations is that of the other backends. */
double mixed(double a, double b, double t) { return a + t * (b - a); }

/** How far a coordinate is from the lower end of its cell; see cellOf. */
double fractionOf(double q, int n) {
  double clamped = smaller(q > 0 ? q : 0.0, n - 1.0);
  return clamped - static_cast<int>(smaller(clamped, larger(n - 2.0, 0.0)));
}

/**
 * In double precision, each operation rounded (CMakeLists.txt), then to float32: the same bits as from the
 * other backends, so that a search which climbs from these samples takes the same path on each of them.
 */
void sampleCell(const Lattice& grid, const float* moving, const Positions& q, const Cells& cells, int n,
                const Outputs& out) {
  const float* lower = moving + cornerOf(grid, cells, n);
  const float* upper = lower + grid.stepK;
  double i = fractionOf(q.i[n], grid.ni), j = fractionOf(q.j[n], grid.nj), k = fractionOf(q.k[n], grid.nk);
  float inside = cells.inside[n];
  int64_t di = grid.stepI, dj = grid.stepJ;
  double a00 = lower[0], a10 = lower[di], a01 = lower[dj], a11 = lower[dj + di];
  double b00 = upper[0], b10 = upper[di], b01 = upper[dj], b11 = upper[dj + di];
  double a0 = mixed(a00, a10, i), a1 = mixed(a01, a11, i), b0 = mixed(b00, b10, i), b1 = mixed(b01, b11, i);
  double a = mixed(a0, a1, j), b = mixed(b0, b1, j);
  out.value[n] = inside * static_cast<float>(mixed(a, b, k));
  out.gradientI[n] = inside * slopes(q.i[n], grid.ni) *
                     static_cast<float>(mixed(mixed(a10 - a00, a11 - a01, j), mixed(b10 - b00, b11 - b01, j), k));
  out.gradientJ[n] = inside * slopes(q.j[n], grid.nj) * static_cast<float>(mixed(a1 - a0, b1 - b0, k));
  out.gradientK[n] = inside * slopes(q.k[n], grid.nk) * static_cast<float>(b - a);
  out.weight[n] = inside;
}

/** Sums of one component; in a function of its own because no loop over captured pointers is vectorised. */
void addMoments(const float* derivative, const float* gradient, const float* points, int64_t stride,
                int64_t count, double* row) {
  const float *x = points, *y = points + stride, *z = points + 2 * stride;
  double sx = 0, sy = 0, sz = 0, s = 0;
#pragma omp simd reduction(+ : sx, sy, sz, s)
  for (int64_t n = 0; n < count; n++) {
    double d = static_cast<double>(derivative[n]) * gradient[n];
    sx += d * x[n];
    sy += d * y[n];
    sz += d * z[n];
    s += d;
  }
  row[0] = sx, row[1] = sy, row[2] = sz, row[3] = s;
}

}  // namespace

void sample(rg_context& context, const float* moving, rg_size movingSize, const rg_affine& toIndex,
            const float* points, int64_t count, float* value, float* gradient, float* weight) {
  Lattice grid(movingSize);
  forEachChunk(context, count, kChunk, [&](int64_t begin, int64_t end) {
    Positions q;
    Cells cells;
    for (int64_t n = begin; n < end; n += kBlock) {
      int block = static_cast<int>(smaller<int64_t>(kBlock, end - n));
      mapPoints(toIndex, points + n, count, block, q);
      locate(grid, q, block, cells);
      Outputs out = {value + n, gradient + n, gradient + count + n, gradient + 2 * count + n, weight + n};
      for (int x = 0; x < block; x++) {
        sampleCell(grid, moving, q, cells, x, out);
      }
    }
  });
}

void sampleMoments(rg_context& context, const float* derivative, const float* gradient, const float* points,
                   int64_t count, double* moments) {
  Sums<12> total = sumOverChunks<12>(context, count, [&](int64_t begin, int64_t end) {
    Sums<12> sums;
    for (int64_t a = 0; a < 3; a++) {
      addMoments(derivative + begin, gradient + a * count + begin, points + begin, count, end - begin,
                 sums.at + 4 * a);
    }
    return sums;
  });
  for (int n = 0; n < 12; n++) {
    moments[n] = total.at[n];
  }
}

}  // namespace regista::RG_ISA
