#include "support.h"

namespace {

constexpr rg_bins kBins = {16, -2, 0.5f, -2, 0.5f};

}  // namespace

RG_KERNEL_SUITE(HistogramTest);

TEST_P(HistogramTest, OneSampleFallsOnFourBins) {
  float fixed = 1.4f, moving = 0.5f, weight = 3;
  std::vector<double> histogram(16 * 16, -1);
  ASSERT_EQ(RG_OK, rg_joint_histogram(context.get(), &fixed, &moving, &weight, 1, kBins, histogram.data()));
  const double* row = histogram.data() + 7 * 16;  // fixed bin 6.8; moving bin 5
  EXPECT_NEAR(3.0 / 6, row[4], 1e-12);
  EXPECT_NEAR(3.0 * 4 / 6, row[5], 1e-12);
  EXPECT_NEAR(3.0 / 6, row[6], 1e-12);
  EXPECT_EQ(0, row[7]);
  double sum = 0;
  for (double h : histogram) {
    sum += h;
  }
  EXPECT_NEAR(3, sum, 1e-12);
}

TEST_P(HistogramTest, EveryWeightIsCounted) {
  constexpr int64_t kCount = 9001;
  rg_bins bins = {256, -2, 0.016f, -2, 0.016f};  // large enough for several rounds of chunks
  Image fixed = random(kCount, -3, 3, 1), moving = random(kCount, -3, 3, 2), weight = random(kCount, 0, 1, 3);
  std::vector<double> histogram(256 * 256, -1);
  ASSERT_EQ(RG_OK, rg_joint_histogram(context.get(), fixed.data(), moving.data(), weight.data(), kCount, bins,
                                      histogram.data()));
  double counted = 0, weights = 0;
  for (double h : histogram) {
    counted += h;
  }
  for (float w : weight) {
    weights += w;
  }
  EXPECT_NEAR(weights, counted, 1e-9 * weights);
}

TEST_P(HistogramTest, DerivativeIsThatOfTheHistogram) {
  constexpr int64_t kCount = 40;
  Image fixed = random(kCount, -1, 5, 4), moving = random(kCount, -1, 5, 5), weight = random(kCount, 0, 1, 6);
  std::vector<double> table(16 * 16);
  for (size_t n = 0; n < table.size(); n++) {
    table[n] = std::sin(0.7 * n);
  }
  auto energy = [&](const Image& m) {
    std::vector<double> histogram(16 * 16);
    EXPECT_EQ(RG_OK, rg_joint_histogram(context.get(), fixed.data(), m.data(), weight.data(), kCount, kBins,
                                        histogram.data()));
    double sum = 0;
    for (size_t n = 0; n < table.size(); n++) {
      sum += histogram[n] * table[n];
    }
    return sum;
  };
  Image derivative = poisoned(kCount);
  ASSERT_EQ(RG_OK, rg_histogram_derivative(context.get(), fixed.data(), moving.data(), weight.data(), kCount,
                                           kBins, table.data(), derivative.data()));
  int inRange = 0;
  for (int64_t n = 0; n < kCount; n++) {
    Image before = moving, after = moving;
    before[n] -= 1.f / 512;
    after[n] += 1.f / 512;
    double numeric = (energy(after) - energy(before)) / (double{after[n]} - before[n]);
    ASSERT_NEAR(numeric, derivative[n], 2e-3) << "sample " << n;
    inRange += derivative[n] != 0;
  }
  EXPECT_GT(inRange, 20);
}

TEST_P(HistogramTest, ClampedIntensitiesHaveNoDerivative) {
  Image fixed = {1, 1}, moving = {-1.5f, 9}, weight = {1, 1}, derivative = poisoned(2);
  std::vector<double> table(16 * 16);
  for (size_t n = 0; n < table.size(); n++) {
    table[n] = static_cast<double>(n % 7);
  }
  ASSERT_EQ(RG_OK, rg_histogram_derivative(context.get(), fixed.data(), moving.data(), weight.data(), 2,
                                           kBins, table.data(), derivative.data()));
  EXPECT_EQ(Image({0, 0}), derivative);
}
