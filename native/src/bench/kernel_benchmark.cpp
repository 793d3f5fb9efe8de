// Nanoseconds per voxel (or sample) of every kernel on a grid of the size of a brain scan.
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
#include <vector>

#include "regista_cpu.h"

namespace {

using Image = std::vector<float>;

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

/** Runs a kernel once unmeasured, then five times; prints the least processor time of all threads and wall
 * time. */
void report(const char* name, double elements, const std::function<int32_t()>& kernel) {
  double processor = 1e9, wall = 1e9;
  for (int run = 0; run < 6; run++) {
    double processorBefore = secondsOfProcessor();
    auto start = std::chrono::steady_clock::now();
    int32_t status = kernel();
    std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    if (status != RG_OK) {
      std::printf("%-34s %s\n", name, rg_status_text(status));
      return;
    }
    if (run > 0) {
      processor = std::min(processor, secondsOfProcessor() - processorBefore);
      wall = std::min(wall, elapsed.count());
    }
  }
  std::printf("%-34s %8.2f %8.2f\n", name, 1e9 * processor / elements, 1e9 * wall / elements);
}

void run(const Options& options, rg_context* context) {
  rg_size size = options.size;
  int64_t count = int64_t{size.ni} * size.nj * size.nk;
  double n = static_cast<double>(count);
  Image fixed = scan(size, 1), moving = scan(size, 2), u = field(size, 3), v = field(size, 0.5f);
  Image warped(count), weight(count, 1.f), derivative(count), a(3 * count), b(3 * count);
  rg_affine identity = {{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}};
  rg_affine tilted = {{0.99, 0.05, 0, 0, -0.05, 0.99, 0.02, 3, 0, -0.02, 0.99, 2}};
  rg_bins bins = {32, -3.f, 0.22f, -3.f, 0.22f};
  std::vector<double> table(32 * 32, 0.1), sums(12);
  double value = 0;
  int64_t cells = 0;
  rg_step_bound bound;
  rg_jacobian statistics;

  report("warp", n, [&] {
    return rg_warp(context, moving.data(), size, tilted, u.data(), size, warped.data(), weight.data());
  });
  for (int radius : {1, 2, 4}) {
    char name[64];
    std::snprintf(name, sizeof name, "localCorrelation, radius %d", radius);
    report(name, n, [&] {
      return rg_local_correlation(context, fixed.data(), warped.data(), weight.data(), size,
                                  {radius, radius, radius}, 1e-4, derivative.data(), &value);
    });
  }
  report("force", n, [&] {
    return rg_force(context, derivative.data(), warped.data(), weight.data(), size, {1, 1, 1}, a.data());
  });
  report("gridMoments", n, [&] { return rg_grid_moments(context, a.data(), size, sums.data()); });
  for (double sigma : {0.5, 1.5, 3.0}) {
    char name[64];
    std::snprintf(name, sizeof name, "smooth, 3 components, sigma %.1f", sigma);
    report(name, n, [&] {
      return rg_smooth(context, a.data(), 3, size, {sigma, sigma, sigma}, RG_BORDER_ZERO);
    });
  }
  report("accumulate, 3 components", n,
         [&] { return rg_accumulate(context, b.data(), 0.5, a.data(), 3 * count); });
  report("stepBound", n, [&] { return rg_step_bound_of(context, v.data(), size, {1, 1, 1}, &bound); });
  report("compose", n, [&] { return rg_compose(context, u.data(), v.data(), 1, size, a.data()); });
  report("clearBorder", n, [&] { return rg_clear_border(context, a.data(), size); });
  report("jacobian", n,
         [&] { return rg_jacobian_of(context, u.data(), size, derivative.data(), &statistics); });
  report("flagSmallDeterminants", n, [&] {
    return rg_flag_small_determinants(context, u.data(), size, 0.05, derivative.data(), &cells);
  });
  report("blend", n, [&] { return rg_blend(context, b.data(), u.data(), weight.data(), size); });
  report("resampleField", n, [&] {
    return rg_resample_field(context, u.data(), size, tilted, {1, 1, 1}, size, a.data());
  });
  report("invert, from zero", n, [&] {
    std::fill(a.begin(), a.end(), 0.f);
    return rg_invert(context, u.data(), size, 1e-3, a.data(), &value);
  });
  report("sample", n, [&] {
    return rg_sample(context, moving.data(), size, identity, u.data(), count, warped.data(), b.data(),
                     weight.data());
  });
  std::fill(weight.begin(), weight.end(), 1.f);
  report("jointHistogram, 32 bins", n, [&] {
    return rg_joint_histogram(context, fixed.data(), moving.data(), weight.data(), count, bins, table.data());
  });
  report("histogramDerivative, 32 bins", n, [&] {
    return rg_histogram_derivative(context, fixed.data(), moving.data(), weight.data(), count, bins,
                                   table.data(), derivative.data());
  });
  report("crossMoments", n, [&] {
    return rg_cross_moments(context, fixed.data(), moving.data(), weight.data(), count, sums.data());
  });
  report("linearDerivative", n, [&] {
    return rg_linear_derivative(context, fixed.data(), moving.data(), weight.data(), count, 1, 2, 3,
                                derivative.data());
  });
  report("sampleMoments", n, [&] {
    return rg_sample_moments(context, derivative.data(), b.data(), u.data(), count, sums.data());
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
  std::printf("%s, %d threads, %d x %d x %d\n%-34s %8s %8s  ns/voxel\n", rg_instructions(context.get()),
              options.threads, options.size.ni, options.size.nj, options.size.nk, "kernel", "cpu", "wall");
  run(options, context.get());
}
