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
#include <string>
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

void reportMatching(rg_context* context, Scene& s) {
  report("warp", s.n, [&] {
    return rg_warp(context, s.moving.data(), s.size, kTilted, s.u.data(), s.size, s.warped.data(),
                   s.weight.data());
  });
  for (int radius : {1, 2, 4}) {
    std::string name = "localCorrelation, radius " + std::to_string(radius);
    report(name.c_str(), s.n, [&] {
      return rg_local_correlation(context, s.fixed.data(), s.warped.data(), s.weight.data(), s.size,
                                  {radius, radius, radius}, 1e-4, s.derivative.data(), &s.value);
    });
  }
  report("force", s.n, [&] {
    return rg_force(context, s.derivative.data(), s.warped.data(), s.weight.data(), s.size, {1, 1, 1},
                    s.a.data());
  });
  report("gridMoments", s.n, [&] { return rg_grid_moments(context, s.a.data(), s.size, s.sums); });
}

void reportSteps(rg_context* context, Scene& s) {
  for (const char* sigma : {"0.5", "1.5", "3.0"}) {
    std::string name = std::string("smooth, 3 components, sigma ") + sigma;
    double voxels = std::atof(sigma);
    report(name.c_str(), s.n, [&] {
      return rg_smooth(context, s.a.data(), 3, s.size, {voxels, voxels, voxels}, RG_BORDER_ZERO);
    });
  }
  report("accumulate, 3 components", s.n,
         [&] { return rg_accumulate(context, s.b.data(), 0.5, s.a.data(), 3 * s.count); });
  rg_step_bound bound;
  report("stepBound", s.n, [&] { return rg_step_bound_of(context, s.v.data(), s.size, {1, 1, 1}, &bound); });
  report("compose", s.n, [&] { return rg_compose(context, s.u.data(), s.v.data(), 1, s.size, s.a.data()); });
  report("clearBorder", s.n, [&] { return rg_clear_border(context, s.a.data(), s.size); });
}

void reportFields(rg_context* context, Scene& s) {
  rg_jacobian statistics;
  report("jacobian", s.n,
         [&] { return rg_jacobian_of(context, s.u.data(), s.size, s.derivative.data(), &statistics); });
  int64_t cells = 0;
  report("flagSmallDeterminants", s.n, [&] {
    return rg_flag_small_determinants(context, s.u.data(), s.size, 0.05, s.derivative.data(), &cells);
  });
  report("blend", s.n, [&] { return rg_blend(context, s.b.data(), s.u.data(), s.weight.data(), s.size); });
  report("resampleField", s.n, [&] {
    return rg_resample_field(context, s.u.data(), s.size, kTilted, {1, 1, 1}, s.size, s.a.data());
  });
  report("invert, from zero", s.n, [&] {
    std::fill(s.a.begin(), s.a.end(), 0.f);
    return rg_invert(context, s.u.data(), s.size, 1e-3, s.a.data(), &s.value);
  });
}

void reportLists(rg_context* context, Scene& s) {
  rg_bins bins = {32, -3.f, 0.22f, -3.f, 0.22f};
  std::vector<double> table(32 * 32, 0.1);
  report("sample", s.n, [&] {
    return rg_sample(context, s.moving.data(), s.size, kIdentity, s.u.data(), s.count, s.warped.data(),
                     s.b.data(), s.weight.data());
  });
  std::fill(s.weight.begin(), s.weight.end(), 1.f);
  report("jointHistogram, 32 bins", s.n, [&] {
    return rg_joint_histogram(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, bins,
                              table.data());
  });
  report("histogramDerivative, 32 bins", s.n, [&] {
    return rg_histogram_derivative(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, bins,
                                   table.data(), s.derivative.data());
  });
  report("crossMoments", s.n, [&] {
    return rg_cross_moments(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, s.sums);
  });
  report("linearDerivative", s.n, [&] {
    return rg_linear_derivative(context, s.fixed.data(), s.moving.data(), s.weight.data(), s.count, 1, 2, 3,
                                s.derivative.data());
  });
  report("sampleMoments", s.n, [&] {
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
  std::printf("%s, %d threads, %d x %d x %d\n%-34s %8s %8s  ns/voxel\n", rg_instructions(context.get()),
              options.threads, options.size.ni, options.size.nj, options.size.nk, "kernel", "cpu", "wall");
  Scene scene(options.size);
  reportMatching(context.get(), scene);
  reportSteps(context.get(), scene);
  reportFields(context.get(), scene);
  reportLists(context.get(), scene);
}
