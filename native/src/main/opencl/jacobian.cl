#include "common.cl"
/* Determinants of x + u(x). Twin of Jacobians, DigitalCell. */

inline real determinant(real4 a, real4 b, real4 c)
{
    return a.x * (b.y * c.z - b.z * c.y) - b.x * (a.y * c.z - a.z * c.y) + c.x * (a.y * b.z - a.z * b.y);
}

/* Where the corners of the cell above voxel (i, j, k) are led, relative to it. */
inline void corners_of(global const float* u, int4 size, int i, int j, int k, real4* corners)
{
    const size_t count = voxel_count(size);
    for (int c = 0; c < 8; c++) {
        const int a = c & 1, b = c >> 1 & 1, d = c >> 2;
        corners[c] = vector_of(u, count, offset_of(size, i + a, j + b, k + d)) + (real4)(a, b, d, 0);
    }
}

/* The smallest and largest of the ten digital determinants of a cell. */
inline void extremes_of(const real4* x, real* least, real* most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (int c = 0; c < 8; c++) {
        const int i = c & ~1, j = c & ~2, k = c & ~4;
        const real d = determinant(x[i | 1] - x[i], x[j | 2] - x[j], x[k | 4] - x[k]);
        *least = fmin(*least, d);
        *most = fmax(*most, d);
    }
    const real even = determinant(x[3] - x[0], x[5] - x[0], x[6] - x[0]) / -2;
    const real odd = determinant(x[4] - x[7], x[2] - x[7], x[1] - x[7]) / 2;
    *least = fmin(*least, fmin(even, odd));
    *most = fmax(*most, fmax(even, odd));
}

/* Central difference of u along an axis, one-sided at the edge, 0 along an axis of one voxel. */
inline real4 central(global const float* u, size_t count, size_t p, int n, int length, size_t stride)
{
    const int below = n > 0, above = n < length - 1;
    const real4 low = vector_of(u, count, p - below * stride), high = vector_of(u, count, p + above * stride);
    return (high - low) / max(below + above, 1);
}

/* Smallest and largest digital determinant, folded cells; voxels whose central determinant is not positive, that
   are, and the sums of its logarithm and of its square. */
kernel void jacobian(global const float* u, int4 size, global float* map, long chunk, local real* scratch,
                     global real* partials)
{
    const size_t count = voxel_count(size);
    real terms[7] = {INFINITY, -INFINITY, 0, 0, 0, 0, 0};
    FOR_EACH_OF_CHUNK(p, chunk, count)
    {
        const long row = p / size.x;
        const int i = p % size.x, j = row % size.y, k = row / size.y;
        if (i < size.x - 1 && j < size.y - 1 && k < size.z - 1) {
            real4 corners[8];
            real least, most;
            corners_of(u, size, i, j, k, corners);
            extremes_of(corners, &least, &most);
            terms[0] = fmin(terms[0], least);
            terms[1] = fmax(terms[1], most);
            terms[2] += least <= 0;
        }
        const real d = determinant(central(u, count, p, i, size.x, 1) + (real4)(1, 0, 0, 0),
                                   central(u, count, p, j, size.y, size.x) + (real4)(0, 1, 0, 0),
                                   central(u, count, p, k, size.z, (size_t)size.x * size.y) + (real4)(0, 0, 1, 0));
        map[p] = (float)d;
        const real log_d = d > 0 ? log(d) : 0;
        terms[3] += !(d > 0);
        terms[4] += d > 0;
        terms[5] += log_d;
        terms[6] += log_d * log_d;
    }
    combine_group(terms, 7, 1, 2, scratch, partials);
}

/* small[p] = 1 where the cell above p has a determinant below the minimum; their number. */
kernel void mark_small(global const float* u, int4 size, real minimum, global float* small, long chunk,
                       local real* scratch, global real* partials)
{
    real cells = 0;
    FOR_EACH_OF_CHUNK(p, chunk, voxel_count(size))
    {
        const long row = p / size.x;
        const int i = p % size.x, j = row % size.y, k = row / size.y;
        int is_small = 0;
        if (i < size.x - 1 && j < size.y - 1 && k < size.z - 1) {
            real4 corners[8];
            real least, most;
            corners_of(u, size, i, j, k, corners);
            extremes_of(corners, &least, &most);
            is_small = least < minimum;
        }
        small[p] = is_small;
        cells += is_small;
    }
    combine_group(&cells, 1, 0, 0, scratch, partials);
}

/* flags[p] = 1 at the corners of small cells. */
kernel void flag_corners(global const float* small, int4 size, global float* flags)
{
    const int i = get_global_id(0), j = get_global_id(1), k = get_global_id(2);
    if (i >= size.x || j >= size.y || k >= size.z) return;
    float flag = 0;
    for (int c = max(k - 1, 0); c <= k; c++)
        for (int b = max(j - 1, 0); b <= j; b++)
            for (int a = max(i - 1, 0); a <= i; a++) flag = fmax(flag, small[offset_of(size, a, b, c)]);
    flags[offset_of(size, i, j, k)] = flag;
}
