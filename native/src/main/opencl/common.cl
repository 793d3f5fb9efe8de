/* What all programs share. Layout and meaning as in org.regista.compute.kernel.Kernels: images are planar
   [nk][nj][ni], fields planar [3][nk][nj][ni] in voxels of their own grid. A grid size is an int4 (ni, nj, nk, 0),
   numbers per axis are a real4, a map is a real16 whose first twelve are its rows. Coordinates and sums are `real`:
   double where the device has it. Twin of Trilinear, Reduction. */
#ifndef REGISTA_COMMON
#define REGISTA_COMMON

#ifdef SINGLE
typedef float real;
typedef float4 real4;
typedef float16 real16;
#else
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double real;
typedef double4 real4;
typedef double16 real16;
#endif

/* Work-items of a group in kernels that reduce; Launch.GROUP. */
#define GROUP 128

inline size_t voxel_count(int4 n) { return (size_t)n.x * n.y * n.z; }

inline size_t offset_of(int4 n, int i, int j, int k) { return ((size_t)k * n.y + j) * n.x + i; }

inline real4 mapped(real16 m, real x, real y, real z)
{
    return (real4)(m.s0 * x + m.s1 * y + m.s2 * z + m.s3, m.s4 * x + m.s5 * y + m.s6 * z + m.s7,
                   m.s8 * x + m.s9 * y + m.sa * z + m.sb, 0);
}

/* The interval between two voxel centres that a place falls in, along one axis. */
typedef struct {
    size_t lower;
    size_t step;
    real fraction;
    int is_clamped;
} Along;

typedef struct {
    Along i, j, k;
} Place;

inline Along along(real q, int n, size_t stride)
{
    const real in_grid = clamp(q, (real)0, (real)(n - 1));
    const int lower = clamp((int)in_grid, 0, max(n - 2, 0));
    Along at = {lower * stride, n > 1 ? stride : 0, in_grid - lower, n == 1 || in_grid != q};
    return at;
}

/* The point of the grid nearest to q. */
inline Place place_at(real4 q, int4 n)
{
    Place at = {along(q.x, n.x, 1), along(q.y, n.y, n.x), along(q.z, n.z, (size_t)n.x * n.y)};
    return at;
}

inline int is_inside(real4 q, int4 n)
{
    return q.x >= (real)-0.5 && q.x < n.x - (real)0.5 && q.y >= (real)-0.5 && q.y < n.y - (real)0.5 &&
           q.z >= (real)-0.5 && q.z < n.z - (real)0.5;
}

inline real over_i(global const float* image, Place at, size_t p)
{
    const real low = image[p];
    return low + at.i.fraction * (image[p + at.i.step] - low);
}

inline real over_j(global const float* image, Place at, size_t p)
{
    const real low = over_i(image, at, p);
    return low + at.j.fraction * (over_i(image, at, p + at.j.step) - low);
}

inline size_t origin_of(Place at) { return at.i.lower + at.j.lower + at.k.lower; }

/* The image there, trilinear. */
inline real read_linear(global const float* image, Place at)
{
    const size_t p = origin_of(at);
    const real near = over_j(image, at, p);
    return near + at.k.fraction * (over_j(image, at, p + at.k.step) - near);
}

inline real slope_i_over_j(global const float* image, Place at, size_t p)
{
    const real low = (real)image[p + at.i.step] - image[p];
    const size_t q = p + at.j.step;
    return low + at.j.fraction * ((real)image[q + at.i.step] - image[q] - low);
}

/* The derivative of read_linear by the place; 0 along axes where it is clamped. */
inline real4 slope_linear(global const float* image, Place at)
{
    const size_t p = origin_of(at);
    const size_t far = p + at.k.step;
    const real near_i = slope_i_over_j(image, at, p);
    const real near_j = over_i(image, at, p + at.j.step) - over_i(image, at, p);
    const real far_j = over_i(image, at, far + at.j.step) - over_i(image, at, far);
    return (real4)(at.i.is_clamped ? 0 : near_i + at.k.fraction * (slope_i_over_j(image, at, far) - near_i),
                   at.j.is_clamped ? 0 : near_j + at.k.fraction * (far_j - near_j),
                   at.k.is_clamped ? 0 : over_j(image, at, far) - over_j(image, at, p), 0);
}

inline real4 read_vector(global const float* field, int4 n, Place at)
{
    const size_t count = voxel_count(n);
    return (real4)(read_linear(field, at), read_linear(field + count, at), read_linear(field + 2 * count, at), 0);
}

inline real4 vector_of(global const float* field, size_t count, size_t p)
{
    return (real4)(field[p], field[p + count], field[p + 2 * count], 0);
}

inline void set_vector(global float* field, size_t count, size_t p, real4 v)
{
    field[p] = (float)v.x;
    field[p + count] = (float)v.y;
    field[p + 2 * count] = (float)v.z;
}

/* The field on a lattice at voxel (i, j, k) of the image beside it, in voxels of the image. Twin of LatticeRows. */
inline real4 read_lattice(global const float* field, int4 n, real4 scale, real4 start, int i, int j, int k)
{
    const Place at = place_at(scale * (real4)(i, j, k, 0) + start, n);
    const real4 v = read_vector(field, n, at);
    return (real4)((float)(v.x / scale.x), (float)(v.y / scale.y), (float)(v.z / scale.z), 0);
}

/* Combines the terms of a group's work-items in a fixed order, those before `minima` by min, those before `maxima`
   by max, the others by +. `items`, a power of two, is their number and `item` the caller's own; scratch has as many
   elements; the result is left in combined[term]. */
inline void combine_items(const real* terms, int width, int minima, int maxima, int item, int items,
                          local real* scratch, global real* combined)
{
    for (int t = 0; t < width; t++) {
        scratch[item] = terms[t];
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int below = items / 2; below > 0; below /= 2) {
            if (item < below) {
                const real a = scratch[item], b = scratch[item + below];
                scratch[item] = t < minima ? fmin(a, b) : t < maxima ? fmax(a, b) : a + b;
            }
            barrier(CLK_LOCAL_MEM_FENCE);
        }
        if (item == 0) combined[t] = scratch[0];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}

/* Of a group along axis 0: partials[group][term]. */
inline void combine_group(const real* terms, int width, int minima, int maxima, local real* scratch,
                          global real* partials)
{
    combine_items(terms, width, minima, maxima, get_local_id(0), GROUP, scratch,
                  partials + get_group_id(0) * width);
}

/* The elements of a list that this work-item of a reducing kernel visits: a group has `chunk` of them. */
#define FOR_EACH_OF_CHUNK(n, chunk, count)                                                   \
    for (long n = get_group_id(0) * (chunk) + get_local_id(0),                               \
              end_of_chunk = min((long)(get_group_id(0) + 1) * (chunk), (long)(count));      \
         n < end_of_chunk; n += GROUP)

#endif
