#include <cstring>

#include "support.h"

TEST(ContextTest, RefusesUnknownInstructions) {
  rg_context* context = nullptr;
  EXPECT_EQ(RG_UNSUPPORTED_INSTRUCTIONS, rg_create(1, 99, &context));
  EXPECT_EQ(nullptr, context);
  EXPECT_STRNE("", rg_status_text(RG_UNSUPPORTED_INSTRUCTIONS));
}

TEST(ContextTest, BestIsTheLastThatTheMachineSupports) {
  Context best = contextFor(1, RG_BEST), last = contextFor(1, supportedInstructions().back());
  EXPECT_STREQ(rg_instructions(last.get()), rg_instructions(best.get()));
}

TEST(ContextTest, ServesManyShortCallsOnManyThreads) {
  Context context = contextFor(4, RG_BEST);
  Image into(9000, 1.f), factor(9000, 1.0001f);
  for (int call = 0; call < 5000; call++) {
    ASSERT_EQ(RG_OK, rg_multiply(context.get(), into.data(), factor.data(), 9000));
  }
  for (float value : into) {
    ASSERT_EQ(into[0], value);
  }
  EXPECT_NEAR(std::pow(1.0001, 5000), into[0], 1e-3);
}

TEST(ContextTest, ReportsThatMemoryDoesNotSuffice) {
  Context context = contextFor(1, RG_BEST);
  double sums[6];
  EXPECT_EQ(RG_OUT_OF_MEMORY,
            rg_cross_moments(context.get(), nullptr, nullptr, nullptr, int64_t{1} << 62, sums));
  EXPECT_STREQ("not enough memory for intermediate results", rg_status_text(RG_OUT_OF_MEMORY));
}
