#pragma once
// SPDX-License-Identifier: Apache-2.0
// Provides randomness as a parameter, so that tests can make it predictable.

#include <cstddef>
#include <span>

namespace gatehouse {

/// A source of random bytes that are suitable for keys, salts and ids. Implementations are thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  /// Fills all of `out`. Throws std::system_error if the source fails; never falls back to a weaker source.
  virtual void fill(std::span<std::byte> out) = 0;
};

/// Returns the random generator of the kernel, getrandom(2).
[[nodiscard]] Random& system_random() noexcept;

}  // namespace gatehouse
