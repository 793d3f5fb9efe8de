#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "regista_cpu.h"

using Image = std::vector<float>;

/** Not a multiple of any vector length along any axis, nor a cube. */
constexpr rg_size kOddSize = {37, 11, 13};

constexpr rg_affine kIdentity = {{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}};

/** The image's own grid. */
inline rg_lattice same(rg_size size) { return {size, {1, 1, 1}, {0, 0, 0}}; }

inline int64_t countOf(rg_size size) { return int64_t{size.ni} * size.nj * size.nk; }

inline int64_t offset(rg_size size, int i, int j, int k) { return (int64_t{k} * size.nj + j) * size.ni + i; }

/** What kernels must overwrite: NaN shows wherever they forget to. */
inline Image poisoned(int64_t count) { return Image(count, std::numeric_limits<float>::quiet_NaN()); }

inline Image random(int64_t count, float low, float high, unsigned seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<float> uniform(low, high);
  Image image(count);
  for (float& value : image) {
    value = uniform(generator);
  }
  return image;
}

/** value(i, j, k) at every voxel. */
inline Image filled(rg_size size, const std::function<double(int, int, int)>& value) {
  Image image;
  for (int k = 0; k < size.nk; k++) {
    for (int j = 0; j < size.nj; j++) {
      for (int i = 0; i < size.ni; i++) {
        image.push_back(static_cast<float>(value(i, j, k)));
      }
    }
  }
  return image;
}

using Context = std::unique_ptr<rg_context, void (*)(rg_context*)>;

inline Context contextFor(int threads, int32_t instructions) {
  rg_context* context = nullptr;
  EXPECT_EQ(RG_OK, rg_create(threads, instructions, &context));
  return Context(context, rg_destroy);
}

/** Each test runs once per instruction set that this machine has. */
class KernelTest : public testing::TestWithParam<int32_t> {
 protected:
  Context context = contextFor(2, GetParam());
};

inline std::vector<int32_t> supportedInstructions() {
  std::vector<int32_t> supported;
  for (int32_t instructions : {RG_PORTABLE, RG_AVX2, RG_AVX512}) {
    if (rg_supports(instructions)) {
      supported.push_back(instructions);
    }
  }
  return supported;
}

inline void expectNear(const Image& expected, const Image& actual, double tolerance) {
  ASSERT_EQ(expected.size(), actual.size());
  for (size_t n = 0; n < expected.size(); n++) {
    ASSERT_NEAR(expected[n], actual[n], tolerance) << "element " << n;
  }
}

inline std::string instructionName(const testing::TestParamInfo<int32_t>& tested) {
  const char* names[] = {"Best", "Portable", "Avx2", "Avx512"};
  return names[tested.param];
}

/** Defines a test suite of KernelTest and runs it for all supported instruction sets. */
#define RG_KERNEL_SUITE(name)        \
  class name : public KernelTest {}; \
  INSTANTIATE_TEST_SUITE_P(, name, testing::ValuesIn(supportedInstructions()), instructionName)
