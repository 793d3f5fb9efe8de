// What the machine can do at best: the roofs that kernels are held against.
#pragma once

#include <string>

/**
 * Bytes copied, floating-point operations, and vectors loaded from the first-level cache, per second of some
 * threads together, by processor time.
 */
struct MachineLimits {
  double copy, streamedCopy, multiplyAdd, loads;
  int lanes;  // floats in a vector

  double bestCopy() const { return copy > streamedCopy ? copy : streamedCopy; }
};

/** `instructions` as rg_instructions says it: the widest vectors of these are measured. */
MachineLimits measureLimits(int threads, const std::string& instructions);
