/*
 * The CPU kernels of Regista as a C API. Every function states its formula; the Java interface
 * org.regista.compute.kernel.HostKernels is the contract and org.regista.compute.reference its plain twin.
 *
 * Layout: images are planar float [nk][nj][ni]; fields are planar float [3][nk][nj][ni] in voxels of their
 * own grid. A trilinear sample at q is inside if -0.5 <= q_a < n_a - 0.5 on every axis, and reads q clamped
 * to [0, n_a - 1]. Outputs do not alias inputs unless "in place" is said. Sizes are trusted.
 *
 * Results are identical to the bit for any number of threads. A context serves one call at a time.
 * Functions return zero for success, otherwise a code that rg_status_text explains.
 */
#ifndef REGISTA_CPU_H
#define REGISTA_CPU_H

#include <stdint.h>

#ifdef __cplusplus
#define RG_NOEXCEPT noexcept
extern "C" {
#else
#define RG_NOEXCEPT
#endif

#if defined(_WIN32)
#define RG_API __declspec(dllexport)
#else
#define RG_API __attribute__((visibility("default")))
#endif

typedef struct rg_context rg_context;

typedef struct rg_size {
  int32_t ni, nj, nk;
} rg_size;

/* x -> M x + t, row-major 3x4: m[4 r + 3] is t_r. */
typedef struct rg_affine {
  double m[12];
} rg_affine;

/* One number for each of the axes i, j, k. */
typedef struct rg_axes {
  double i, j, k;
} rg_axes;

/*
 * A grid that carries a displacement field beside an image: voxel p of the image lies at scale p + offset of
 * the lattice, per axis. Where the lattice ends the field goes on as at its edge. Displacements are in voxels
 * of the lattice; the image moves by u / scale of its own.
 */
typedef struct rg_lattice {
  rg_size size;
  rg_axes scale, offset;
} rg_lattice;

/* Intensity x falls on the continuous bin (x - min) / width, clamped to [2, bins - 3]. */
typedef struct rg_bins {
  int32_t bins;
  float fixed_min, fixed_width, moving_min, moving_width;
} rg_bins;

typedef struct rg_step_bound {
  double max_length_mm, lipschitz;
} rg_step_bound;

typedef struct rg_jacobian {
  double min, max;
  int64_t non_positive_cells, central_non_positive;
  double mean_log, sd_log;
} rg_jacobian;

enum { RG_OK = 0, RG_OUT_OF_MEMORY = 1, RG_UNSUPPORTED_INSTRUCTIONS = 2, RG_NO_THREADS = 3, RG_FAILED = 4 };

/* Which instructions a context uses; RG_BEST is the last of the others that the machine supports. */
enum { RG_BEST = 0, RG_PORTABLE = 1, RG_AVX2 = 2, RG_AVX512 = 3 };

enum { RG_BORDER_ZERO = 0, RG_BORDER_REPLICATE = 1 };

RG_API const char* rg_status_text(int32_t status) RG_NOEXCEPT;

/* 1 if this machine and this build can run the instructions, else 0. */
RG_API int32_t rg_supports(int32_t instructions) RG_NOEXCEPT;

/* The caller destroys *context. threads counts the calling thread. */
RG_API int32_t rg_create(int32_t threads, int32_t instructions, rg_context** context) RG_NOEXCEPT;
RG_API void rg_destroy(rg_context* context) RG_NOEXCEPT;

/* The instructions in use, for people: "AVX2". */
RG_API const char* rg_instructions(const rg_context* context) RG_NOEXCEPT;

/* ---- lists of samples ------------------------------------------------------------------------------ */

/* value[n] = moving[B x_n], gradient = its derivative by moving index, weight[n] = 1; all 0 outside. */
RG_API int32_t rg_sample(rg_context* context, const float* moving, rg_size moving_size,
                         rg_affine point_to_moving_index, const float* points, int64_t count, float* value,
                         float* gradient, float* weight) RG_NOEXCEPT;

/* histogram[f * bins + m] = sum of weight[n] [f = nearest bin of fixed[n]] beta3(m - bin of moving[n]) */
RG_API int32_t rg_joint_histogram(rg_context* context, const float* fixed, const float* moving,
                                  const float* weight, int64_t count, rg_bins bins,
                                  double* histogram) RG_NOEXCEPT;

/* derivative[n] = -weight[n] / moving_width * sum over m of beta3'(m - bin of moving[n]) table[f * bins + m]
 */
RG_API int32_t rg_histogram_derivative(rg_context* context, const float* fixed, const float* moving,
                                       const float* weight, int64_t count, rg_bins bins, const double* table,
                                       float* derivative) RG_NOEXCEPT;

/* sums[6] = sums of w, wF, wM, wFF, wMM, wFM */
RG_API int32_t rg_cross_moments(rg_context* context, const float* fixed, const float* moving,
                                const float* weight, int64_t count, double* sums) RG_NOEXCEPT;

/* derivative[n] = weight[n] (a fixed[n] + b moving[n] + c) */
RG_API int32_t rg_linear_derivative(rg_context* context, const float* fixed, const float* moving,
                                    const float* weight, int64_t count, double a, double b, double c,
                                    float* derivative) RG_NOEXCEPT;

/* into[n] *= factor[n] */
RG_API int32_t rg_multiply(rg_context* context, float* into, const float* factor, int64_t count) RG_NOEXCEPT;

/* moments[4 a + b] = sum of derivative[n] gradient_a[n] [x, y, z, 1]_b */
RG_API int32_t rg_sample_moments(rg_context* context, const float* derivative, const float* gradient,
                                 const float* points, int64_t count, double* moments) RG_NOEXCEPT;

/* ---- grids ----------------------------------------------------------------------------------------- */

/* warped[p] = moving[B (p + u(p))], weight[p] = 1; both 0 outside; u is read trilinearly on its lattice. */
RG_API int32_t rg_warp(rg_context* context, const float* moving, rg_size moving_size,
                       rg_affine fixed_index_to_moving_index, const float* u, rg_lattice lattice,
                       rg_size size, float* warped, float* weight) RG_NOEXCEPT;

/* The local correlation of fixed and warped and its derivative by warped; formulas in
   local_correlation.cpp. */
RG_API int32_t rg_local_correlation(rg_context* context, const float* fixed, const float* warped,
                                    const float* weight, rg_size size, rg_size radius, double noise_variance,
                                    float* derivative, double* value) RG_NOEXCEPT;

/*
 * force_a[c] = sum over p of w_c(p) derivative[p] dwarped/da(p) scale_a, w_c(p) the trilinear weight with which
 * voxel p of the image reads point c of the lattice
 */
RG_API int32_t rg_force(rg_context* context, const float* derivative, const float* warped,
                        const float* weight, rg_size size, rg_axes scale, rg_lattice lattice,
                        float* force) RG_NOEXCEPT;

/* moments[4 a + b] = sum of force_a(p) [i, j, k, 1]_b */
RG_API int32_t rg_grid_moments(rg_context* context, const float* force, rg_size size,
                               double* moments) RG_NOEXCEPT;

/* In place: each image convolved with the discrete Gaussian I_n(sigma^2), n up to ceil(3 sigma). */
RG_API int32_t rg_smooth(rg_context* context, float* images, int32_t components, rg_size size,
                         rg_axes sigma_voxels, int32_t border) RG_NOEXCEPT;

/* momentum = decay momentum + addend; *typical_mm = the sum of its squared lengths over that of its lengths */
RG_API int32_t rg_accumulate(rg_context* context, float* momentum, double decay, const float* addend,
                             rg_size size, rg_axes spacing_mm, double* typical_mm) RG_NOEXCEPT;

/* step(p) = max v(p) / (typical + |v(p)|), lengths in mm */
RG_API int32_t rg_limit_step(rg_context* context, const float* v, double typical_mm, double max_mm,
                             rg_size size, rg_axes spacing_mm, float* step) RG_NOEXCEPT;

/*
 * The largest length, and the largest over cells of max over components c of the sum over axes a of the largest
 * |dv_c / da| along the four edges of that axis.
 */
RG_API int32_t rg_step_bound_of(rg_context* context, const float* v, rg_size size, rg_axes spacing_mm,
                                rg_step_bound* bound) RG_NOEXCEPT;

/*
 * In place: u(p) = s v(p) + u(p + s v(p)). v is read trilinearly on its lattice; no component of s v is longer
 * than a voxel of u.
 */
RG_API int32_t rg_compose(rg_context* context, float* u, const float* v, double s, rg_lattice lattice,
                          rg_size size) RG_NOEXCEPT;

/* Zero on the outermost voxels of all three components, along axes longer than 2. */
RG_API int32_t rg_clear_border(rg_context* context, float* field, rg_size size) RG_NOEXCEPT;

/* Determinants of x + u(x); central_map gets those of central differences. */
RG_API int32_t rg_jacobian_of(rg_context* context, const float* u, rg_size size, float* central_map,
                              rg_jacobian* statistics) RG_NOEXCEPT;

/* flags[p] = 1 at the corners of each cell whose smallest determinant is below minimum, else 0. */
RG_API int32_t rg_flag_small_determinants(rg_context* context, const float* u, rg_size size, double minimum,
                                          float* flags, int64_t* cells) RG_NOEXCEPT;

/* field = (1 - w) field + w other */
RG_API int32_t rg_blend(rg_context* context, float* field, const float* other, const float* w,
                        rg_size size) RG_NOEXCEPT;

/* In place: v with p + v(p) + u(p + v(p)) = p, from the given v on. */
RG_API int32_t rg_invert(rg_context* context, const float* u, rg_size size, double tolerance_voxels, float* v,
                         double* largest_residual) RG_NOEXCEPT;

/* into_a(p) = scale_a from_a(B p) */
RG_API int32_t rg_resample_field(rg_context* context, const float* from, rg_size from_size,
                                 rg_affine to_from_index, rg_axes scale, rg_size size,
                                 float* into) RG_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
