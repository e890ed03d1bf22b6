#pragma once
// SPDX-License-Identifier: Apache-2.0
// Shares the lanes of one core between two threads, one of which may be suspended at any time.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "crypto/lanes/bcrypt_lanes.h"

namespace gatehouse::crypto::detail {

/// The two threads that share lanes. Each side must be used by one thread only.
enum class Side : std::size_t {
  /// The thread of normal priority. It adds and removes hashes, and computes them when the other thread gets
  /// no processor time.
  control,
  /// The thread of lowest priority. It computes the hashes whenever the core has nothing else to do.
  idle
};

/// A thread of lowest priority may be suspended at any point for as long as other threads need the core. If
/// it held a lock or the only copy of the lanes, the other thread would have to wait. Each thread therefore
/// copies the lanes as last published, works on the copy, and publishes it unless the other thread has
/// published first; in that case its work is discarded. A copy takes 1 microsecond, a step takes 250.
/// Lock-free: optimistic concurrency with hazard pointers (Michael 2004).
class SharedLanes {
 public:
  /// Creates empty lanes.
  SharedLanes() = default;
  SharedLanes(const SharedLanes&) = delete;
  SharedLanes& operator=(const SharedLanes&) = delete;

  /// Returns this side's copy of the lanes as last published. The caller may change it. Valid until the next
  /// `take` or `wipe` of this side.
  [[nodiscard]] BcryptLanes& take(Side side) noexcept;

  /// Publishes the copy returned by `take`, which must not be changed afterwards. Returns false and has no
  /// effect if the other side has published since.
  [[nodiscard]] bool put(Side side) noexcept;

  /// Wipes this side's own memory, which contains older published lanes, except what the other
  /// side is reading.
  void wipe(Side side) noexcept;

  /// Returns how many times lanes were published by either side.
  [[nodiscard]] std::uint64_t version() const noexcept { return current_.load() / buffers_.size(); }

  /// Returns the memory of all copies. Used by tests to check that it is wiped.
  [[nodiscard]] const std::array<BcryptLanes, 5>& memory() const noexcept { return buffers_; }

 private:
  static constexpr std::size_t none = ~std::size_t{0};

  /// Each side has two buffers. If the other side is still reading one of them, which was published before,
  /// the other one is free to write to.
  struct Party {
    std::array<std::size_t, 2> own;
    std::size_t taken = 0;  ///< index in `own` of the current copy
    std::uint64_t seen = 0;
    std::atomic<std::size_t> reading = none;
  };

  [[nodiscard]] Party& party(Side side) noexcept { return parties_[static_cast<std::size_t>(side)]; }
  [[nodiscard]] Party& other(Side side) noexcept { return parties_[1 - static_cast<std::size_t>(side)]; }

  std::array<BcryptLanes, 5> buffers_;
  // The version and the index of the current buffer. A buffer that becomes current again has another version,
  // so that an outdated `put` fails.
  std::atomic<std::uint64_t> current_ = 0;
  std::array<Party, 2> parties_{Party{.own = {1, 2}}, Party{.own = {3, 4}}};
};

}  // namespace gatehouse::crypto::detail
