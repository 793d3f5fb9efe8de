#include "machine_limits.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

constexpr std::size_t kFloatsPerThread = 48 << 20;  // 192 MB read and 192 MB written: no cache holds that
constexpr int kRuns = 5;
constexpr long kRounds = 4'000'000;
constexpr int kChains = 12;  // independent sums, enough to hide the latency of a multiply-add

/** The least processor seconds of all threads per thread, of some runs of `work(thread)`. */
double leastSeconds(int threads, const std::function<void(int)>& work) {
  double least = 1e9;
  for (int run = 0; run < kRuns; run++) {
    std::clock_t before = std::clock();
    std::vector<std::thread> pool;
    for (int t = 0; t < threads; t++) {
      pool.emplace_back(work, t);
    }
    for (std::thread& thread : pool) {
      thread.join();
    }
    least = std::min(least, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / threads);
  }
  return least;
}

/** Copies without reading the destination into the cache first. */
void streamCopy(const float* from, float* to, std::size_t count) {
#if defined(__x86_64__)
  // std::vector's large blocks begin 16 bytes into a page
  for (std::size_t n = 0; n < count; n += 4) {
    _mm_stream_ps(to + n, _mm_loadu_ps(from + n));
  }
  _mm_sfence();
#else
  std::memcpy(to, from, count * sizeof(float));
#endif
}

double consume(const float* values, int count) {
  volatile float sink = 0;
  for (int n = 0; n < count; n++) {
    sink = sink + values[n];
  }
  return sink;
}

constexpr int kBuffer = 2048;  // floats: 8 KB lie in any first-level cache
constexpr int kSums = 8;

// Sums over a small buffer, again and again; the additions fit beside the loads. Each returns the loads.
#if defined(__x86_64__)
__attribute__((target("avx512f"))) double loads512(const float* buffer) {
  __m512 sum[kSums] = {};
  for (long n = 0; n < kRounds / 8; n++) {
    for (int x = 0; x < kBuffer; x += 16 * kSums) {
#pragma GCC unroll 8
      for (int c = 0; c < kSums; c++) {
        sum[c] = _mm512_add_ps(sum[c], _mm512_loadu_ps(buffer + x + 16 * c));
      }
    }
    asm volatile("" ::: "memory");  // the buffer may have changed
  }
  consume(reinterpret_cast<float*>(sum), 16 * kSums);
  return kRounds / 8 * (kBuffer / 16.0);
}

__attribute__((target("avx2"))) double loads256(const float* buffer) {
  __m256 sum[kSums] = {};
  for (long n = 0; n < kRounds / 8; n++) {
    for (int x = 0; x < kBuffer; x += 8 * kSums) {
#pragma GCC unroll 8
      for (int c = 0; c < kSums; c++) {
        sum[c] = _mm256_add_ps(sum[c], _mm256_loadu_ps(buffer + x + 8 * c));
      }
    }
    asm volatile("" ::: "memory");
  }
  consume(reinterpret_cast<float*>(sum), 8 * kSums);
  return kRounds / 8 * (kBuffer / 8.0);
}
#endif

// Twelve chains of x = x a + b; the constants keep x in range. Each returns floating-point operations.
#if defined(__x86_64__)
__attribute__((target("avx512f"))) double multiplyAdd512() {
  __m512 x[kChains], a = _mm512_set1_ps(0.999f), b = _mm512_set1_ps(0.001f);
  for (auto& chain : x) {
    chain = _mm512_set1_ps(1.f);
  }
  for (long n = 0; n < kRounds; n++) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; c++) {
      x[c] = _mm512_fmadd_ps(x[c], a, b);
    }
  }
  float out[16 * kChains];
  for (int c = 0; c < kChains; c++) {
    _mm512_storeu_ps(out + 16 * c, x[c]);
  }
  consume(out, 16 * kChains);
  return 2.0 * 16 * kChains * kRounds;
}

__attribute__((target("avx2,fma"))) double multiplyAdd256() {
  __m256 x[kChains], a = _mm256_set1_ps(0.999f), b = _mm256_set1_ps(0.001f);
  for (auto& chain : x) {
    chain = _mm256_set1_ps(1.f);
  }
  for (long n = 0; n < kRounds; n++) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; c++) {
      x[c] = _mm256_fmadd_ps(x[c], a, b);
    }
  }
  float out[8 * kChains];
  for (int c = 0; c < kChains; c++) {
    _mm256_storeu_ps(out + 8 * c, x[c]);
  }
  consume(out, 8 * kChains);
  return 2.0 * 8 * kChains * kRounds;
}
#endif

typedef float Four __attribute__((vector_size(16)));

double multiplyAdd128() {
  Four x[kChains], a = {0.999f, 0.999f, 0.999f, 0.999f}, b = a - 0.998f;
  for (auto& chain : x) {
    chain = b + 1.f;
  }
  for (long n = 0; n < kRounds; n++) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; c++) {
      x[c] = x[c] * a + b;
    }
  }
  float out[4 * kChains];
  std::memcpy(out, x, sizeof(out));
  consume(out, 4 * kChains);
  return 2.0 * 4 * kChains * kRounds;
}

double multiplyAdd(const std::string& instructions) {
#if defined(__x86_64__)
  if (instructions == "AVX-512") {
    return multiplyAdd512();
  }
  if (instructions == "AVX2") {
    return multiplyAdd256();
  }
#endif
  return multiplyAdd128();
}

double loads128(const float* buffer) {
  Four sum[kSums] = {};
  for (long n = 0; n < kRounds / 8; n++) {
    for (int x = 0; x < kBuffer; x += 4 * kSums) {
#pragma GCC unroll 8
      for (int c = 0; c < kSums; c++) {
        Four value;
        std::memcpy(&value, buffer + x + 4 * c, sizeof(value));
        sum[c] += value;
      }
    }
    asm volatile("" ::: "memory");
  }
  consume(reinterpret_cast<float*>(sum), 4 * kSums);
  return kRounds / 8 * (kBuffer / 4.0);
}

double loads(const std::string& instructions) {
  alignas(64) float buffer[kBuffer] = {};
#if defined(__x86_64__)
  if (instructions == "AVX-512") {
    return loads512(buffer);
  }
  if (instructions == "AVX2") {
    return loads256(buffer);
  }
#endif
  return loads128(buffer);
}

}  // namespace

MachineLimits measureLimits(int threads, const std::string& instructions) {
  MachineLimits limits = {};
  limits.lanes = instructions == "AVX-512" ? 16 : instructions == "AVX2" ? 8 : 4;
  auto rate = [&](double (*measured)(const std::string&)) {
    double done = 0;
    double seconds = leastSeconds(threads, [&](int thread) {
      double each = measured(instructions);
      if (thread == 0) {
        done = each;
      }
    });
    return threads * done / seconds;
  };
  limits.multiplyAdd = rate(multiplyAdd);
  limits.loads = rate(loads);

  std::vector<float> from(threads * kFloatsPerThread, 1.f), to(threads * kFloatsPerThread, 2.f);
  double bytes = 2.0 * threads * kFloatsPerThread * sizeof(float);
  auto each = [&](auto copy) {
    return bytes / leastSeconds(threads, [&, copy](int t) {
             copy(from.data() + t * kFloatsPerThread, to.data() + t * kFloatsPerThread, kFloatsPerThread);
           });
  };
  limits.copy = each([](const float* f, float* t, std::size_t n) { std::memcpy(t, f, n * sizeof(float)); });
  limits.streamedCopy = each(streamCopy);
  return limits;
}
