#include "common.cl"
/* The algebra of displacement fields. Twin of FieldAlgebra, StepLimits, GaussianSmoothing. */

/* One pass of a separable convolution, along axis 0, 1 or 2, over several grids beside each other, from grid
   `from_grid` of one array to grid `to_grid` of another. taps: 2 radius + 1, symmetric. Beyond the edge lies 0, or if
   `replicate` the edge. */
kernel void smooth_axis(global const float* restrict from, int from_grid, int4 size, int grids, int axis,
                        global const real* restrict taps, int radius, int replicate, global float* restrict to,
                        int to_grid)
{
    const int i = get_global_id(0), j = get_global_id(1), plane = get_global_id(2);
    if (i >= size.x || j >= size.y || plane >= size.z * grids) return;
    const size_t p = offset_of(size, i, j, plane + from_grid * size.z);
    const int n = axis == 0 ? size.x : axis == 1 ? size.y : size.z;
    const int at = axis == 0 ? i : axis == 1 ? j : plane % size.z;
    const long stride = axis == 0 ? 1 : axis == 1 ? size.x : (long)size.x * size.y;
    real sum = 0;
    for (int t = -radius; t <= radius; t++) {
        const int source = replicate ? clamp(at + t, 0, n - 1) : at + t;
        if (source >= 0 && source < n) sum += taps[t + radius] * from[p + (source - at) * stride];
    }
    to[offset_of(size, i, j, plane + to_grid * size.z)] = (float)sum;
}

inline real length_mm(real4 v, real4 spacing)
{
    const real4 mm = v * spacing;
    return sqrt(mm.x * mm.x + mm.y * mm.y + mm.z * mm.z);
}

/* momentum = decay momentum + addend; the sums of its lengths and of their squares. */
kernel void accumulate(global float* momentum, real decay, global const float* addend, real4 spacing, long count,
                       long chunk, local real* scratch, global real* partials)
{
    real sums[2] = {0};
    FOR_EACH_OF_CHUNK(n, chunk, count)
    {
        set_vector(momentum, count, n, decay * vector_of(momentum, count, n) + vector_of(addend, count, n));
        const real length = length_mm(vector_of(momentum, count, n), spacing);
        sums[0] += length;
        sums[1] += length * length;
    }
    combine_group(sums, 2, 0, 0, scratch, partials);
}

/* step = max v / (typical + |v|) */
kernel void limit_step(global const float* v, real typical, real most, real4 spacing, long count, global float* step)
{
    const size_t n = get_global_id(0);
    if (n >= count) return;
    const real4 at = vector_of(v, count, n);
    set_vector(step, count, n, most / (typical + length_mm(at, spacing)) * at);
}

/* |v_c(p + e_a) - v_c(p)| */
inline real edge(global const float* v, size_t p, size_t stride) { return fabs((real)v[p + stride] - v[p]); }

/* The largest difference of one component along the four edges of a cell in direction a; b and c the other axes. */
inline real steepest(global const float* v, size_t p, size_t a, size_t b, size_t c)
{
    return fmax(fmax(edge(v, p, a), edge(v, p + b, a)), fmax(edge(v, p + c, a), edge(v, p + b + c, a)));
}

/* The largest |v| in mm, and the Lipschitz bound of StepBound. An axis of one voxel has no edges. */
kernel void step_bound(global const float* v, int4 size, real4 spacing, long chunk, local real* scratch,
                       global real* partials)
{
    const size_t count = voxel_count(size);
    const size_t si = size.x > 1, sj = size.y > 1 ? size.x : 0, sk = size.z > 1 ? (size_t)size.x * size.y : 0;
    real most[2] = {0};
    FOR_EACH_OF_CHUNK(p, chunk, count)
    {
        const long row = p / size.x;
        const int i = p % size.x, j = row % size.y, k = row / size.y;
        most[0] = fmax(most[0], length_mm(vector_of(v, count, p), spacing));
        if (i >= max(1, size.x - 1) || j >= max(1, size.y - 1) || k >= max(1, size.z - 1)) continue;
        const real per_spacing[3] = {spacing.x, spacing.y, spacing.z};
        for (int c = 0; c < 3; c++) {
            global const float* component = v + c * count;
            const real sum = steepest(component, p, si, sj, sk) / spacing.x +
                             steepest(component, p, sj, si, sk) / spacing.y +
                             steepest(component, p, sk, si, sj) / spacing.z;
            most[1] = fmax(most[1], sum * per_spacing[c]);
        }
    }
    combine_group(most, 2, 0, 2, scratch, partials);
}

/* composed(p) = s v(p) + u(p + s v(p)) */
kernel void compose(global const float* restrict u, global const float* restrict v, real s, int4 n_lattice,
                    real4 scale, real4 start, int4 size, global float* restrict composed)
{
    const int i = get_global_id(0), j = get_global_id(1), k = get_global_id(2);
    if (i >= size.x || j >= size.y || k >= size.z) return;
    const real4 step = s * read_lattice(v, n_lattice, scale, start, i, j, k);
    const Place at = place_at((real4)(i, j, k, 0) + step, size);
    set_vector(composed, voxel_count(size), offset_of(size, i, j, k), step + read_vector(u, size, at));
}

inline int is_border(int n, int length) { return length > 2 && (n == 0 || n == length - 1); }

/* Zero in the outermost layer, along axes longer than 2. */
kernel void clear_border(global float* field, int4 size)
{
    const int i = get_global_id(0), j = get_global_id(1), k = get_global_id(2);
    if (i >= size.x || j >= size.y || k >= size.z) return;
    if (is_border(i, size.x) || is_border(j, size.y) || is_border(k, size.z))
        set_vector(field, voxel_count(size), offset_of(size, i, j, k), (real4)(0));
}

/* field = (1 - w) field + w other */
kernel void blend(global float* field, global const float* other, global const float* w, long count)
{
    const size_t n = get_global_id(0);
    if (n >= count) return;
    const real share = w[n];
    set_vector(field, count, n, (1 - share) * vector_of(field, count, n) + share * vector_of(other, count, n));
}
