// The C API: finds the kernel for the machine and turns exceptions into status codes.

#include <exception>
#include <new>
#include <system_error>

#include "core/context.h"
#include "core/instructions.h"

namespace {

template <class Call>
int32_t guarded(Call&& call) noexcept {
  try {
    call();
    return RG_OK;
  } catch (const std::bad_alloc&) {
    return RG_OUT_OF_MEMORY;
  } catch (const std::system_error&) {
    return RG_NO_THREADS;
  } catch (...) {
    return RG_FAILED;
  }
}

}  // namespace

const char* rg_status_text(int32_t status) noexcept {
  switch (status) {
    case RG_OK:
      return "success";
    case RG_OUT_OF_MEMORY:
      return "not enough memory for intermediate results";
    case RG_UNSUPPORTED_INSTRUCTIONS:
      return "this processor lacks the requested instructions";
    case RG_NO_THREADS:
      return "the operating system refused to start the worker threads";
    default:
      return "unexpected failure in a kernel";
  }
}

int32_t rg_supports(int32_t instructions) noexcept { return regista::kernelsFor(instructions) != nullptr; }

int32_t rg_create(int32_t threads, int32_t instructions, rg_context** context) noexcept {
  const regista::Kernels* kernels = regista::kernelsFor(instructions);
  if (kernels == nullptr) {
    return RG_UNSUPPORTED_INSTRUCTIONS;
  }
  return guarded([&] { *context = new rg_context(*kernels, threads); });
}

void rg_destroy(rg_context* context) noexcept { delete context; }

const char* rg_instructions(const rg_context* context) noexcept { return context->kernels.name; }

int32_t rg_sample(rg_context* context, const float* moving, rg_size moving_size,
                  rg_affine point_to_moving_index, const float* points, int64_t count, float* value,
                  float* gradient, float* weight) noexcept {
  return guarded([&] {
    context->kernels.sample(*context, moving, moving_size, point_to_moving_index, points, count, value,
                            gradient, weight);
  });
}

int32_t rg_joint_histogram(rg_context* context, const float* fixed, const float* moving, const float* weight,
                           int64_t count, rg_bins bins, double* histogram) noexcept {
  return guarded(
      [&] { context->kernels.jointHistogram(*context, fixed, moving, weight, count, bins, histogram); });
}

int32_t rg_histogram_derivative(rg_context* context, const float* fixed, const float* moving,
                                const float* weight, int64_t count, rg_bins bins, const double* table,
                                float* derivative) noexcept {
  return guarded([&] {
    context->kernels.histogramDerivative(*context, fixed, moving, weight, count, bins, table, derivative);
  });
}

int32_t rg_cross_moments(rg_context* context, const float* fixed, const float* moving, const float* weight,
                         int64_t count, double* sums) noexcept {
  return guarded([&] { context->kernels.crossMoments(*context, fixed, moving, weight, count, sums); });
}

int32_t rg_linear_derivative(rg_context* context, const float* fixed, const float* moving,
                             const float* weight, int64_t count, double a, double b, double c,
                             float* derivative) noexcept {
  return guarded([&] {
    context->kernels.linearDerivative(*context, fixed, moving, weight, count, a, b, c, derivative);
  });
}

int32_t rg_multiply(rg_context* context, float* into, const float* factor, int64_t count) noexcept {
  return guarded([&] { context->kernels.multiply(*context, into, factor, count); });
}

int32_t rg_sample_moments(rg_context* context, const float* derivative, const float* gradient,
                          const float* points, int64_t count, double* moments) noexcept {
  return guarded(
      [&] { context->kernels.sampleMoments(*context, derivative, gradient, points, count, moments); });
}

int32_t rg_warp(rg_context* context, const float* moving, rg_size moving_size,
                rg_affine fixed_index_to_moving_index, const float* u, rg_lattice lattice, rg_size size,
                float* warped, float* weight) noexcept {
  return guarded([&] {
    context->kernels.warp(*context, moving, moving_size, fixed_index_to_moving_index, u, lattice, size, warped,
                          weight);
  });
}

int32_t rg_local_correlation(rg_context* context, const float* fixed, const float* warped,
                             const float* weight, rg_size size, rg_size radius, double noise_variance,
                             float* derivative, double* value) noexcept {
  return guarded([&] {
    context->kernels.localCorrelation(*context, fixed, warped, weight, size, radius, noise_variance,
                                      derivative, value);
  });
}

int32_t rg_force(rg_context* context, const float* derivative, const float* warped, const float* weight,
                 rg_size size, rg_axes scale, rg_lattice lattice, float* force) noexcept {
  return guarded(
      [&] { context->kernels.force(*context, derivative, warped, weight, size, scale, lattice, force); });
}

int32_t rg_grid_moments(rg_context* context, const float* force, rg_size size, double* moments) noexcept {
  return guarded([&] { context->kernels.gridMoments(*context, force, size, moments); });
}

int32_t rg_smooth(rg_context* context, float* images, int32_t components, rg_size size, rg_axes sigma_voxels,
                  int32_t border) noexcept {
  return guarded([&] { context->kernels.smooth(*context, images, components, size, sigma_voxels, border); });
}

int32_t rg_accumulate(rg_context* context, float* momentum, double decay, const float* addend,
                      rg_size size, rg_axes spacing_mm, double* typical_mm) noexcept {
  return guarded([&] {
    context->kernels.accumulate(*context, momentum, decay, addend, size, spacing_mm, typical_mm);
  });
}

int32_t rg_limit_step(rg_context* context, const float* v, double typical_mm, double max_mm, rg_size size,
                      rg_axes spacing_mm, float* step) noexcept {
  return guarded([&] {
    context->kernels.limitStep(*context, v, typical_mm, max_mm, size, spacing_mm, step);
  });
}

int32_t rg_step_bound_of(rg_context* context, const float* v, rg_size size, rg_axes spacing_mm,
                         rg_step_bound* bound) noexcept {
  return guarded([&] { context->kernels.stepBound(*context, v, size, spacing_mm, bound); });
}

int32_t rg_compose(rg_context* context, float* u, const float* v, double s, rg_lattice lattice,
                   rg_size size) noexcept {
  return guarded([&] { context->kernels.compose(*context, u, v, s, lattice, size); });
}

int32_t rg_clear_border(rg_context* context, float* field, rg_size size) noexcept {
  return guarded([&] { context->kernels.clearBorder(*context, field, size); });
}

int32_t rg_jacobian_of(rg_context* context, const float* u, rg_size size, float* central_map,
                       rg_jacobian* statistics) noexcept {
  return guarded([&] { context->kernels.jacobian(*context, u, size, central_map, statistics); });
}

int32_t rg_flag_small_determinants(rg_context* context, const float* u, rg_size size, double minimum,
                                   float* flags, int64_t* cells) noexcept {
  return guarded([&] { context->kernels.flagSmallDeterminants(*context, u, size, minimum, flags, cells); });
}

int32_t rg_blend(rg_context* context, float* field, const float* other, const float* w,
                 rg_size size) noexcept {
  return guarded([&] { context->kernels.blend(*context, field, other, w, size); });
}

int32_t rg_invert(rg_context* context, const float* u, rg_size size, double tolerance_voxels, float* v,
                  double* largest_residual) noexcept {
  return guarded([&] { context->kernels.invert(*context, u, size, tolerance_voxels, v, largest_residual); });
}

int32_t rg_resample_field(rg_context* context, const float* from, rg_size from_size, rg_affine to_from_index,
                          rg_axes scale, rg_size size, float* into) noexcept {
  return guarded(
      [&] { context->kernels.resampleField(*context, from, from_size, to_from_index, scale, size, into); });
}
