#include "common.cl"
/* The Parzen joint histogram of Mattes et al. 2003 (doi:10.1109/TMI.2003.809072). Twin of JointHistogram. */

#define PADDING 2

inline real clamped_bin(real bin, int bins) { return clamp(bin, (real)PADDING, (real)(bins - 1 - PADDING)); }

/* The cubic B-spline beta3. */
inline real cubic(real t)
{
    const real a = fabs(t), rest = fmax(2 - a, (real)0);
    return a < 1 ? (4 - 6 * a * a + 3 * a * a * a) / 6 : rest * rest * rest / 6;
}

/* Its derivative. */
inline real cubic_slope(real t)
{
    const real a = fabs(t), rest = fmax(2 - a, (real)0);
    return a < 1 ? t * ((real)1.5 * a - 2) : -sign(t) * rest * rest / 2;
}

/* table[group][f][m] of the group's chunk of samples. A group has one work-item for each bin f of the fixed image,
   which alone adds to that row, in the order of the samples: no atomics, the same bits on every run.
   axes: fixed min, fixed width, moving min, moving width. Shared: STAGE samples. */
#define STAGE 256
kernel void joint_histogram(global const float* fixed, global const float* moving, global const float* weight,
                            long count, long chunk, real4 axes, local int* rows, local real* bins_m,
                            local real* weights, global real* tables)
{
    const int bins = get_local_size(0), f = get_local_id(0);
    global real* row = tables + ((size_t)get_group_id(0) * bins + f) * bins;
    for (int m = 0; m < bins; m++) row[m] = 0;
    const long end = min((long)(get_group_id(0) + 1) * chunk, count);
    for (long start = get_group_id(0) * chunk; start < end; start += STAGE) {
        const int length = (int)min((long)STAGE, end - start);
        for (int n = f; n < length; n += bins) {
            const real bin = ((real)fixed[start + n] - axes.x) / axes.y;
            rows[n] = (int)(clamped_bin(bin, bins) + (real)0.5);
            bins_m[n] = clamped_bin(((real)moving[start + n] - axes.z) / axes.w, bins);
            weights[n] = weight[start + n];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int n = 0; n < length; n++) {
            if (rows[n] == f && weights[n] > 0) {
                const int first = (int)bins_m[n] - 1;
                for (int m = first; m < first + 4; m++) row[m] += weights[n] * cubic(m - bins_m[n]);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}

/* - weight / movingWidth * sum over m of beta3'(m - bin of moving) table[f][m]; 0 where the bin is clamped. */
inline real derivative_of(real fixed, real moving, real weight, real4 axes, int bins, global const real* table)
{
    const int row = (int)(clamped_bin((fixed - axes.x) / axes.y, bins) + (real)0.5) * bins;
    const real bin = (moving - axes.z) / axes.w;
    if (!(weight > 0) || bin != clamped_bin(bin, bins)) return 0;
    const int first = (int)bin - 1;
    real slope = 0;
    for (int m = first; m < first + 4; m++) slope += cubic_slope(m - bin) * table[row + m];
    return -weight / axes.w * slope;
}

kernel void histogram_derivative(global const float* fixed, global const float* moving, global const float* weight,
                                 long count, real4 axes, int bins, global const real* table,
                                 global float* derivative)
{
    const size_t n = get_global_id(0);
    if (n < count) derivative[n] = (float)derivative_of(fixed[n], moving[n], weight[n], axes, bins, table);
}
