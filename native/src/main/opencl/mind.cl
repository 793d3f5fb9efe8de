/* As on the host, to the bit wherever exp is: no fused operations. */
#pragma OPENCL FP_CONTRACT OFF
#include "common.cl"
/* Descriptors of self-similarity. Formulas as in MindDescriptors, in the same order of operations. Twin of MindDescriptors. */

#define CHANNELS 12
#define MEAN_PLANE_STRIDE 4
#define SPREAD 1000
#define ONE 255

/* Neighbours are numbered -i, +i, -j, +j, -k, +k; a pair is two of different axes. */
constant int FIRST[CHANNELS] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3};
constant int SECOND[CHANNELS] = {2, 3, 4, 5, 2, 3, 4, 5, 4, 5, 4, 5};

inline float at_neighbour(global const float* image, int4 n, int4 p, int neighbour, int distance)
{
    const int step = neighbour % 2 == 0 ? -distance : distance, axis = neighbour / 2;
    const int4 q = clamp(p + (int4)(axis == 0 ? step : 0, axis == 1 ? step : 0, axis == 2 ? step : 0, 0), (int4)(0),
                         (int4)(n.x - 1, n.y - 1, n.z - 1, 0));
    return image[offset_of(n, q.x, q.y, q.z)];
}

/* The sum along k of the squared differences of a pair, around voxel (i, j). */
inline float column_distance(global const float* image, int4 n, int i, int j, int k, int c, int radius, int distance)
{
    float sum = 0;
    for (int r = -radius; r <= radius; r++) {
        const int4 p = (int4)(i, j, clamp(k + r, 0, n.z - 1), 0);
        const float d = at_neighbour(image, n, p, FIRST[c], distance) - at_neighbour(image, n, p, SECOND[c], distance);
        sum += d * d;
    }
    return sum;
}

/* D_c(i, j, k): over the patch along k, then j, then i. */
inline float patch_distance(global const float* image, int4 n, int4 p, int c, int radius, int distance)
{
    float patch = 0;
    for (int a = -radius; a <= radius; a++) {
        const int i = clamp(p.x + a, 0, n.x - 1);
        float plane = 0;
        for (int b = -radius; b <= radius; b++)
            plane += column_distance(image, n, i, clamp(p.y + b, 0, n.y - 1), p.z, c, radius, distance);
        patch += plane;
    }
    return patch;
}

/* All D_c of a voxel and the least of them; returns V before it is kept within bounds. */
inline real variation(global const float* image, int4 n, int4 p, int radius, int distance, float* distances,
                      float* least)
{
    *least = INFINITY;
    for (int c = 0; c < CHANNELS; c++) {
        distances[c] = patch_distance(image, n, p, c, radius, distance);
        *least = fmin(*least, distances[c]);
    }
    real sum = 0;
    for (int c = 0; c < CHANNELS; c++) sum += distances[c] - (real)*least;
    return sum / CHANNELS;
}

/* The sum of V over every fourth plane; `count` voxels in all. */
kernel void mind_variation(global const float* image, int4 n, int radius, int distance, long count, long chunk,
                           local real* scratch, global real* partials)
{
    real total = 0;
    FOR_EACH_OF_CHUNK(m, chunk, count)
    {
        const long row = m / n.x;
        const int4 p = (int4)((int)(m % n.x), (int)(row % n.y), (int)(row / n.y) * MEAN_PLANE_STRIDE, 0);
        float distances[CHANNELS], least;
        total += variation(image, n, p, radius, distance, distances, &least);
    }
    combine_group(&total, 1, 0, 0, scratch, partials);
}

/* c<n>: descriptor n of each voxel, in steps of 1/255. */
kernel void mind(global const float* image, int4 n, int radius, int distance, real mean, global float* c0,
                 global float* c1, global float* c2, global float* c3, global float* c4, global float* c5,
                 global float* c6, global float* c7, global float* c8, global float* c9, global float* c10,
                 global float* c11)
{
    const int i = get_global_id(0), j = get_global_id(1), k = get_global_id(2);
    if (i >= n.x || j >= n.y || k >= n.z) return;
    global float* channels[CHANNELS] = {c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11};
    float distances[CHANNELS], least;
    real v = variation(image, n, (int4)(i, j, k, 0), radius, distance, distances, &least);
    v = clamp(v, mean / SPREAD, mean * SPREAD);
    for (int c = 0; c < CHANNELS; c++) {
        const real m = v > 0 ? exp(-(distances[c] - (real)least) / v) : 1;
        channels[c][offset_of(n, i, j, k)] = (float)floor(ONE * m + (real)0.5) / ONE;
    }
}
