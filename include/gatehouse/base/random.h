#pragma once
// SPDX-License-Identifier: Apache-2.0
// Unpredictable bytes as a parameter, so that a test can make them predictable.

#include <cstddef>
#include <span>

namespace gatehouse {

/// A source of bytes fit for keys, salts and ids. Implementations are thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  /// Fills all of `out`; throws std::system_error when the source fails (never falls back to a weaker one).
  virtual void fill(std::span<std::byte> out) = 0;
};

/// The kernel's generator, through getrandom(2).
[[nodiscard]] Random& system_random() noexcept;

}  // namespace gatehouse
