// Nanoseconds per voxel (or sample) of every kernel on a grid of the size of a brain scan, and which roof of
// the machine is nearest: the bytes that any code must move against the bandwidth of a copy in the same run,
// the operations that ours does against the peak of multiply-adds, its loads and stores against the loads
// that the first-level cache can give.
//
//   kernel_benchmark [threads] [portable|avx2|avx512|best] [ni nj nk]

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "machine_limits.h"
#include "regista_cpu.h"

namespace {

using Image = std::vector<float>;

rg_lattice same(rg_size size) { return {size, {1, 1, 1}, {0, 0, 0}}; }

struct Options {
  int threads = 1;
  int instructions = RG_BEST;
  rg_size size = {160, 192, 224};
};

Options parse(int argc, char** argv) {
  Options options;
  if (argc > 1) {
    options.threads = std::atoi(argv[1]);
  }
  if (argc > 2) {
    const char* names[] = {"best", "portable", "avx2", "avx512"};
    for (int n = 0; n < 4; n++) {
      if (std::strcmp(argv[2], names[n]) == 0) {
        options.instructions = n;
      }
    }
  }
  if (argc > 5) {
    options.size = {std::atoi(argv[3]), std::atoi(argv[4]), std::atoi(argv[5])};
  }
  return options;
}

/** Smooth and textured, of about unit variance: waves of different lengths and some noise. */
Image scan(rg_size size, unsigned seed) {
  std::minstd_rand random(seed);
  std::uniform_real_distribution<float> noise(-0.3f, 0.3f);
  Image image;
  for (int k = 0; k < size.nk; k++) {
    for (int j = 0; j < size.nj; j++) {
      for (int i = 0; i < size.ni; i++) {
        image.push_back(std::sin(0.11f * i + seed) + std::cos(0.07f * j) * std::sin(0.13f * k) +
                        noise(random));
      }
    }
  }
  return image;
}

/** Displacements of a few voxels that bend over some twenty voxels. */
Image field(rg_size size, float amplitude) {
  Image field;
  for (int c = 0; c < 3; c++) {
    for (int k = 0; k < size.nk; k++) {
      for (int j = 0; j < size.nj; j++) {
        for (int i = 0; i < size.ni; i++) {
          field.push_back(amplitude * std::sin(0.05f * i + c) * std::cos(0.06f * j) *
                          std::sin(0.04f * k + c));
        }
      }
    }
  }
  return field;
}

double secondsOfProcessor() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/**
 * What a kernel needs per voxel: bytes of its arguments read and written once, and single-precision
 * operations (a multiply-add counts as two; comparisons, conversions and addresses do not count), both
 * counted by hand from the formulas. 0 operations: they depend on the data. Accesses are loads and stores of
 * the code as it is: floats that vectors carry, and single ones, such as corners of a cell at computed
 * places.
 */
struct Need {
  double bytes, operations, inVectors, single = 0;
};

class Report {
 public:
  Report(int threads, double elements, MachineLimits limits)
      : threads_(threads), elements_(elements), limits_(limits) {}

  /** Runs a kernel once unmeasured, then five times, and prints the least times. Shares of the roofs are by
   * processor time over threads, which other programs on the machine hardly change. */
  void operator()(const std::string& name, Need need, const std::function<int32_t()>& kernel) const {
    double processor = 1e9, wall = 1e9;
    for (int run = 0; run < 6; run++) {
      double processorBefore = secondsOfProcessor();
      auto start = std::chrono::steady_clock::now();
      int32_t status = kernel();
      std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
      if (status != RG_OK) {
        std::printf("| %s | %s |\n", name.c_str(), rg_status_text(status));
        return;
      }
      if (run > 0) {
        processor = std::min(processor, secondsOfProcessor() - processorBefore);
        wall = std::min(wall, elapsed.count());
      }
    }
    print(name, need, processor, wall);
  }

 private:
  void print(const std::string& name, Need need, double processor, double wall) const {
    double each = processor / threads_ / elements_;
    double accesses = need.inVectors / limits_.lanes + need.single;
    double ofCopy = need.bytes / each / limits_.bestCopy(),
           ofPeak = need.operations / each / limits_.multiplyAdd, ofLoads = accesses / each / limits_.loads;
    std::printf(
        "| %-34s | %6.2f | %6.2f | %5.1f | %6.1f | %5.0f | %5.0f | %6.1f | %5.0f | %5.1f | %5.0f | %-7s |\n",
        name.c_str(), 1e9 * processor / elements_, 1e9 * wall / elements_, need.bytes,
        1e-9 * need.bytes / each, 100 * ofCopy, need.operations, 1e-9 * need.operations / each, 100 * ofPeak,
        accesses, 100 * ofLoads, nearest(ofCopy, ofPeak, ofLoads));
  }

  static const char* nearest(double ofCopy, double ofPeak, double ofLoads) {
    return ofCopy >= std::max(ofPeak, ofLoads) ? "memory" : ofPeak >= ofLoads ? "compute" : "loads";
  }

  int threads_;
  double elements_;
  MachineLimits limits_;
};

constexpr rg_affine kIdentity = {{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}};
constexpr rg_affine kTilted = {{0.99, 0.05, 0, 0, -0.05, 0.99, 0.02, 3, 0, -0.02, 0.99, 2}};

/** Inputs, and outputs that kernels share. */
struct Scene {
  explicit Scene(rg_size s) : size(s) {}

  rg_size size;
  int64_t count = int64_t{size.ni} * size.nj * size.nk;
  double n = static_cast<double>(count);
  Image fixed = scan(size, 1), moving = scan(size, 2), u = field(size, 3), v = field(size, 0.5f);
  Image warped = Image(count), weight = Image(count, 1.f), derivative = Image(count);
  Image a = Image(3 * count), b = Image(3 * count);
  double value = 0;
  double sums[12] = {};
};

/** Five products in each plane of the window, six box sums, thirty operations for the coefficients, three
 * more box sums and six to combine; a sum of 2 R + 1 values takes 2 R additions per axis. */
Need localCorrelationNeed(double radius) {
  double side = 2 * radius + 1;
  return {16, 5 * side + 6 * 3 * 2 * radius + 30 + 3 * 3 * 2 * radius + 6, 3 * side + 21 * (side + 1) + 23};
}

/** Three components, three axes: pairs of equal weight are added first. */
Need smoothNeed(double sigma) {
  double radius = std::ceil(3 * sigma);
  return {24, 9 * (3 * radius + 1), 9 * (2 * radius + 4)};
}

void reportMatching(const Report& report, rg_context* context, Scene& s) {
  report("warp", {24, 48, 32, 8}, [&] {
    return rg_warp(context, s.moving.data(), s.size, kTilted, s.u.data(), same(s.size), s.size,
                   s.warped.data(), s.weight.data());
  });
  for (int radius : {1, 2, 4}) {
    std::string name = "localCorrelation, radius " + std::to_string(radius);
    report(name, localCorrelationNeed(radius), [&] {
      return rg_local_correlation(context, s.fixed.data(), s.warped.data(), s.weight.data(), s.size,
                                  {radius, radius, radius}, 1e-4, s.derivative.data(), &s.value);
    });
  }
  report("force", {24, 33, 22}, [&] {
    return rg_force(context, s.derivative.data(), s.warped.data(), s.weight.data(), s.size, {1, 1, 1},
                    same(s.size), s.a.data());
  });
  report("gridMoments", {12, 21, 3}, [&] { return rg_grid_moments(context, s.a.data(), s.size, s.sums); });
}

void reportSteps(const Report& report, rg_context* context, Scene& s) {
  for (const char* sigma : {"0.5", "1.5", "3.0"}) {
    std::string name = std::string("smooth, 3 components, sigma ") + sigma;
    double voxels = std::atof(sigma);
    report(name, smoothNeed(voxels), [&] {
      return rg_smooth(context, s.a.data(), 3, s.size, {voxels, voxels, voxels}, RG_BORDER_ZERO);
    });
  }
  report("accumulate, 3 components", {36, 18, 9}, [&] {
    return rg_accumulate(context, s.b.data(), 0.5, s.a.data(), s.size, {1, 1, 1}, &s.sums[0]);
  });
  report("limitStep", {24, 12, 6}, [&] {
    return rg_limit_step(context, s.v.data(), 0.5, 0.5, s.size, {1, 1, 1}, s.a.data());
  });
  rg_step_bound bound;
  report("stepBound", {12, 59, 27}, [&] {
    return rg_step_bound_of(context, s.v.data(), s.size, {1, 1, 1}, &bound);
  });
  report("compose", {36, 150, 107},
         [&] { return rg_compose(context, s.a.data(), s.v.data(), 1e-3, same(s.size), s.size); });
}

void reportFields(const Report& report, rg_context* context, Scene& s) {
  rg_jacobian statistics;
  report("jacobian", {16, 210, 50},
         [&] { return rg_jacobian_of(context, s.u.data(), s.size, s.derivative.data(), &statistics); });
  int64_t cells = 0;
  report("flagSmallDeterminants", {16, 180, 30}, [&] {
    return rg_flag_small_determinants(context, s.u.data(), s.size, 0.05, s.derivative.data(), &cells);
  });
  report("blend", {40, 10, 12},
         [&] { return rg_blend(context, s.b.data(), s.u.data(), s.weight.data(), s.size); });
  report("resampleField", {24, 93, 51, 24}, [&] {
    return rg_resample_field(context, s.u.data(), s.size, kTilted, {1, 1, 1}, s.size, s.a.data());
  });
  report("invert, from zero", {24, 0, 0}, [&] {
    std::fill(s.a.begin(), s.a.end(), 0.f);
    return rg_invert(context, s.u.data(), s.size, 1e-3, s.a.data(), &s.value);
  });
}

void reportLists(const Report& report, rg_context* context, Scene& s) {
  rg_bins bins = {32, -3.f, 0.22f, -3.f, 0.22f};
  std::vector<double> table(32 * 32, 0.1);
  report("sample", {36, 75, 21, 22}, [&] {
    return rg_sample(context, s.moving.data(), s.size, kIdentity, s.u.data(), s.count, s.warped.data(),
                     s.b.data(), s.weight.data());
  });
  std::fill(s.weight.begin(), s.weight.end(), 1.f);
  report("jointHistogram, 32 bins", {12, 32, 0, 11}, [&] {
    return rg_joint_histogram(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, bins,
                              table.data());
  });
  report("histogramDerivative, 32 bins", {16, 32, 0, 8}, [&] {
    return rg_histogram_derivative(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, bins,
                                   table.data(), s.derivative.data());
  });
  report("crossMoments", {12, 11, 3}, [&] {
    return rg_cross_moments(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, s.sums);
  });
  report("linearDerivative", {16, 5, 4}, [&] {
    return rg_linear_derivative(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, 1, 2, 3,
                                s.derivative.data());
  });
  report("sampleMoments", {28, 27, 15}, [&] {
    return rg_sample_moments(context, s.derivative.data(), s.b.data(), s.u.data(), s.count, s.sums);
  });
}

}  // namespace

int main(int argc, char** argv) {
  Options options = parse(argc, argv);
  rg_context* created = nullptr;
  int32_t status = rg_create(options.threads, options.instructions, &created);
  if (status != RG_OK) {
    std::fprintf(stderr, "%s\n", rg_status_text(status));
    return 1;
  }
  std::unique_ptr<rg_context, void (*)(rg_context*)> context(created, rg_destroy);
  const char* instructions = rg_instructions(context.get());
  MachineLimits limits = measureLimits(options.threads, instructions);
  std::printf(
      "%s, %d threads, %d x %d x %d; copy %.1f GB/s (streamed %.1f), multiply-add peak %.1f GFLOP/s, "
      "%.1f billion loads of %d floats\n\n",
      instructions, options.threads, options.size.ni, options.size.nj, options.size.nk, 1e-9 * limits.copy,
      1e-9 * limits.streamedCopy, 1e-9 * limits.multiplyAdd, 1e-9 * limits.loads, limits.lanes);
  std::printf(
      "| kernel, per voxel | CPU ns | wall ns | bytes | GB/s | %% of copy | operations | GFLOP/s | %% of "
      "peak | accesses | %% of loads | nearest roof |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  Scene scene(options.size);
  Report report(options.threads, scene.n, limits);
  reportMatching(report, context.get(), scene);
  reportSteps(report, context.get(), scene);
  reportFields(report, context.get(), scene);
  reportLists(report, context.get(), scene);
}
