// What the machine can do at best: the two roofs that kernels are held against.
#pragma once

#include <string>

/** Bytes per second and floating-point operations per second of some threads together, by processor time. */
struct MachineLimits {
  double copy, streamedCopy, multiplyAdd;

  double bestCopy() const { return copy > streamedCopy ? copy : streamedCopy; }
};

/** `instructions` as rg_instructions says it: the widest multiply-add of these is measured. */
MachineLimits measureLimits(int threads, const std::string& instructions);
