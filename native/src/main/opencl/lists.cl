#include "common.cl"
/* Elementwise arithmetic and sums of lists. Twin of ListAlgebra, FieldUnits. */

kernel void fill(global float* values, float value, long count)
{
    const size_t n = get_global_id(0);
    if (n < count) values[n] = value;
}

/* into[n] *= factor[n] */
kernel void multiply(global float* into, global const float* factor, long count)
{
    const size_t n = get_global_id(0);
    if (n < count) into[n] *= factor[n];
}

/* values[n] = min(most, factor values[n]) */
kernel void scale_up_to(global float* values, real factor, real most, long count)
{
    const size_t n = get_global_id(0);
    if (n < count) values[n] = (float)fmin(most, factor * values[n]);
}

/* v[n] = L v[n] in place, planar [3][count] */
kernel void turn(global float* vectors, real16 map, long count)
{
    const size_t n = get_global_id(0);
    if (n >= count) return;
    map.s3 = map.s7 = map.sb = 0;
    const real4 v = vector_of(vectors, count, n);
    set_vector(vectors, count, n, mapped(map, v.x, v.y, v.z));
}

/* derivative[n] = weight[n] (a fixed[n] + b moving[n] + c) */
kernel void linear_derivative(global const float* fixed, global const float* moving, global const float* weight,
                              real a, real b, real c, global float* derivative, long count)
{
    const size_t n = get_global_id(0);
    if (n < count) derivative[n] = (float)(weight[n] * (a * fixed[n] + b * moving[n] + c));
}

kernel void sum(global const float* values, long count, long chunk, local real* scratch, global real* partials)
{
    real total = 0;
    FOR_EACH_OF_CHUNK(n, chunk, count) total += values[n];
    combine_group(&total, 1, 0, 0, scratch, partials);
}

/* The sums of w, wF, wM, wFF, wMM, wFM. */
kernel void cross_moments(global const float* fixed, global const float* moving, global const float* weight,
                          long count, long chunk, local real* scratch, global real* partials)
{
    real sums[6] = {0};
    FOR_EACH_OF_CHUNK(n, chunk, count)
    {
        const real f = fixed[n], m = moving[n], w = weight[n];
        sums[0] += w;
        sums[1] += w * f;
        sums[2] += w * m;
        sums[3] += w * f * f;
        sums[4] += w * m * m;
        sums[5] += w * f * m;
    }
    combine_group(sums, 6, 0, 0, scratch, partials);
}

/* Adds g [x, y, z, 1] to a row of sums. */
inline void add_moments(real* row, real g, real4 x)
{
    row[0] += g * x.x;
    row[1] += g * x.y;
    row[2] += g * x.z;
    row[3] += g;
}

/* The sums of derivative gradient_a [x, y, z, 1]. */
kernel void sample_moments(global const float* derivative, global const float* gradient, global const float* points,
                           long count, long chunk, local real* scratch, global real* partials)
{
    real sums[12] = {0};
    FOR_EACH_OF_CHUNK(n, chunk, count)
    {
        const real d = derivative[n];
        const real4 x = vector_of(points, count, n);
        add_moments(sums, d * gradient[n], x);
        add_moments(sums + 4, d * gradient[n + count], x);
        add_moments(sums + 8, d * gradient[n + 2 * count], x);
    }
    combine_group(sums, 12, 0, 0, scratch, partials);
}

/* The sums over voxels of g_a [i, j, k, 1]. Twin of ImageForce.gridMoments. */
kernel void grid_moments(global const float* force, int4 size, long chunk, local real* scratch,
                         global real* partials)
{
    const size_t count = voxel_count(size);
    real sums[12] = {0};
    FOR_EACH_OF_CHUNK(p, chunk, count)
    {
        const long row = p / size.x;
        const real4 at = (real4)(p % size.x, row % size.y, row / size.y, 0);
        add_moments(sums, force[p], at);
        add_moments(sums + 4, force[p + count], at);
        add_moments(sums + 8, force[p + 2 * count], at);
    }
    combine_group(sums, 12, 0, 0, scratch, partials);
}

/* result[t] = partials[.][t] of all groups combined in a fixed order, as combine_items does; a group for each t. */
kernel void combine_partials(global const real* partials, int groups, int width, int minima, int maxima,
                             local real* scratch, global real* result)
{
    const int t = get_group_id(0), is_min = t < minima, is_max = !is_min && t < maxima;
    real total = is_min ? INFINITY : is_max ? -INFINITY : 0;
    for (int g = get_local_id(0); g < groups; g += GROUP) {
        const real next = partials[(size_t)g * width + t];
        total = is_min ? fmin(total, next) : is_max ? fmax(total, next) : total + next;
    }
    combine_items(&total, 1, is_min, is_min + is_max, get_local_id(0), GROUP, scratch, result + t);
}
