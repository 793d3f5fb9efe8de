/* As in plain Java, to the bit: no fused operations. */
#pragma OPENCL FP_CONTRACT OFF
#include "common.cl"
/* Images and fields read between their voxels. Twin of Interpolation. */

/* warped[p] = moving[B (p + u(p))], 0 outside; weight[p] = 1 inside, 0 outside. */
kernel void warp(global const float* restrict moving, int4 n_moving, real16 map, global const float* restrict u,
                 int4 n_lattice, real4 scale, real4 start, int4 size, global float* restrict warped,
                 global float* restrict weight)
{
    const int i = get_global_id(0), j = get_global_id(1), k = get_global_id(2);
    if (i >= size.x || j >= size.y || k >= size.z) return;
    const size_t p = offset_of(size, i, j, k);
    const real4 v = read_lattice(u, n_lattice, scale, start, i, j, k);
    const real4 q = mapped(map, i + v.x, j + v.y, k + v.z);
    const int inside = is_inside(q, n_moving);
    warped[p] = inside ? (float)read_linear(moving, place_at(q, n_moving)) : 0;
    weight[p] = inside;
}

/* value[n] = moving[B x_n], gradient its derivative by the index, weight 1; outside all are 0. */
kernel void sample(global const float* restrict moving, int4 n_moving, real16 map,
                   global const float* restrict points, long count, global float* restrict value,
                   global float* restrict gradient, global float* restrict weight)
{
    const size_t n = get_global_id(0);
    if (n >= count) return;
    const real4 x = vector_of(points, count, n);
    const real4 q = mapped(map, x.x, x.y, x.z);
    const int inside = is_inside(q, n_moving);
    const Place at = place_at(q, n_moving);
    value[n] = inside ? (float)read_linear(moving, at) : 0;
    set_vector(gradient, count, n, inside ? slope_linear(moving, at) : (real4)(0));
    weight[n] = inside;
}

/* into[p] = scale_a from_a(B p), clamped to the grid. */
kernel void resample_field(global const float* restrict from, int4 n_from, real16 map, real4 scale, int4 size,
                           global float* restrict into)
{
    const int i = get_global_id(0), j = get_global_id(1), k = get_global_id(2);
    if (i >= size.x || j >= size.y || k >= size.z) return;
    const Place at = place_at(mapped(map, i, j, k), n_from);
    set_vector(into, voxel_count(size), offset_of(size, i, j, k), scale * read_vector(from, n_from, at));
}
