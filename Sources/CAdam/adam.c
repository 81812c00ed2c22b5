#include "adam.h"

// In C because Swift compiles a function for one kind of processor only. Roots and divisions decide how long
// this loop takes, and a processor of today does eight at a time. All versions round alike: nothing is fused.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define FOR_EVERY_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EVERY_PROCESSOR
#endif

FOR_EVERY_PROCESSOR
void adam_apply(struct adam_rule rule, float *restrict weights, float *restrict first,
                float *restrict second, const float *restrict gradient, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float mean = rule.beta1 * first[i] + rule.keep1 * gradient[i];
    float square = rule.beta2 * second[i] + rule.keep2 * gradient[i] * gradient[i];
    float deviation = __builtin_elementwise_sqrt(square) * rule.inverse_root + rule.epsilon;
    first[i] = __builtin_fabsf(mean) < rule.least ? 0 : mean;
    second[i] = square < rule.least ? 0 : square;
    weights[i] = rule.decay * weights[i] - rule.step_size * mean / deviation;
  }
}
