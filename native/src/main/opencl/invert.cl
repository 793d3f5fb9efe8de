#include "common.cl"
/* Inverts x + u(x) voxel by voxel. Twin of FieldInverse. The constants are its own. */

#define SWEEPS 20
#define NEWTON_STEPS 30
#define DAMPED_SWEEPS 200
#define PROGRESS (real)0.95
#define SMALLEST_STEP (real)(1.0 / 1024)

/* The best v so far for voxel p, its residual r = v + u(p + v), and the length of r. */
typedef struct {
    real4 p, v, r;
    real length;
} Search;

inline real length_of(real4 v) { return sqrt(v.x * v.x + v.y * v.y + v.z * v.z); }

inline real4 residual(global const float* u, int4 size, real4 p, real4 v)
{
    return v + read_vector(u, size, place_at(p + v, size));
}

/* Goes to v. */
inline void accept(Search* s, real4 v, real4 r)
{
    s->v = v;
    s->r = r;
    s->length = length_of(r);
}

/* Follows a step, or the largest of its halves that helps; false if none does. */
inline int advance(global const float* u, int4 size, Search* s, real4 step)
{
    for (real share = 1; share >= SMALLEST_STEP; share /= 2) {
        const real4 trial = s->v + share * step;
        const real4 r = residual(u, size, s->p, trial);
        if (length_of(r) < (1 - share * (1 - PROGRESS)) * s->length) {
            accept(s, trial, r);
            return 1;
        }
    }
    return 0;
}

inline real determinant(real4 a, real4 b, real4 c)
{
    return a.x * (b.y * c.z - b.z * c.y) - b.x * (a.y * c.z - a.z * c.y) + c.x * (a.y * b.z - a.z * b.y);
}

/* The solution of (I + Du) step = -r; false if that matrix is singular. */
inline int newton_step(global const float* u, int4 size, const Search* s, real4* step)
{
    const size_t count = voxel_count(size);
    const Place at = place_at(s->p + s->v, size);
    const real4 x = slope_linear(u, at) + (real4)(1, 0, 0, 0);
    const real4 y = slope_linear(u + count, at) + (real4)(0, 1, 0, 0);
    const real4 z = slope_linear(u + 2 * count, at) + (real4)(0, 0, 1, 0);
    const real4 a = (real4)(x.x, y.x, z.x, 0), b = (real4)(x.y, y.y, z.y, 0), c = (real4)(x.z, y.z, z.z, 0);
    const real det = determinant(a, b, c);
    if (fabs(det) < (real)1e-9) return 0;
    *step = (real4)(determinant(s->r, b, c), determinant(a, s->r, c), determinant(a, b, s->r), 0) / -det;
    return 1;
}

/* Sweeps v -= share r whatever happens to the residual; keeps the result if it is better. */
inline void relax(global const float* u, int4 size, Search* s, real share, real tolerance)
{
    real4 v = s->v, r = s->r;
    for (int n = 0; n < DAMPED_SWEEPS && length_of(r) > tolerance; n++) {
        v -= share * r;
        r = residual(u, size, s->p, v);
    }
    if (length_of(r) < s->length) accept(s, v, r);
}

inline void descend(global const float* u, int4 size, Search* s, real tolerance)
{
    for (int n = 0; n < SWEEPS && s->length > tolerance; n++)
        if (!advance(u, size, s, -s->r)) break;
    for (int n = 0; n < NEWTON_STEPS && s->length > tolerance; n++) {
        real4 step;
        if (!newton_step(u, size, s, &step) || !advance(u, size, s, step)) break;
    }
    if (s->length > tolerance) relax(u, size, s, (real)0.5, tolerance);
    if (s->length > tolerance) relax(u, size, s, (real)0.2, tolerance);
}

/* Improves v in place, a work-item for each row along i, where a voxel may start from the result of the one before;
   worst[row]: the largest residual left. */
kernel void invert(global const float* u, int4 size, real tolerance, global float* v, global real* worst)
{
    const int j = get_global_id(0), k = get_global_id(1);
    if (j >= size.y || k >= size.z) return;
    const size_t count = voxel_count(size);
    Search s;
    real largest = 0;
    for (int i = 0; i < size.x; i++) {
        const size_t p = offset_of(size, i, j, k);
        const real4 neighbour = s.v;
        s.p = (real4)(i, j, k, 0);
        const real4 own = vector_of(v, count, p);
        accept(&s, own, residual(u, size, s.p, own));
        if (i > 0) {
            const real4 r = residual(u, size, s.p, neighbour);
            if (length_of(r) < s.length) accept(&s, neighbour, r);
        }
        descend(u, size, &s, tolerance);
        set_vector(v, count, p, s.v);
        largest = fmax(largest, s.length);
    }
    worst[(size_t)k * size.y + j] = largest;
}
