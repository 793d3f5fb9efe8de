// Inverts x + u(x) voxel by voxel: v with v(p) + u(p + v(p)) = 0. Fixed-point sweeps v -= r (Chen et al.
// 2008, doi:10.1118/1.2816107), damped where they would overshoot, are cheap and contract where u is gentle;
// Newton steps on the trilinear interpolant finish the rest. Both only ever shorten the residual and can be
// caught where cells of the interpolant meet; there, plain damped sweeps go on. A voxel starts from its own v
// or, if that fits better, from its neighbour's result.

#include <cmath>

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

constexpr int kSweeps = 20;
constexpr int kNewtonSteps = 30;

/** A sweep or step must shorten the residual to this share of it, or is halved. */
constexpr double kProgress = 0.95;
constexpr double kSmallestStep = 1.0 / 1024;
constexpr double kSingular = 1e-9;

/** Damped sweeps that need not shorten the residual: first the quicker, then the more patient. */
constexpr double kDamping[] = {0.5, 0.2};
constexpr int kDampedSweeps = 200;

struct Vector {
  double at[3];
};

double lengthOf(const Vector& a) {
  return std::sqrt(a.at[0] * a.at[0] + a.at[1] * a.at[1] + a.at[2] * a.at[2]);
}

/** The determinant of the matrix with these columns. */
double determinant(const Vector& a, const Vector& b, const Vector& c) {
  return a.at[0] * (b.at[1] * c.at[2] - b.at[2] * c.at[1]) -
         a.at[1] * (b.at[0] * c.at[2] - b.at[2] * c.at[0]) +
         a.at[2] * (b.at[0] * c.at[1] - b.at[1] * c.at[0]);
}

/** One axis of a place: the lower voxel, the distance in memory to the upper one, and the fraction. */
struct Coordinate {
  Coordinate(double q, int n, int64_t stride) {
    double inGrid = smaller(q > 0 ? q : 0.0, n - 1.0);
    int lower = smaller(static_cast<int>(inGrid), larger(n - 2, 0));
    offset = lower * stride;
    step = n > 1 ? stride : 0;
    fraction = inGrid - lower;
    slope = n == 1 || inGrid != q ? 0 : 1;
  }

  int64_t offset, step;
  double fraction, slope;
};

double mix(double a, double b, double t) { return a + t * (b - a); }

/** A place on the grid of u, clamped to it. */
class Place {
 public:
  Place(rg_size size, const Vector& p, const Vector& v)
      : i_(p.at[0] + v.at[0], size.ni, 1),
        j_(p.at[1] + v.at[1], size.nj, size.ni),
        k_(p.at[2] + v.at[2], size.nk, planeOf(size)) {}

  double value(const float* u) const {
    const float* p = corner(u);
    return mix(overJ(p), overJ(p + k_.step), k_.fraction);
  }

  /** The derivative of value() along i, j and k. */
  Vector gradient(const float* u) const {
    const float *p = corner(u), *q = p + k_.step;
    double i = mix(mix(slopeI(p), slopeI(p + j_.step), j_.fraction),
                   mix(slopeI(q), slopeI(q + j_.step), j_.fraction), k_.fraction);
    double j = mix(overI(p + j_.step) - overI(p), overI(q + j_.step) - overI(q), k_.fraction);
    double k = overJ(q) - overJ(p);
    return {{i * i_.slope, j * j_.slope, k * k_.slope}};
  }

 private:
  const float* corner(const float* u) const { return u + i_.offset + j_.offset + k_.offset; }
  double slopeI(const float* p) const { return static_cast<double>(p[i_.step]) - p[0]; }
  double overI(const float* p) const { return mix(p[0], p[i_.step], i_.fraction); }
  double overJ(const float* p) const { return mix(overI(p), overI(p + j_.step), j_.fraction); }

  Coordinate i_, j_, k_;
};

/** The search for the v of one voxel p. */
class Search {
 public:
  Search(const float* u, rg_size size, const Vector& p, const Vector& start)
      : u_(u),
        size_(size),
        count_(countOf(size)),
        p_(p),
        v_(start),
        r_(residual(start)),
        length_(lengthOf(r_)) {}

  /** Starts from `v` instead if that leaves less. */
  void consider(const Vector& v) {
    Vector r = residual(v);
    double length = lengthOf(r);
    if (length < length_) {
      accept(v, r, length);
    }
  }

  void run(double tolerance) {
    descend(tolerance);
    for (double share : kDamping) {
      if (length_ > tolerance) {
        relax(share, tolerance);
      }
    }
  }

  const Vector& v() const { return v_; }
  double length() const { return length_; }

 private:
  void descend(double tolerance) {
    for (int n = 0; n < kSweeps && length_ > tolerance; n++) {
      if (!advance({{-r_.at[0], -r_.at[1], -r_.at[2]}})) {
        break;
      }
    }
    for (int n = 0; n < kNewtonSteps && length_ > tolerance; n++) {
      if (!newtonStep()) {
        break;
      }
    }
  }

  /** Sweeps v -= share r whatever happens to the residual; keeps the result if it is better. */
  void relax(double share, double tolerance) {
    Vector v = v_, r = r_;
    double length = length_;
    for (int n = 0; n < kDampedSweeps && length > tolerance; n++) {
      for (int c = 0; c < 3; c++) {
        v.at[c] -= share * r.at[c];
      }
      r = residual(v);
      length = lengthOf(r);
    }
    if (length < length_) {
      accept(v, r, length);
    }
  }

  void accept(const Vector& v, const Vector& r, double length) {
    v_ = v;
    r_ = r;
    length_ = length;
  }

  Vector residual(const Vector& v) const {
    Place place(size_, p_, v);
    return {{v.at[0] + place.value(u_), v.at[1] + place.value(u_ + count_),
             v.at[2] + place.value(u_ + 2 * count_)}};
  }

  /** Follows `step`, or the largest of its halves that helps; false if none does. */
  bool advance(const Vector& step) {
    for (double share = 1; share >= kSmallestStep; share /= 2) {
      Vector trial;
      for (int c = 0; c < 3; c++) {
        trial.at[c] = v_.at[c] + share * step.at[c];
      }
      Vector trialResidual = residual(trial);
      double trialLength = lengthOf(trialResidual);
      if (trialLength < (1 - share * (1 - kProgress)) * length_) {
        accept(trial, trialResidual, trialLength);
        return true;
      }
    }
    return false;
  }

  /** Solves (I + Du) step = -r by Cramer's rule; false if that matrix is singular or the step of no help. */
  bool newtonStep() {
    Place place(size_, p_, v_);
    Vector row[3];
    for (int c = 0; c < 3; c++) {
      row[c] = place.gradient(u_ + c * count_);
      row[c].at[c] += 1;
    }
    Vector i = {{row[0].at[0], row[1].at[0], row[2].at[0]}};
    Vector j = {{row[0].at[1], row[1].at[1], row[2].at[1]}};
    Vector k = {{row[0].at[2], row[1].at[2], row[2].at[2]}};
    double det = determinant(i, j, k);
    if (std::fabs(det) < kSingular) {
      return false;
    }
    return advance(
        {{-determinant(r_, j, k) / det, -determinant(i, r_, k) / det, -determinant(i, j, r_) / det}});
  }

  const float* u_;
  rg_size size_;
  int64_t count_;
  Vector p_, v_, r_;
  double length_;
};

}  // namespace

void invert(rg_context& context, const float* u, rg_size size, double toleranceVoxels, float* v,
            double* largestResidual) {
  int64_t count = countOf(size);
  auto* largest = static_cast<double*>(partialBytes(context, size.nk * sizeof(double)));
  forEach(context, size.nk, [&](int64_t k, int) {
    largest[k] = 0;
    for (int j = 0; j < size.nj; j++) {
      float* row = v + rowOf(size, j, k);
      Vector neighbour = {};
      for (int i = 0; i < size.ni; i++) {
        Vector p = {{static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)}};
        Search search(u, size, p, {{row[i], row[i + count], row[i + 2 * count]}});
        if (i > 0) {
          search.consider(neighbour);
        }
        search.run(toleranceVoxels);
        neighbour = search.v();
        for (int c = 0; c < 3; c++) {
          row[i + c * count] = static_cast<float>(search.v().at[c]);
        }
        largest[k] = larger(largest[k], search.length());
      }
    }
  });
  *largestResidual = 0;
  for (int k = 0; k < size.nk; k++) {
    *largestResidual = larger(*largestResidual, largest[k]);
  }
}

}  // namespace regista::RG_ISA
