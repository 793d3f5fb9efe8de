#include "support.h"

namespace {

double ramp(double i, double j, double k) { return 3 + 0.5 * i - 1.25 * j + 2 * k; }

const rg_affine kOblique = {{0.8, 0.3, -0.1, 2, -0.2, 0.9, 0.25, 1, 0.1, -0.15, 1.1, 0.5}};

double row(const rg_affine& m, int r, double i, double j, double k) {
  return m.m[4 * r] * i + m.m[4 * r + 1] * j + m.m[4 * r + 2] * k + m.m[4 * r + 3];
}

bool within(double q, int n) { return q >= 0 && q <= n - 1; }

}  // namespace

RG_KERNEL_SUITE(InterpolationTest);

TEST_P(InterpolationTest, WarpIsExactOnARamp) {
  rg_size movingSize = {29, 17, 19};
  int64_t count = countOf(kOddSize);
  Image moving = filled(movingSize, ramp), u = random(3 * count, -1, 1, 1);
  Image warped = poisoned(count), weight = poisoned(count);
  ASSERT_EQ(RG_OK, rg_warp(context.get(), moving.data(), movingSize, kOblique, u.data(), same(kOddSize), kOddSize,
                           warped.data(), weight.data()));
  int checked = 0, outside = 0;
  for (int k = 0; k < kOddSize.nk; k++) {
    for (int j = 0; j < kOddSize.nj; j++) {
      for (int i = 0; i < kOddSize.ni; i++) {
        int64_t p = offset(kOddSize, i, j, k);
        double x = i + u[p], y = j + u[p + count], z = k + u[p + 2 * count];
        double q[3] = {row(kOblique, 0, x, y, z), row(kOblique, 1, x, y, z), row(kOblique, 2, x, y, z)};
        ASSERT_TRUE(weight[p] == 0 || weight[p] == 1);
        if (within(q[0], movingSize.ni) && within(q[1], movingSize.nj) && within(q[2], movingSize.nk)) {
          ASSERT_EQ(1, weight[p]);
          ASSERT_NEAR(ramp(q[0], q[1], q[2]), warped[p], 2e-5);
          checked++;
        } else if (weight[p] == 0) {
          ASSERT_EQ(0, warped[p]);
          outside++;
        }
      }
    }
  }
  EXPECT_GT(checked, 1000);
  EXPECT_GT(outside, 1000);
}

TEST_P(InterpolationTest, InsideIsHalfAVoxelBeyondTheCentres) {
  rg_size size = {4, 1, 1};
  Image moving = {1, 2, 3, 4}, value = poisoned(6), gradient = poisoned(18), weight = poisoned(6);
  Image points(18, 0.f);
  const float along[] = {-0.51f, -0.5f, 0.25f, 3.f, 3.49f, 3.5f};
  std::copy(along, along + 6, points.begin());
  ASSERT_EQ(RG_OK, rg_sample(context.get(), moving.data(), size, kIdentity, points.data(), 6, value.data(),
                             gradient.data(), weight.data()));
  EXPECT_EQ(Image({0, 1, 1.25f, 4, 4, 0}), value);
  EXPECT_EQ(Image({0, 1, 1, 1, 1, 0}), weight);
  EXPECT_EQ(Image({0, 0, 1, 1, 0, 0}), Image(gradient.begin(), gradient.begin() + 6));
}

TEST_P(InterpolationTest, GradientIsThatOfTheInterpolant) {
  constexpr int64_t kCount = 500;
  constexpr float kStep = 1.f / 64;
  Image moving = random(countOf(kOddSize), -1, 1, 2), points = random(3 * kCount, 0.1f, 9.9f, 3);
  for (float& x : points) {  // to the middle between steps, so that no step leaves its cell
    x = (std::floor(x / (2 * kStep)) + 0.5f) * 2 * kStep;
  }
  auto sampled = [&](const Image& at, Image& gradient) {
    Image value = poisoned(kCount), weight = poisoned(kCount);
    gradient = poisoned(3 * kCount);
    EXPECT_EQ(RG_OK, rg_sample(context.get(), moving.data(), kOddSize, kIdentity, at.data(), kCount,
                               value.data(), gradient.data(), weight.data()));
    return value;
  };
  Image gradient, unused;
  sampled(points, gradient);
  for (int axis = 0; axis < 3; axis++) {
    Image before = points, after = points;
    for (int64_t n = axis * kCount; n < (axis + 1) * kCount; n++) {
      before[n] -= kStep;
      after[n] += kStep;
    }
    Image low = sampled(before, unused), high = sampled(after, unused);
    for (int64_t n = 0; n < kCount; n++) {
      ASSERT_NEAR((high[n] - low[n]) / (2 * kStep), gradient[axis * kCount + n], 1e-4);
    }
  }
}

TEST_P(InterpolationTest, ComposingTranslationsAddsThem) {
  int64_t count = countOf(kOddSize);
  Image u(3 * count), v(3 * count);
  for (int c = 0; c < 3; c++) {
    std::fill(u.begin() + c * count, u.begin() + (c + 1) * count, 0.25f * (c + 1));
    std::fill(v.begin() + c * count, v.begin() + (c + 1) * count, -0.5f * (c + 1));
  }
  ASSERT_EQ(RG_OK, rg_compose(context.get(), u.data(), v.data(), 0.5, same(kOddSize), kOddSize));
  for (int64_t n = 0; n < 3 * count; n++) {
    ASSERT_NEAR(0, u[n], 1e-6);
  }
}

namespace {

/** The trilinear interpolant of an image on kOddSize at a place that is first clamped to the grid. */
double valueAt(const float* image, double i, double j, double k) {
  const double q[3] = {i, j, k};
  const int n[3] = {kOddSize.ni, kOddSize.nj, kOddSize.nk};
  int cell[3];
  double t[3], sum = 0;
  for (int a = 0; a < 3; a++) {
    double inGrid = std::min(std::max(q[a], 0.0), n[a] - 1.0);
    cell[a] = std::min(static_cast<int>(inGrid), n[a] - 2);
    t[a] = inGrid - cell[a];
  }
  for (int corner = 0; corner < 8; corner++) {
    int x = corner & 1, y = corner >> 1 & 1, z = corner >> 2;
    sum += (x ? t[0] : 1 - t[0]) * (y ? t[1] : 1 - t[1]) * (z ? t[2] : 1 - t[2]) *
           image[offset(kOddSize, cell[0] + x, cell[1] + y, cell[2] + z)];
  }
  return sum;
}

/** The largest component of v(p) + u(p + v(p)). */
double residual(const Image& u, const Image& v) {
  int64_t count = countOf(kOddSize), p = 0;
  double largest = 0;
  for (int k = 0; k < kOddSize.nk; k++) {
    for (int j = 0; j < kOddSize.nj; j++) {
      for (int i = 0; i < kOddSize.ni; i++, p++) {
        for (int c = 0; c < 3; c++) {
          double rest = v[p + c * count] + valueAt(u.data() + c * count, i + v[p], j + v[p + count],
                                                   k + v[p + 2 * count]);
          largest = std::max(largest, std::fabs(rest));
        }
      }
    }
  }
  return largest;
}

/** Inverts u on kOddSize and composes the two; nothing may remain. */
void expectInverse(rg_context* context, const Image& u) {
  Image v(u.size(), 0.f);
  double largest = -1;
  ASSERT_EQ(RG_OK, rg_invert(context, u.data(), kOddSize, 1e-4, v.data(), &largest));
  EXPECT_LE(largest, 1e-4);
  EXPECT_LE(residual(u, v), 1.1e-4);
}

}  // namespace

TEST_P(InterpolationTest, InverseUndoesTheField) {
  Image u;
  for (int c = 0; c < 3; c++) {
    Image component = filled(kOddSize, [c](int i, int j, int k) {
      return 1.5 * std::sin(0.3 * i + c) * std::cos(0.4 * j - c) * std::sin(0.35 * k + 1);
    });
    u.insert(u.end(), component.begin(), component.end());
  }
  expectInverse(context.get(), u);
}

TEST_P(InterpolationTest, InverseIsFoundWhereSweepsHardlyContract) {
  Image u = filled(kOddSize, [](int i, int, int) { return 1.9 * std::sin(0.5 * i); });
  u.resize(3 * countOf(kOddSize), 0.f);
  expectInverse(context.get(), u);
}

TEST_P(InterpolationTest, InverseIsBestWithinReachWhereTheMapFolds) {
  Image u = filled(kOddSize, [](int i, int, int) { return 4 * std::sin(0.5 * i); });
  u.resize(3 * countOf(kOddSize), 0.f);
  Image v(u.size(), 0.f);
  double largest = -1;
  ASSERT_EQ(RG_OK, rg_invert(context.get(), u.data(), kOddSize, 1e-4, v.data(), &largest));
  EXPECT_LE(largest, 4);  // no voxel is left worse than it was
  EXPECT_NEAR(largest, residual(u, v), 1e-5);
}

TEST_P(InterpolationTest, ResampledRampIsARampInNewUnits) {
  rg_size coarse = {9, 7, 5};
  Image from;
  for (int c = 0; c < 3; c++) {
    Image component = filled(kOddSize, [c](int i, int j, int k) { return ramp(i, j, k) + c; });
    from.insert(from.end(), component.begin(), component.end());
  }
  rg_affine doubled = {{2, 0, 0, 0.5, 0, 1.5, 0, 0.25, 0, 0, 2.5, 1}};
  Image into = poisoned(3 * countOf(coarse));
  ASSERT_EQ(RG_OK, rg_resample_field(context.get(), from.data(), kOddSize, doubled, {0.5, 2, 0.4}, coarse,
                                     into.data()));
  const double scale[] = {0.5, 2, 0.4};
  for (int c = 0; c < 3; c++) {
    for (int k = 0; k < coarse.nk; k++) {
      for (int j = 0; j < coarse.nj; j++) {
        for (int i = 0; i < coarse.ni; i++) {
          double expected = scale[c] * (ramp(2 * i + 0.5, 1.5 * j + 0.25, 2.5 * k + 1) + c);
          ASSERT_NEAR(expected, into[c * countOf(coarse) + offset(coarse, i, j, k)], 1e-4);
        }
      }
    }
  }
}
