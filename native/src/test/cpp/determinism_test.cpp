#include "support.h"

RG_KERNEL_SUITE(DeterminismTest);

/** Large enough that the other threads are awake before the first has done everything. */
constexpr rg_size kSize = {61, 43, 47};

/** Everything that one iteration computes, one buffer after the other. */
static std::vector<double> iteration(rg_context* context) {
  int64_t count = countOf(kSize);
  Image fixed = random(count, -1, 1, 1), moving = random(count, -1, 1, 2), u = random(3 * count, -1, 1, 3);
  Image warped(count), weight(count), derivative(count), force(3 * count), map(count);
  std::vector<double> numbers(1 + 12 + 32 * 32);
  rg_step_bound bound = {};
  rg_jacobian statistics = {};
  rg_bins bins = {32, -1.2f, 0.08f, -1.2f, 0.08f};
  EXPECT_EQ(RG_OK,
            rg_warp(context, moving.data(), kSize, kIdentity, u.data(), same(kSize), kSize, warped.data(), weight.data()));
  EXPECT_EQ(RG_OK, rg_local_correlation(context, fixed.data(), warped.data(), weight.data(), kSize, {2, 2, 2},
                                        1e-4, derivative.data(), &numbers[0]));
  EXPECT_EQ(RG_OK, rg_force(context, derivative.data(), warped.data(), weight.data(), kSize, {1, 1, 1},
                            same(kSize), force.data()));
  EXPECT_EQ(RG_OK, rg_grid_moments(context, force.data(), kSize, &numbers[1]));
  EXPECT_EQ(RG_OK, rg_smooth(context, force.data(), 3, kSize, {1.5, 1.5, 1.5}, RG_BORDER_ZERO));
  EXPECT_EQ(RG_OK, rg_step_bound_of(context, force.data(), kSize, {1, 1, 1}, &bound));
  EXPECT_EQ(RG_OK, rg_compose(context, u.data(), force.data(), 0.9 / bound.max_length_mm, same(kSize), kSize));
  EXPECT_EQ(RG_OK, rg_jacobian_of(context, u.data(), kSize, map.data(), &statistics));
  EXPECT_EQ(RG_OK, rg_joint_histogram(context, fixed.data(), warped.data(), weight.data(), count, bins,
                                      &numbers[13]));
  for (const Image* image : {&warped, &weight, &derivative, &force, &u, &map}) {
    numbers.insert(numbers.end(), image->begin(), image->end());
  }
  numbers.insert(numbers.end(), {bound.max_length_mm, bound.lipschitz, statistics.min, statistics.max,
                                 statistics.mean_log, statistics.sd_log});
  return numbers;
}

TEST_P(DeterminismTest, AnyNumberOfThreadsGivesTheSameBits) {
  std::vector<double> single = iteration(contextFor(1, GetParam()).get());
  for (int threads : {2, 3, 4, 7}) {
    EXPECT_EQ(single, iteration(contextFor(threads, GetParam()).get())) << threads << " threads";
  }
}
