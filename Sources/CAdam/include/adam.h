#include <stddef.h>

/// The numbers of one step of Adam.
struct adam_rule {
  /// The decay of the first and of the second moment, and what is left of 1.
  float beta1, keep1, beta2, keep2;
  /// The rate over the first moment's correction, and 1 over the root of the second's.
  float step_size, inverse_root;
  /// What is left of a weight by decay.
  float decay;
  /// Keeps the division finite.
  float epsilon;
  /// Moments below this are 0: they move nothing, and processors are slow with numbers so small.
  float least;
};

/// Moves weights and their moments along a gradient; none of these arrays overlap.
void adam_apply(struct adam_rule rule, float *weights, float *first, float *second, const float *gradient,
                size_t count);
