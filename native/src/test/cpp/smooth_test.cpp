#include "support.h"

namespace {

std::vector<double> gaussian(double sigma) {
  int radius = static_cast<int>(std::ceil(3 * sigma));
  std::vector<double> weights;
  double sum = 0;
  for (int n = -radius; n <= radius; n++) {
    weights.push_back(std::cyl_bessel_i(std::abs(n), sigma * sigma));
    sum += weights.back();
  }
  for (double& w : weights) {
    w /= sum;
  }
  return weights;
}

}  // namespace

RG_KERNEL_SUITE(SmoothTest);

TEST_P(SmoothTest, ImpulseBecomesTheGaussian) {
  rg_size size = {29, 23, 25};
  Image image(countOf(size), 0.f);
  image[offset(size, 14, 11, 12)] = 1;
  ASSERT_EQ(RG_OK, rg_smooth(context.get(), image.data(), 1, size, {1.5, 0.8, 3}, RG_BORDER_ZERO));
  std::vector<double> alongI = gaussian(1.5), alongJ = gaussian(0.8), alongK = gaussian(3);
  auto at = [](const std::vector<double>& weights, int n) {
    int p = n + static_cast<int>(weights.size()) / 2;
    return p < 0 || p >= static_cast<int>(weights.size()) ? 0 : weights[p];
  };
  expectNear(
      filled(size, [&](int i, int j,
                       int k) { return at(alongI, i - 14) * at(alongJ, j - 11) * at(alongK, k - 12); }),
      image, 1e-8);
}

TEST_P(SmoothTest, ReplicatedBorderKeepsAConstant) {
  Image image(3 * countOf(kOddSize), 2.5f);
  ASSERT_EQ(RG_OK, rg_smooth(context.get(), image.data(), 3, kOddSize, {6, 9, 2.2}, RG_BORDER_REPLICATE));
  expectNear(Image(3 * countOf(kOddSize), 2.5f), image, 2e-6);
}

TEST_P(SmoothTest, ReplicatedBorderContinuesBothEnds) {
  std::vector<double> weights = gaussian(0.5);
  double half = weights[2], near = weights[3], far = weights[4];
  for (rg_size line : {rg_size{3, 1, 1}, rg_size{1, 3, 1}, rg_size{1, 1, 3}}) {
    Image image = {1, 2, 4};
    ASSERT_EQ(RG_OK, rg_smooth(context.get(), image.data(), 1, line, {0.5, 0.5, 0.5}, RG_BORDER_REPLICATE));
    EXPECT_NEAR(far + near + half + 2 * near + 4 * far, image[0], 1e-6);
    EXPECT_NEAR(far + near + 2 * half + 4 * near + 4 * far, image[1], 1e-6);
    EXPECT_NEAR(far + 2 * near + 4 * half + 4 * near + 4 * far, image[2], 1e-6);
  }
}

TEST_P(SmoothTest, ZeroBorderLosesWhatFlowsOut) {
  rg_size size = {3, 1, 1};
  Image image = {1, 1, 1};
  ASSERT_EQ(RG_OK, rg_smooth(context.get(), image.data(), 1, size, {0.5, 0, 0}, RG_BORDER_ZERO));
  std::vector<double> weights = gaussian(0.5);
  double half = weights[2], tail = weights[3] + weights[4];
  EXPECT_NEAR(half + tail, image[0], 1e-6);
  EXPECT_NEAR(1 - 2 * weights[4], image[1], 1e-6);
  EXPECT_EQ(image[0], image[2]);
}

TEST_P(SmoothTest, TinyDeviationsLeaveTheAxisAlone) {
  Image image = random(countOf(kOddSize), -1, 1, 1), before = image;
  ASSERT_EQ(RG_OK, rg_smooth(context.get(), image.data(), 1, kOddSize, {0.049, 0, 0.01}, RG_BORDER_ZERO));
  EXPECT_EQ(before, image);
  ASSERT_EQ(RG_OK, rg_smooth(context.get(), image.data(), 1, kOddSize, {0, 1, 0}, RG_BORDER_ZERO));
  EXPECT_NE(before, image);
}
