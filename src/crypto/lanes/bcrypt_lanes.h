#pragma once
// SPDX-License-Identifier: Apache-2.0
// Computes up to five bcrypt hashes together on one thread, in bounded steps.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "crypto/lanes/bcrypt_text.h"
#include "crypto/lanes/eksblowfish.h"

namespace gatehouse::crypto::detail {

/// The state of one hash. Wiped on destruction.
struct Lane {
  EksBlowfish state;
  std::uint64_t rounds_left = 0;
  std::uint64_t ticket = 0;  ///< a number by which the owner identifies the hash

  /// Creates an empty lane.
  Lane() noexcept { wipe(); }
  /// Starts a hash. This takes as long as half a round.
  Lane(std::string_view password, const BcryptSetting& setting, std::uint64_t ticket_number);
  Lane(const Lane&) = default;
  Lane& operator=(const Lane&) = default;
  ~Lane() { wipe(); }

  void wipe() noexcept;
};

/// The lanes of one thread. Each hash has its own number of rounds, and when one ends, another can take its
/// lane at any time. Running lanes are kept together at the front, so `step` works only on these: one hash
/// alone is as fast as elsewhere. Not thread-safe. A copy is independent, and assigning to one wipes the
/// lanes that it no longer uses.
class BcryptLanes {
 public:
  BcryptLanes() = default;
  BcryptLanes(const BcryptLanes&) = delete;
  BcryptLanes& operator=(const BcryptLanes& other) noexcept;
  ~BcryptLanes() { clear(); }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }  ///< includes lanes that have ended
  [[nodiscard]] std::size_t running() const noexcept { return running_; }
  [[nodiscard]] bool is_full() const noexcept { return size_ == max_lanes; }

  /// Adds a hash. The lanes must not be full, and the hash must have rounds left.
  void add(const Lane& lane) noexcept;

  /// Computes up to `rounds` rounds in all running lanes, but stops when the first lane ends. Returns whether
  /// a lane has ended.
  bool step(std::uint64_t rounds) noexcept;

  /// Removes and returns an ended lane, and wipes it here. Requires size() > running().
  [[nodiscard]] Lane take_ended() noexcept;

  /// Wipes all lanes.
  void clear() noexcept;

  /// Returns the memory of the lanes. Used by tests to check that it is wiped.
  [[nodiscard]] std::span<const std::byte> memory() const noexcept;

 private:
  // The states are stored contiguously, so that `mix` addresses all of them with one register.
  std::array<EksBlowfish, max_lanes> states_{};
  std::array<std::uint64_t, max_lanes> rounds_left_{};
  std::array<std::uint64_t, max_lanes> tickets_{};
  std::size_t running_ = 0;
  std::size_t size_ = 0;
};

}  // namespace gatehouse::crypto::detail
