#include "support.h"

namespace {

/** u(x) = (L - 1) x for a linear map L. */
Image linearField(rg_size size, const double (&l)[3][3]) {
  Image field;
  for (int c = 0; c < 3; c++) {
    Image component = filled(size, [&](int i, int j, int k) {
      return l[c][0] * i + l[c][1] * j + l[c][2] * k - (c == 0 ? i : c == 1 ? j : k);
    });
    field.insert(field.end(), component.begin(), component.end());
  }
  return field;
}

}  // namespace

RG_KERNEL_SUITE(FieldTest);

TEST_P(FieldTest, DeterminantsOfALinearMapAreItsDeterminant) {
  Image u = linearField(kOddSize, {{1.2, 0.1, 0}, {-0.1, 0.9, 0.2}, {0, 0.1, 1.1}});
  Image map = poisoned(countOf(kOddSize));
  rg_jacobian statistics = {};
  ASSERT_EQ(RG_OK, rg_jacobian_of(context.get(), u.data(), kOddSize, map.data(), &statistics));
  double det = 1.2 * (0.9 * 1.1 - 0.2 * 0.1) - 0.1 * (-0.1 * 1.1);
  EXPECT_NEAR(det, statistics.min, 2e-5);
  EXPECT_NEAR(det, statistics.max, 2e-5);
  EXPECT_NEAR(std::log(det), statistics.mean_log, 1e-5);
  EXPECT_NEAR(0, statistics.sd_log, 1e-4);
  EXPECT_EQ(0, statistics.non_positive_cells);
  EXPECT_EQ(0, statistics.central_non_positive);
  expectNear(Image(countOf(kOddSize), static_cast<float>(det)), map, 2e-5);
}

TEST_P(FieldTest, AFoldThatCentralDifferencesMissIsFound) {
  Image u(3 * countOf(kOddSize), 0.f);
  u[offset(kOddSize, 20, 5, 6)] = 1.3f;  // this voxel has passed its neighbour
  Image map = poisoned(countOf(kOddSize)), flags = poisoned(countOf(kOddSize));
  rg_jacobian statistics = {};
  ASSERT_EQ(RG_OK, rg_jacobian_of(context.get(), u.data(), kOddSize, map.data(), &statistics));
  EXPECT_NEAR(-0.3, statistics.min, 1e-6);
  EXPECT_EQ(4, statistics.non_positive_cells);
  EXPECT_EQ(0, statistics.central_non_positive);
  int64_t cells = -1;
  ASSERT_EQ(RG_OK, rg_flag_small_determinants(context.get(), u.data(), kOddSize, 0, flags.data(), &cells));
  EXPECT_EQ(4, cells);
  expectNear(filled(kOddSize,
                    [](int i, int j, int k) {
                      return i >= 20 && i <= 21 && std::abs(j - 5) <= 1 && std::abs(k - 6) <= 1;
                    }),
             flags, 0);
}

TEST_P(FieldTest, ALogarithmOfEveryDeterminantCounts) {
  Image u = random(3 * countOf(kOddSize), -0.2f, 0.2f, 1), map = poisoned(countOf(kOddSize));
  rg_jacobian statistics = {};
  ASSERT_EQ(RG_OK, rg_jacobian_of(context.get(), u.data(), kOddSize, map.data(), &statistics));
  double sum = 0, squares = 0;
  for (float d : map) {
    ASSERT_GT(d, 0);
    sum += std::log(double{d});
    squares += std::log(double{d}) * std::log(double{d});
  }
  double mean = sum / map.size();
  EXPECT_NEAR(mean, statistics.mean_log, 1e-7);
  EXPECT_NEAR(std::sqrt(squares / map.size() - mean * mean), statistics.sd_log, 1e-7);
}

TEST_P(FieldTest, FlatGridsHaveNoCells) {
  rg_size flat = {9, 1, 5};
  Image u = random(3 * countOf(flat), -1, 1, 2), map = poisoned(countOf(flat)),
        flags = poisoned(countOf(flat));
  rg_jacobian statistics = {};
  int64_t cells = -1;
  ASSERT_EQ(RG_OK, rg_jacobian_of(context.get(), u.data(), flat, map.data(), &statistics));
  ASSERT_EQ(RG_OK, rg_flag_small_determinants(context.get(), u.data(), flat, 5, flags.data(), &cells));
  EXPECT_EQ(1, statistics.min);
  EXPECT_EQ(1, statistics.max);
  EXPECT_EQ(0, cells);
  EXPECT_EQ(Image(countOf(flat), 0.f), flags);
}

TEST_P(FieldTest, ForceIsTheSlopeWhereverANeighbourCounts) {
  int64_t count = countOf(kOddSize);
  Image warped = filled(kOddSize, [](int i, int j, int k) { return 2 * i - 3 * j + 0.5 * k; });
  Image derivative(count, 2.f), weight(count, 1.f), force = poisoned(3 * count);
  weight[offset(kOddSize, 5, 5, 5)] = 0;
  warped[offset(kOddSize, 5, 5, 5)] = 1e6f;
  ASSERT_EQ(RG_OK, rg_force(context.get(), derivative.data(), warped.data(), weight.data(), kOddSize,
                            {1, 10, 100}, same(kOddSize), force.data()));
  const float slopes[] = {4, -60, 100};
  for (int64_t n = 0; n < 3 * count; n++) {
    float expected = n % count == offset(kOddSize, 5, 5, 5) ? 0 : slopes[n / count];
    ASSERT_NEAR(expected, force[n], 1e-3) << "element " << n;
  }
}

TEST_P(FieldTest, AVoxelWithoutNeighboursHasNoForce) {
  int64_t count = countOf(kOddSize);
  Image warped = random(count, -1, 1, 3), derivative(count, 1.f), weight(count, 0.f),
        force = poisoned(3 * count);
  weight[offset(kOddSize, 5, 5, 5)] = 1;
  ASSERT_EQ(RG_OK, rg_force(context.get(), derivative.data(), warped.data(), weight.data(), kOddSize,
                            {1, 1, 1}, same(kOddSize), force.data()));
  EXPECT_EQ(Image(3 * count, 0.f), force);
}

TEST_P(FieldTest, GridMomentsOfOneVoxelAreItsPlace) {
  int64_t count = countOf(kOddSize);
  Image force(3 * count, 0.f);
  force[count + offset(kOddSize, 7, 3, 9)] = 2;
  double moments[12];
  ASSERT_EQ(RG_OK, rg_grid_moments(context.get(), force.data(), kOddSize, moments));
  const double expected[12] = {0, 0, 0, 0, 14, 6, 18, 2, 0, 0, 0, 0};
  for (int n = 0; n < 12; n++) {
    EXPECT_EQ(expected[n], moments[n]);
  }
}

TEST_P(FieldTest, StepBoundSeesTheLargestStepAndTheSteepestEdges) {
  Image v(3 * countOf(kOddSize), 0.f);
  v[offset(kOddSize, 36, 4, 2)] = -3;  // at the end of a row, and
  v[offset(kOddSize, 0, 5, 2)] = 3;    // at the beginning of the next: these two are no neighbours
  v[2 * countOf(kOddSize) + offset(kOddSize, 9, 9, 9)] = 1.75f;
  rg_step_bound bound = {};
  ASSERT_EQ(RG_OK, rg_step_bound_of(context.get(), v.data(), kOddSize, {2, 3, 4}, &bound));
  EXPECT_DOUBLE_EQ(7, bound.max_length_mm);
  EXPECT_NEAR(7.0 / 2 + 7.0 / 3 + 7.0 / 4, bound.lipschitz, 1e-5);
}

TEST_P(FieldTest, TheSteepestCellCountsWhereverItIsInARow) {
  for (int i = 0; i < kOddSize.ni; i++) {
    Image v(3 * countOf(kOddSize));
    v[offset(kOddSize, i, 4, 2)] = 2;
    rg_step_bound bound = {};
    ASSERT_EQ(RG_OK, rg_step_bound_of(context.get(), v.data(), kOddSize, {1, 1, 1}, &bound));
    EXPECT_FLOAT_EQ(6, bound.lipschitz) << i;
  }
}

TEST_P(FieldTest, MomentumGrowsAndStepsKeepItsDirection) {
  int64_t count = countOf(kOddSize);
  Image before = random(3 * count, -1, 1, 4), addend = random(3 * count, -1, 1, 5), momentum = before,
        step = poisoned(3 * count);
  double typical = 0, lengths = 0, squares = 0;
  ASSERT_EQ(RG_OK, rg_accumulate(context.get(), momentum.data(), 0.5, addend.data(), kOddSize, {2, 3, 4},
                                 &typical));
  ASSERT_EQ(RG_OK, rg_limit_step(context.get(), momentum.data(), typical, 0.7, kOddSize, {2, 3, 4},
                                 step.data()));
  for (int64_t n = 0; n < count; n++) {
    ASSERT_NEAR(0.5 * before[n] + addend[n], momentum[n], 1e-6);
    double length = std::hypot(2 * momentum[n], 3 * momentum[n + count], 4 * momentum[n + 2 * count]);
    lengths += length;
    squares += length * length;
    for (int64_t c = 0; c < 3; c++) {
      ASSERT_NEAR(momentum[n + c * count] * 0.7 / (typical + length), step[n + c * count], 1e-6);
    }
  }
  EXPECT_NEAR(squares / lengths, typical, 1e-4);
}

TEST_P(FieldTest, OnlyTheBorderIsCleared) {
  Image field(3 * countOf(kOddSize), 1.f);
  ASSERT_EQ(RG_OK, rg_clear_border(context.get(), field.data(), kOddSize));
  Image component = filled(kOddSize, [](int i, int j, int k) {
    return i > 0 && i < kOddSize.ni - 1 && j > 0 && j < kOddSize.nj - 1 && k > 0 && k < kOddSize.nk - 1;
  });
  for (size_t n = 0; n < field.size(); n++) {
    ASSERT_EQ(component[n % component.size()], field[n]);
  }
}

TEST_P(FieldTest, ShortAxesHaveNoBorder) {
  for (rg_size thin : {rg_size{2, 5, 1}, rg_size{5, 2, 1}, rg_size{1, 2, 5}}) {
    Image field(3 * countOf(thin), 1.f);
    ASSERT_EQ(RG_OK, rg_clear_border(context.get(), field.data(), thin));
    Image component = filled(thin, [thin](int i, int j, int k) {
      return (thin.ni < 5 || i % 4 != 0) && (thin.nj < 5 || j % 4 != 0) && (thin.nk < 5 || k % 4 != 0);
    });
    EXPECT_EQ(component, Image(field.begin(), field.begin() + countOf(thin)));
  }
}

TEST_P(FieldTest, ListArithmeticIsElementwise) {
  constexpr int64_t kCount = 70001;
  Image a = random(kCount, -1, 1, 4), b = random(kCount, -1, 1, 5), w = random(kCount, 0, 1, 6);
  Image product = a, linear = poisoned(kCount);
  ASSERT_EQ(RG_OK, rg_multiply(context.get(), product.data(), b.data(), kCount));
  ASSERT_EQ(RG_OK, rg_linear_derivative(context.get(), a.data(), b.data(), w.data(), kCount, 2, -3, 0.25,
                                        linear.data()));
  for (int64_t n = 0; n < kCount; n++) {
    ASSERT_EQ(a[n] * b[n], product[n]);
    ASSERT_NEAR(w[n] * (2.0 * a[n] - 3.0 * b[n] + 0.25), linear[n], 1e-6);
  }
}

TEST_P(FieldTest, MomentsAreTheirSums) {
  constexpr int64_t kCount = 10001;
  Image f = random(kCount, -1, 1, 7), m = random(kCount, -1, 1, 8), w = random(kCount, 0, 1, 9);
  Image gradient = random(3 * kCount, -1, 1, 10), points = random(3 * kCount, -90, 90, 11);
  double cross[6] = {}, expectedCross[6] = {}, moments[12] = {}, expected[12] = {};
  ASSERT_EQ(RG_OK, rg_cross_moments(context.get(), f.data(), m.data(), w.data(), kCount, cross));
  ASSERT_EQ(RG_OK,
            rg_sample_moments(context.get(), f.data(), gradient.data(), points.data(), kCount, moments));
  for (int64_t n = 0; n < kCount; n++) {
    double terms[6] = {1, f[n], m[n], double{f[n]} * f[n], double{m[n]} * m[n], double{f[n]} * m[n]};
    for (int t = 0; t < 6; t++) {
      expectedCross[t] += w[n] * terms[t];
    }
    double x[4] = {points[n], points[n + kCount], points[n + 2 * kCount], 1};
    for (int t = 0; t < 12; t++) {
      expected[t] += double{f[n]} * gradient[n + t / 4 * kCount] * x[t % 4];
    }
  }
  for (int t = 0; t < 6; t++) {
    EXPECT_NEAR(expectedCross[t], cross[t], 1e-9 * kCount);
  }
  for (int t = 0; t < 12; t++) {
    EXPECT_NEAR(expected[t], moments[t], 1e-9 * kCount * 90);
  }
}

TEST_P(FieldTest, BlendMixesAllComponentsByOneWeight) {
  int64_t count = countOf(kOddSize);
  Image field(3 * count, 1.f), other(3 * count, 3.f), w = random(count, 0, 1, 12);
  ASSERT_EQ(RG_OK, rg_blend(context.get(), field.data(), other.data(), w.data(), kOddSize));
  for (int64_t n = 0; n < 3 * count; n++) {
    ASSERT_NEAR(1 + 2 * w[n % count], field[n], 1e-6);
  }
}
