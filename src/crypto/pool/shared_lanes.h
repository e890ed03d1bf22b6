#pragma once
// SPDX-License-Identifier: Apache-2.0
// The lanes of one core between two threads, of which one may stand still at any moment without holding up
// the other.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "crypto/lanes/bcrypt_lanes.h"

namespace gatehouse::crypto::detail {

/// The two threads that share lanes. Each must be one thread at a time.
enum class Side : std::size_t {
  control,  ///< of normal priority: adds and takes out hashes, and steps them when the other gets no time
  idle      ///< of the lowest priority: steps them whenever the core has nothing else to do
};

/// A thread of the lowest priority is stopped anywhere, for as long as others want the core; were it to hold
/// a lock, or the lanes themselves, then the other could only wait. So each takes a copy of the lanes as last
/// published, works on that, and publishes it unless the other was first; then its work on the copy was for
/// nothing. A copy takes 1 microsecond where a step takes 250. Lock-free: optimistic concurrency over hazard
/// pointers (Michael 2004).
class SharedLanes {
 public:
  /// Starts empty.
  SharedLanes() = default;
  SharedLanes(const SharedLanes&) = delete;
  SharedLanes& operator=(const SharedLanes&) = delete;

  /// The side's own copy of the lanes as last published; it may change them. Valid until its next `take` or
  /// `wipe`.
  [[nodiscard]] BcryptLanes& take(Side side) noexcept;

  /// Publishes what `take` gave, which is then no more to be changed. False where the other side has
  /// published since: nothing has happened.
  [[nodiscard]] bool put(Side side) noexcept;

  /// Wipes the side's own memory, which holds what was published before; not what the other reads at this
  /// moment.
  void wipe(Side side) noexcept;

  /// How many times lanes were published, by either side.
  [[nodiscard]] std::uint64_t version() const noexcept { return current_.load() / buffers_.size(); }

  /// The memory of all copies, for the test that it is wiped.
  [[nodiscard]] const std::array<BcryptLanes, 5>& memory() const noexcept { return buffers_; }

 private:
  static constexpr std::size_t none = ~std::size_t{0};

  /// Two buffers for each: while the other reads one, which was published and now is ours, there is one to
  /// write to.
  struct Party {
    std::array<std::size_t, 2> own;
    std::size_t taken = 0;  ///< which of `own` has the copy
    std::uint64_t seen = 0;
    std::atomic<std::size_t> reading = none;
  };

  [[nodiscard]] Party& party(Side side) noexcept { return parties_[static_cast<std::size_t>(side)]; }
  [[nodiscard]] Party& other(Side side) noexcept { return parties_[1 - static_cast<std::size_t>(side)]; }

  std::array<BcryptLanes, 5> buffers_;
  // The version, and which buffer has it: a buffer comes back with another version, so that no late `put`
  // fits.
  std::atomic<std::uint64_t> current_ = 0;
  std::array<Party, 2> parties_{Party{.own = {1, 2}}, Party{.own = {3, 4}}};
};

}  // namespace gatehouse::crypto::detail
