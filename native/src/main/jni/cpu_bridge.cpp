// org.regista.nativecore.CpuBridge: translation only, one function per function of regista_cpu.h.
// Addresses and sizes come from Java as they are; Java holds the buffers open during the call.

#include <jni.h>

#include "regista_cpu.h"

namespace {

rg_context* contextAt(jlong address) { return reinterpret_cast<rg_context*>(address); }

float* floatsAt(jlong address) { return reinterpret_cast<float*>(address); }

rg_affine affineOf(JNIEnv* env, jdoubleArray rows) {
  rg_affine affine;
  env->GetDoubleArrayRegion(rows, 0, 12, affine.m);
  return affine;
}

/** Size, scale and offset, nine numbers. */
rg_lattice latticeOf(JNIEnv* env, jdoubleArray numbers) {
  double n[9];
  env->GetDoubleArrayRegion(numbers, 0, 9, n);
  return {{static_cast<int32_t>(n[0]), static_cast<int32_t>(n[1]), static_cast<int32_t>(n[2])},
          {n[3], n[4], n[5]},
          {n[6], n[7], n[8]}};
}

/** A Java array of doubles for the length of a call; a copy, which goes back into the array if asked for. */
class Doubles {
 public:
  enum class Use : jint { READ = JNI_ABORT, WRITE = 0 };

  Doubles(JNIEnv* env, jdoubleArray array, Use use)
      : env_(env), array_(array), use_(use), values_(env->GetDoubleArrayElements(array, nullptr)) {}
  ~Doubles() {
    if (values_ != nullptr) {
      env_->ReleaseDoubleArrayElements(array_, values_, static_cast<jint>(use_));
    }
  }
  Doubles(const Doubles&) = delete;
  Doubles& operator=(const Doubles&) = delete;

  /** status = call(values), or out of memory if the virtual machine gave no copy. */
  template <class Call>
  jint with(Call call) {
    return values_ == nullptr ? RG_OUT_OF_MEMORY : call(values_);
  }

 private:
  JNIEnv* env_;
  jdoubleArray array_;
  Use use_;
  jdouble* values_;
};

}  // namespace

#define RG_JNI(type, name) extern "C" JNIEXPORT type JNICALL Java_org_regista_nativecore_CpuBridge_##name

RG_JNI(jstring, statusText)(JNIEnv* env, jclass, jint status) {
  return env->NewStringUTF(rg_status_text(status));
}

RG_JNI(jboolean, supports)(JNIEnv*, jclass, jint instructions) {
  return rg_supports(instructions) != 0 ? JNI_TRUE : JNI_FALSE;
}

RG_JNI(jlong, create)(JNIEnv*, jclass, jint threads, jint instructions) {
  rg_context* context = nullptr;
  int32_t status = rg_create(threads, instructions, &context);
  return status == RG_OK ? reinterpret_cast<jlong>(context) : -static_cast<jlong>(status);
}

RG_JNI(void, destroy)(JNIEnv*, jclass, jlong context) { rg_destroy(contextAt(context)); }

RG_JNI(jint, sample)
(JNIEnv* env, jclass, jlong context, jlong moving, jint mi, jint mj, jint mk, jdoubleArray toIndex,
 jlong points, jlong count, jlong value, jlong gradient, jlong weight) {
  return rg_sample(contextAt(context), floatsAt(moving), {mi, mj, mk}, affineOf(env, toIndex),
                   floatsAt(points), count, floatsAt(value), floatsAt(gradient), floatsAt(weight));
}

RG_JNI(jint, jointHistogram)
(JNIEnv* env, jclass, jlong context, jlong fixed, jlong moving, jlong weight, jlong count, jint bins,
 jfloat fixedMin, jfloat fixedWidth, jfloat movingMin, jfloat movingWidth, jdoubleArray histogram) {
  return Doubles(env, histogram, Doubles::Use::WRITE).with([&](double* table) {
    return rg_joint_histogram(contextAt(context), floatsAt(fixed), floatsAt(moving), floatsAt(weight), count,
                              {bins, fixedMin, fixedWidth, movingMin, movingWidth}, table);
  });
}

RG_JNI(jint, histogramDerivative)
(JNIEnv* env, jclass, jlong context, jlong fixed, jlong moving, jlong weight, jlong count, jint bins,
 jfloat fixedMin, jfloat fixedWidth, jfloat movingMin, jfloat movingWidth, jdoubleArray table,
 jlong derivative) {
  return Doubles(env, table, Doubles::Use::READ).with([&](const double* values) {
    return rg_histogram_derivative(contextAt(context), floatsAt(fixed), floatsAt(moving), floatsAt(weight),
                                   count, {bins, fixedMin, fixedWidth, movingMin, movingWidth}, values,
                                   floatsAt(derivative));
  });
}

RG_JNI(jint, crossMoments)
(JNIEnv* env, jclass, jlong context, jlong fixed, jlong moving, jlong weight, jlong count,
 jdoubleArray sums) {
  return Doubles(env, sums, Doubles::Use::WRITE).with([&](double* values) {
    return rg_cross_moments(contextAt(context), floatsAt(fixed), floatsAt(moving), floatsAt(weight), count,
                            values);
  });
}

RG_JNI(jint, linearDerivative)
(JNIEnv*, jclass, jlong context, jlong fixed, jlong moving, jlong weight, jlong count, jdouble a, jdouble b,
 jdouble c, jlong derivative) {
  return rg_linear_derivative(contextAt(context), floatsAt(fixed), floatsAt(moving), floatsAt(weight), count,
                              a, b, c, floatsAt(derivative));
}

RG_JNI(jint, multiply)(JNIEnv*, jclass, jlong context, jlong into, jlong factor, jlong count) {
  return rg_multiply(contextAt(context), floatsAt(into), floatsAt(factor), count);
}

RG_JNI(jint, sampleMoments)
(JNIEnv* env, jclass, jlong context, jlong derivative, jlong gradient, jlong points, jlong count,
 jdoubleArray moments) {
  return Doubles(env, moments, Doubles::Use::WRITE).with([&](double* values) {
    return rg_sample_moments(contextAt(context), floatsAt(derivative), floatsAt(gradient), floatsAt(points),
                             count, values);
  });
}

RG_JNI(jint, warp)
(JNIEnv* env, jclass, jlong context, jlong moving, jint mi, jint mj, jint mk, jdoubleArray toIndex, jlong u,
 jdoubleArray lattice, jint ni, jint nj, jint nk, jlong warped, jlong weight) {
  return rg_warp(contextAt(context), floatsAt(moving), {mi, mj, mk}, affineOf(env, toIndex), floatsAt(u),
                 latticeOf(env, lattice), {ni, nj, nk}, floatsAt(warped), floatsAt(weight));
}

RG_JNI(jint, localCorrelation)
(JNIEnv* env, jclass, jlong context, jlong fixed, jlong warped, jlong weight, jint ni, jint nj, jint nk,
 jint radiusI, jint radiusJ, jint radiusK, jdouble noiseVariance, jlong derivative, jdoubleArray value) {
  return Doubles(env, value, Doubles::Use::WRITE).with([&](double* result) {
    return rg_local_correlation(contextAt(context), floatsAt(fixed), floatsAt(warped), floatsAt(weight),
                                {ni, nj, nk}, {radiusI, radiusJ, radiusK}, noiseVariance,
                                floatsAt(derivative), result);
  });
}

RG_JNI(jint, force)
(JNIEnv* env, jclass, jlong context, jlong derivative, jlong warped, jlong weight, jint ni, jint nj, jint nk,
 jdouble scaleI, jdouble scaleJ, jdouble scaleK, jdoubleArray lattice, jlong force) {
  return rg_force(contextAt(context), floatsAt(derivative), floatsAt(warped), floatsAt(weight), {ni, nj, nk},
                  {scaleI, scaleJ, scaleK}, latticeOf(env, lattice), floatsAt(force));
}

RG_JNI(jint, gridMoments)
(JNIEnv* env, jclass, jlong context, jlong force, jint ni, jint nj, jint nk, jdoubleArray moments) {
  return Doubles(env, moments, Doubles::Use::WRITE).with([&](double* values) {
    return rg_grid_moments(contextAt(context), floatsAt(force), {ni, nj, nk}, values);
  });
}

RG_JNI(jint, smooth)
(JNIEnv*, jclass, jlong context, jlong images, jint components, jint ni, jint nj, jint nk, jdouble sigmaI,
 jdouble sigmaJ, jdouble sigmaK, jint border) {
  return rg_smooth(contextAt(context), floatsAt(images), components, {ni, nj, nk}, {sigmaI, sigmaJ, sigmaK},
                   border);
}

RG_JNI(jint, accumulate)
(JNIEnv* env, jclass, jlong context, jlong momentum, jdouble decay, jlong addend, jint ni, jint nj, jint nk,
 jdouble spacingI, jdouble spacingJ, jdouble spacingK, jdoubleArray typicalMm) {
  return Doubles(env, typicalMm, Doubles::Use::WRITE).with([&](double* value) {
    return rg_accumulate(contextAt(context), floatsAt(momentum), decay, floatsAt(addend), {ni, nj, nk},
                         {spacingI, spacingJ, spacingK}, value);
  });
}

RG_JNI(jint, limitStep)
(JNIEnv*, jclass, jlong context, jlong v, jdouble typicalMm, jdouble maxMm, jint ni, jint nj, jint nk,
 jdouble spacingI, jdouble spacingJ, jdouble spacingK, jlong step) {
  return rg_limit_step(contextAt(context), floatsAt(v), typicalMm, maxMm, {ni, nj, nk},
                       {spacingI, spacingJ, spacingK}, floatsAt(step));
}

RG_JNI(jint, stepBound)
(JNIEnv* env, jclass, jlong context, jlong v, jint ni, jint nj, jint nk, jdouble spacingI, jdouble spacingJ,
 jdouble spacingK, jdoubleArray bound) {
  return Doubles(env, bound, Doubles::Use::WRITE).with([&](double* values) {
    rg_step_bound result = {};
    jint status = rg_step_bound_of(contextAt(context), floatsAt(v), {ni, nj, nk},
                                   {spacingI, spacingJ, spacingK}, &result);
    values[0] = result.max_length_mm;
    values[1] = result.lipschitz;
    return status;
  });
}

RG_JNI(jint, compose)
(JNIEnv* env, jclass, jlong context, jlong u, jlong v, jdouble s, jdoubleArray lattice, jint ni, jint nj,
 jint nk) {
  return rg_compose(contextAt(context), floatsAt(u), floatsAt(v), s, latticeOf(env, lattice), {ni, nj, nk});
}

RG_JNI(jint, clearBorder)(JNIEnv*, jclass, jlong context, jlong field, jint ni, jint nj, jint nk) {
  return rg_clear_border(contextAt(context), floatsAt(field), {ni, nj, nk});
}

RG_JNI(jint, jacobian)
(JNIEnv* env, jclass, jlong context, jlong u, jint ni, jint nj, jint nk, jlong centralMap,
 jdoubleArray statistics) {
  return Doubles(env, statistics, Doubles::Use::WRITE).with([&](double* values) {
    rg_jacobian result = {};
    jint status =
        rg_jacobian_of(contextAt(context), floatsAt(u), {ni, nj, nk}, floatsAt(centralMap), &result);
    values[0] = result.min;
    values[1] = result.max;
    values[2] = static_cast<double>(result.non_positive_cells);
    values[3] = static_cast<double>(result.central_non_positive);
    values[4] = result.mean_log;
    values[5] = result.sd_log;
    return status;
  });
}

RG_JNI(jint, flagSmallDeterminants)
(JNIEnv* env, jclass, jlong context, jlong u, jint ni, jint nj, jint nk, jdouble minimum, jlong flags,
 jdoubleArray cells) {
  return Doubles(env, cells, Doubles::Use::WRITE).with([&](double* values) {
    int64_t count = 0;
    jint status = rg_flag_small_determinants(contextAt(context), floatsAt(u), {ni, nj, nk}, minimum,
                                             floatsAt(flags), &count);
    values[0] = static_cast<double>(count);
    return status;
  });
}

RG_JNI(jint, blend)
(JNIEnv*, jclass, jlong context, jlong field, jlong other, jlong w, jint ni, jint nj, jint nk) {
  return rg_blend(contextAt(context), floatsAt(field), floatsAt(other), floatsAt(w), {ni, nj, nk});
}

RG_JNI(jint, invert)
(JNIEnv* env, jclass, jlong context, jlong u, jint ni, jint nj, jint nk, jdouble toleranceVoxels, jlong v,
 jdoubleArray largestResidual) {
  return Doubles(env, largestResidual, Doubles::Use::WRITE).with([&](double* result) {
    return rg_invert(contextAt(context), floatsAt(u), {ni, nj, nk}, toleranceVoxels, floatsAt(v), result);
  });
}

RG_JNI(jint, resampleField)
(JNIEnv* env, jclass, jlong context, jlong from, jint mi, jint mj, jint mk, jdoubleArray toFromIndex,
 jdouble scaleI, jdouble scaleJ, jdouble scaleK, jint ni, jint nj, jint nk, jlong into) {
  return rg_resample_field(contextAt(context), floatsAt(from), {mi, mj, mk}, affineOf(env, toFromIndex),
                           {scaleI, scaleJ, scaleK}, {ni, nj, nk}, floatsAt(into));
}
