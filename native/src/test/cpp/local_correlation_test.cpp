#include "support.h"

namespace {

constexpr rg_size kSize = {19, 7, 9};
constexpr rg_size kRadius = {2, 1, 3};
constexpr double kNoise = 0.01;

/** The definition, voxel by voxel in double. */
double definition(const Image& fixed, const Image& warped, const Image& weight) {
  double sum = 0, total = 0;
  for (int k = 0; k < kSize.nk; k++) {
    for (int j = 0; j < kSize.nj; j++) {
      for (int i = 0; i < kSize.ni; i++) {
        double n = 0, sf = 0, sw = 0, sff = 0, sww = 0, sfw = 0;
        for (int z = std::max(0, k - kRadius.nk); z <= std::min(kSize.nk - 1, k + kRadius.nk); z++) {
          for (int y = std::max(0, j - kRadius.nj); y <= std::min(kSize.nj - 1, j + kRadius.nj); y++) {
            for (int x = std::max(0, i - kRadius.ni); x <= std::min(kSize.ni - 1, i + kRadius.ni); x++) {
              int64_t q = offset(kSize, x, y, z);
              double m = weight[q], f = fixed[q], w = warped[q];
              n += m, sf += m * f, sw += m * w, sff += m * f * f, sww += m * w * w, sfw += m * f * w;
            }
          }
        }
        double m = weight[offset(kSize, i, j, k)];
        if (n >= 1e-3) {
          double a = sfw - sf * sw / n, b = sff - sf * sf / n + n * kNoise,
                 c = sww - sw * sw / n + n * kNoise;
          sum += m * a * a / (b * c);
          total += m;
        }
      }
    }
  }
  return sum / total;
}

/** The derivative of definition() by the voxels of `warped`, by central differences at every 29th voxel. */
void expectDerivative(const Image& fixed, const Image& warped, const Image& weight, const Image& derivative) {
  double largest = 0;
  for (float d : derivative) {
    largest = std::max(largest, std::fabs(double{d}));
  }
  constexpr float kStep = 1.f / 256;
  for (size_t p = 0; p < warped.size(); p += 29) {
    Image before = warped, after = warped;
    before[p] -= kStep;
    after[p] += kStep;
    double numeric = (definition(fixed, after, weight) - definition(fixed, before, weight)) /
                     (double{after[p]} - before[p]);
    ASSERT_NEAR(numeric, derivative[p], 1e-4 * largest) << "voxel " << p;
  }
}

}  // namespace

RG_KERNEL_SUITE(LocalCorrelationTest);

TEST_P(LocalCorrelationTest, ValueIsItsDefinition) {
  int64_t count = countOf(kSize);
  Image fixed = random(count, -1.5f, 1.5f, 1), warped = random(count, -1, 2, 2), derivative = poisoned(count);
  Image weight = random(count, -1, 1, 3);
  for (float& m : weight) {
    m = std::max(m, 0.f);
  }
  double value = -1;
  ASSERT_EQ(RG_OK, rg_local_correlation(context.get(), fixed.data(), warped.data(), weight.data(), kSize,
                                        kRadius, kNoise, derivative.data(), &value));
  EXPECT_NEAR(definition(fixed, warped, weight), value, 1e-6);
}

TEST_P(LocalCorrelationTest, DerivativeIsThatOfTheValue) {
  int64_t count = countOf(kSize);
  Image fixed = random(count, -1.5f, 1.5f, 4), warped = random(count, -1, 2, 5), derivative = poisoned(count);
  Image weight = random(count, 0, 1, 6);
  double value = -1;
  ASSERT_EQ(RG_OK, rg_local_correlation(context.get(), fixed.data(), warped.data(), weight.data(), kSize,
                                        kRadius, kNoise, derivative.data(), &value));
  expectDerivative(fixed, warped, weight, derivative);
}

TEST_P(LocalCorrelationTest, IsOneForALinearChangeOfScale) {
  int64_t count = countOf(kSize);
  Image fixed = random(count, -1, 1, 7), warped = fixed, weight(count, 1.f), derivative = poisoned(count);
  for (float& w : warped) {
    w = 0.3f - 2 * w;
  }
  double value = -1;
  ASSERT_EQ(RG_OK, rg_local_correlation(context.get(), fixed.data(), warped.data(), weight.data(), kSize,
                                        kRadius, 1e-9, derivative.data(), &value));
  EXPECT_NEAR(1, value, 1e-5);
}

TEST_P(LocalCorrelationTest, NoWeightMeansNoValueAndNoDerivative) {
  int64_t count = countOf(kSize);
  Image fixed = random(count, -1, 1, 8), weight(count, 0.f), derivative = poisoned(count);
  double value = -1;
  ASSERT_EQ(RG_OK, rg_local_correlation(context.get(), fixed.data(), fixed.data(), weight.data(), kSize,
                                        kRadius, kNoise, derivative.data(), &value));
  EXPECT_EQ(0, value);
  EXPECT_EQ(Image(count, 0.f), derivative);
}

TEST_P(LocalCorrelationTest, WindowsOfHardlyAnyWeightAreLeftOut) {
  int64_t count = countOf(kSize);
  Image fixed = random(count, -1, 1, 9), warped = random(count, -1, 1, 10), derivative = poisoned(count);
  Image weight(count, 0.f);
  for (int k = 0; k < 4; k++) {
    for (int j = 0; j < kSize.nj; j++) {
      for (int i = 0; i < 8; i++) {
        weight[offset(kSize, i, j, k)] = 2e-3f;
      }
    }
  }
  weight[offset(kSize, 16, 3, 4)] = 0.9e-3f;
  double value = -1;
  ASSERT_EQ(RG_OK, rg_local_correlation(context.get(), fixed.data(), warped.data(), weight.data(), kSize,
                                        kRadius, kNoise, derivative.data(), &value));
  EXPECT_NEAR(definition(fixed, warped, weight), value, 1e-6);
  EXPECT_EQ(0, derivative[offset(kSize, 16, 3, 4)]);
  expectDerivative(fixed, warped, weight, derivative);
}
