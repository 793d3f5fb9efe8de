#include "common.cl"
/* Weighted local correlation and its exact derivative. Letters and formulas as in FieldKernels.localCorrelation. Twin
   of LocalCorrelationReference, BoxSums. A group has TX x TY columns and marches along k: each plane is staged with
   its halo, summed along i and j through shared memory, and along k in a ring of 2 RK + 1 planes per column. Every sum
   is taken afresh, so nothing drifts. Built with -D RI, RJ, RK (radii), TX, TY. */

#define ROWS (TY + 2 * RJ)
#define WIDE (TX + 2 * RI)
#define SIDE (2 * RK + 1)
#define LEAST_WEIGHT (real)1e-3

/* One plane of an image around this group's columns, 0 beyond the grid. */
inline void stage(global const float* image, int4 size, int k, local float* tile)
{
    const int left = get_group_id(0) * TX - RI, top = get_group_id(1) * TY - RJ;
    for (int n = get_local_id(1) * TX + get_local_id(0); n < ROWS * WIDE; n += TX * TY) {
        const int i = left + n % WIDE, j = top + n / WIDE;
        const int is_there = i >= 0 && i < size.x && j >= 0 && j < size.y && k >= 0 && k < size.z;
        tile[n] = is_there ? image[offset_of(size, i, j, k)] : 0;
    }
}

/* The last plane leaves the ring of a column, the sum over rows of the staged one enters. */
inline void push_plane(real* ring, local const real* rows)
{
    const int x = get_local_id(0), y = get_local_id(1);
    for (int n = 0; n < SIDE - 1; n++) ring[n] = ring[n + 1];
    real sum = 0;
    for (int d = 0; d < 2 * RJ + 1; d++) sum += rows[(y + d) * TX + x];
    ring[SIDE - 1] = sum;
}

inline real sum_of(const real* ring)
{
    real sum = 0;
    for (int n = 0; n < SIDE; n++) sum += ring[n];
    return sum;
}

/* Along i, the sums of m, mF, mW, mFF, mWW, mFW: six tables of ROWS x TX. */
inline void sum_products(local const float* f, local const float* w, local const float* m, local real* rows)
{
    for (int n = get_local_id(1) * TX + get_local_id(0); n < ROWS * TX; n += TX * TY) {
        const int start = n / TX * WIDE + n % TX;
        real s[6] = {0};
        for (int p = start; p < start + 2 * RI + 1; p++) {
            const real mf = (real)m[p] * f[p], mw = (real)m[p] * w[p];
            s[0] += m[p];
            s[1] += mf;
            s[2] += mw;
            s[3] += mf * f[p];
            s[4] += mw * w[p];
            s[5] += mf * w[p];
        }
        for (int c = 0; c < 6; c++) rows[c * ROWS * TX + n] = s[c];
    }
}

/* Adds a voxel of weight m to E; alpha, beta and alpha Fbar - beta Wbar there, from the sums of its window. */
inline real4 correlate(const real* s, real m, real noise, real* sums)
{
    const real n = s[0];
    if (n < LEAST_WEIGHT || !(m > 0)) return (real4)(0);
    const real f_bar = s[1] / n, w_bar = s[2] / n;
    const real a = s[5] - s[1] * w_bar;
    const real b = fmax(s[3] - s[1] * f_bar, (real)0) + n * noise;
    const real c = fmax(s[4] - s[2] * w_bar, (real)0) + n * noise;
    const real alpha = 2 * m * a / (b * c), beta = alpha * a / c;
    sums[0] += m * a * a / (b * c);
    sums[1] += m;
    return (real4)(alpha, beta, alpha * f_bar - beta * w_bar, 0);
}

/* coefficients: planar [3][nk][nj][ni]; partials[group]: the sums of m A^2 / (BC) and of m. A group has `depth`
   planes. Shared: three tiles of ROWS x WIDE, six tables of ROWS x TX. */
kernel void lncc_coefficients(global const float* restrict fixed, global const float* restrict warped,
                              global const float* restrict weight, int4 size, real noise, int depth,
                              local float* tiles, local real* rows, global float* restrict coefficients,
                              global real* restrict partials)
{
    const int i = get_global_id(0), j = get_global_id(1);
    const int first = get_group_id(2) * depth, last = min(first + depth, size.z);
    real ring[6][SIDE] = {{0}};
    real sums[2] = {0};
    for (int k = first - RK; k < last + RK; k++) {
        stage(fixed, size, k, tiles);
        stage(warped, size, k, tiles + ROWS * WIDE);
        stage(weight, size, k, tiles + 2 * ROWS * WIDE);
        barrier(CLK_LOCAL_MEM_FENCE);
        sum_products(tiles, tiles + ROWS * WIDE, tiles + 2 * ROWS * WIDE, rows);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int c = 0; c < 6; c++) push_plane(ring[c], rows + c * ROWS * TX);
        if (k - RK >= first && i < size.x && j < size.y) {
            const size_t p = offset_of(size, i, j, k - RK);
            real s[6];
            for (int c = 0; c < 6; c++) s[c] = sum_of(ring[c]);
            set_vector(coefficients, voxel_count(size), p, correlate(s, weight[p], noise, sums));
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    const size_t group = (get_group_id(2) * get_num_groups(1) + get_group_id(1)) * get_num_groups(0) + get_group_id(0);
    combine_items(sums, 2, 0, 0, get_local_id(1) * TX + get_local_id(0), TX * TY, rows, partials + 2 * group);
}

/* Along i, the sums of one coefficient: a table of ROWS x TX. */
inline void sum_rows(local const float* tile, local real* rows)
{
    for (int n = get_local_id(1) * TX + get_local_id(0); n < ROWS * TX; n += TX * TY) {
        const int start = n / TX * WIDE + n % TX;
        real sum = 0;
        for (int p = start; p < start + 2 * RI + 1; p++) sum += tile[p];
        rows[n] = sum;
    }
}

/* derivative = m [F box(alpha) - W box(beta) - box(alpha Fbar - beta Wbar)] / sum m, which is totals[1]. Shared:
   three tiles, three tables. */
kernel void lncc_derivative(global const float* restrict fixed, global const float* restrict warped,
                            global const float* restrict weight, int4 size, int depth,
                            global const float* restrict coefficients, global const real* restrict totals,
                            local float* tiles, local real* rows, global float* restrict derivative)
{
    const int i = get_global_id(0), j = get_global_id(1);
    const int first = get_group_id(2) * depth, last = min(first + depth, size.z);
    const real per_weight = totals[1] > 0 ? 1 / totals[1] : 0;
    real ring[3][SIDE] = {{0}};
    for (int k = first - RK; k < last + RK; k++) {
        for (int c = 0; c < 3; c++) stage(coefficients + c * voxel_count(size), size, k, tiles + c * ROWS * WIDE);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int c = 0; c < 3; c++) sum_rows(tiles + c * ROWS * WIDE, rows + c * ROWS * TX);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int c = 0; c < 3; c++) push_plane(ring[c], rows + c * ROWS * TX);
        if (k - RK >= first && i < size.x && j < size.y) {
            const size_t p = offset_of(size, i, j, k - RK);
            const real adjoint = fixed[p] * sum_of(ring[0]) - warped[p] * sum_of(ring[1]) - sum_of(ring[2]);
            derivative[p] = (float)(weight[p] * adjoint * per_weight);
        }
    }
}
