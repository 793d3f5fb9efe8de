#include "common.cl"
/* From a derivative by warped intensities to a force on a lattice. Twin of ImageForce, LatticePlane. */

/* The weight of point n of an axis when position q, clamped to its length, is read linearly. */
inline real share_of(real q, int n, int length)
{
    return fmax((real)0, 1 - fabs(clamp(q, (real)0, (real)(length - 1)) - n));
}

/* The voxels of the image that read point n of the lattice along one axis: from .x to .y. */
inline int2 readers_of(int n, int length, int voxels, real scale, real start)
{
    const int from = n == 0 ? 0 : (int)ceil((n - 1 - start) / scale) - 1;
    const int to = n == length - 1 ? voxels - 1 : (int)floor((n + 1 - start) / scale) + 1;
    return (int2)(max(from, 0), min(to, voxels - 1));
}

/* Difference of the image along an axis between neighbours that count, per voxel. */
inline real slope_at(global const float* image, global const float* weight, size_t p, int n, int length, size_t stride)
{
    const int below = n > 0 && weight[p - stride] > 0, above = n < length - 1 && weight[p + stride] > 0;
    const real difference = (real)image[p + above * stride] - image[p - below * stride];
    return below && above ? difference / 2 : difference;
}

inline real4 slopes_at(global const float* image, global const float* weight, int4 size, int i, int j, int k, size_t p)
{
    return (real4)(slope_at(image, weight, p, i, size.x, 1), slope_at(image, weight, p, j, size.y, size.x),
                   slope_at(image, weight, p, k, size.z, (size_t)size.x * size.y), 0);
}

/* force_a[c] = sum over p of w_c(p) derivative[p] dW/da(p) factor_a, w_c(p) as voxel p reads point c. */
kernel void force(global const float* restrict derivative, global const float* restrict warped,
                  global const float* restrict weight, int4 size, real4 factor, int4 n_lattice, real4 scale,
                  real4 start, global float* restrict out)
{
    const int a = get_global_id(0), b = get_global_id(1), c = get_global_id(2);
    if (a >= n_lattice.x || b >= n_lattice.y || c >= n_lattice.z) return;
    const int2 ri = readers_of(a, n_lattice.x, size.x, scale.x, start.x);
    const int2 rj = readers_of(b, n_lattice.y, size.y, scale.y, start.y);
    const int2 rk = readers_of(c, n_lattice.z, size.z, scale.z, start.z);
    real4 sum = 0;
    for (int k = rk.x; k <= rk.y; k++) {
        const real share_k = share_of(scale.z * k + start.z, c, n_lattice.z);
        for (int j = rj.x; share_k > 0 && j <= rj.y; j++) {
            const real share_jk = share_k * share_of(scale.y * j + start.y, b, n_lattice.y);
            for (int i = ri.x; share_jk > 0 && i <= ri.y; i++) {
                const real share = share_jk * share_of(scale.x * i + start.x, a, n_lattice.x);
                const size_t p = offset_of(size, i, j, k);
                if (share > 0 && weight[p] > 0)
                    sum += share * derivative[p] * slopes_at(warped, weight, size, i, j, k, p);
            }
        }
    }
    set_vector(out, voxel_count(n_lattice), offset_of(n_lattice, a, b, c), factor * sum);
}
