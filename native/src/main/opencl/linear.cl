/* A search climbs from these numbers: fused operations would lead it elsewhere than on the host. */
#pragma OPENCL FP_CONTRACT OFF
#include "histogram.cl"
/* What a linear registration evaluates over its list of samples. Twin of HostLinearWorkspace, SampleCoverage and
   FieldOfView. Built with -D INFORMATION for mutual information, -D MASKED if there is a moving mask. */

/* An image beside the samples: x in mm about the centre is read at index to_index(x). */
inline real4 index_of(real16 to_index, real4 x) { return mapped(to_index, x.x, x.y, x.z); }

inline real shown_along(real q, int n) { return clamp(fmin(q + (real)0.5, n - (real)0.5 - q), (real)0, (real)1); }

inline real slope_along(real q, int n, real shown)
{
    return shown <= 0 || shown >= 1 ? 0 : q + (real)0.5 < n - (real)0.5 - q ? 1 : -1;
}

/* How far a place is within what the moving image shows, and how that changes with the index. */
inline real shown_at(real4 q, int4 n, real4* slope)
{
    const real a = shown_along(q.x, n.x), b = shown_along(q.y, n.y), c = shown_along(q.z, n.z);
    *slope = (real4)(slope_along(q.x, n.x, a) * b * c, slope_along(q.y, n.y, b) * a * c,
                     slope_along(q.z, n.z, c) * a * b, 0);
    return a * b * c;
}

/* L' s: from a derivative by the index to one by mm. */
inline real4 by_mm(real16 m, real4 s)
{
    return (real4)(m.s0 * s.x + m.s4 * s.y + m.s8 * s.z, m.s1 * s.x + m.s5 * s.y + m.s9 * s.z,
                   m.s2 * s.x + m.s6 * s.y + m.sa * s.z, 0);
}

inline real mask_at(global const float* mask, int4 n_mask, real4 q)
{
    return is_inside(q, n_mask) ? (float)read_linear(mask, place_at(q, n_mask)) : 0;
}

/* value[n] = moving at sample n; weight[n] = its own weight times how far it is shown and within the mask. Their
   sum is reduced. */
kernel void covered_samples(global const float* moving, int4 n_moving, real16 to_moving, global const float* mask,
                            int4 n_mask, real16 to_mask, global const float* points, global const float* base,
                            long count, global float* value, global float* weight, long chunk, local real* scratch,
                            global real* partials)
{
    real total = 0;
    FOR_EACH_OF_CHUNK(n, chunk, count)
    {
        const real4 x = vector_of(points, count, n), q = index_of(to_moving, x);
        const int inside = is_inside(q, n_moving);
        real4 slope;
        real covered = inside ? base[n] * shown_at(q, n_moving, &slope) : 0;
#ifdef MASKED
        covered *= mask_at(mask, n_mask, index_of(to_mask, x));
#endif
        value[n] = inside ? (float)read_linear(moving, place_at(q, n_moving)) : 0;
        weight[n] = (float)covered;
        total += weight[n];
    }
    combine_group(&total, 1, 0, 0, scratch, partials);
}

/* The pointwise information of a pair, from a table of it. */
inline real information_of(real fixed, real moving, real4 axes, int bins, global const real* pointwise)
{
    const int row = (int)(clamped_bin((fixed - axes.x) / axes.y, bins) + (real)0.5) * bins;
    const real bin = clamped_bin((moving - axes.z) / axes.w, bins);
    const int first = (int)bin - 1;
    real sum = 0;
    for (int m = first; m < first + 4; m++) sum += cubic(m - bin) * pointwise[row + m];
    return sum;
}

/* To float32, as the host keeps such numbers between its kernels: both then climb the same path. */
inline real4 rounded(real4 v) { return (real4)((float)v.x, (float)v.y, (float)v.z, 0); }

/* d weight / d place in mm of the moving space; 0 away from edges. */
inline real4 weight_slope(int4 n_moving, real4 q, real16 moving_by_mm, global const float* mask, int4 n_mask,
                          real4 q_mask, real16 mask_by_mm)
{
    real4 slope;
    const real shown = shown_at(q, n_moving, &slope);
    slope = by_mm(moving_by_mm, slope);
#ifdef MASKED
    slope *= mask_at(mask, n_mask, q_mask);
    if (is_inside(q_mask, n_mask))
        slope += shown * by_mm(mask_by_mm, rounded(slope_linear(mask, place_at(q_mask, n_mask))));
#endif
    return slope;
}

inline void add_row_moments(real* sums, real4 g, real4 x)
{
    const real by[3] = {g.x, g.y, g.z};
    for (int a = 0; a < 3; a++) {
        sums[4 * a] += by[a] * x.x;
        sums[4 * a + 1] += by[a] * x.y;
        sums[4 * a + 2] += by[a] * x.z;
        sums[4 * a + 3] += by[a];
    }
}

/* Sums of derivative gradient_a [x, y, z, 1] by the moving index, then, for mutual information, of the pointwise
   information times d weight / d place_a [x, y, z, 1]. tables: the derivative table, then the pointwise one; without
   mutual information the derivative is w (linear.x F + linear.y M + linear.z). */
kernel void pose_moments(global const float* moving, int4 n_moving, real16 to_moving, real16 moving_by_mm,
                         global const float* mask, int4 n_mask, real16 to_mask, real16 mask_by_mm,
                         global const float* points, global const float* base, global const float* fixed,
                         global const float* value, global const float* weight, long count, real4 axes, int bins,
                         global const real* tables, real4 linear, long chunk, local real* scratch,
                         global real* partials)
{
    real sums[24] = {0};
    FOR_EACH_OF_CHUNK(n, chunk, count)
    {
        const real4 x = vector_of(points, count, n), q = index_of(to_moving, x);
        if (!is_inside(q, n_moving)) continue;
        const real4 gradient = rounded(slope_linear(moving, place_at(q, n_moving)));
#ifdef INFORMATION
        const real d = (float)derivative_of(fixed[n], value[n], weight[n], axes, bins, tables);
        const real worth = base[n] * information_of(fixed[n], value[n], axes, bins, tables + bins * bins);
        add_row_moments(sums + 12, worth * weight_slope(n_moving, q, moving_by_mm, mask, n_mask,
                                                        index_of(to_mask, x), mask_by_mm), x);
#else
        const real d = (float)(weight[n] * (linear.x * fixed[n] + linear.y * value[n] + linear.z));
#endif
        add_row_moments(sums, d * gradient, x);
    }
    combine_group(sums, 24, 0, 0, scratch, partials);
}
