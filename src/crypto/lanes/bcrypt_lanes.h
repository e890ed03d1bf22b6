#pragma once
// SPDX-License-Identifier: Apache-2.0
// Up to five bcrypt hashes that a thread steps together, a bounded piece at a time.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "crypto/lanes/bcrypt_text.h"
#include "crypto/lanes/eksblowfish.h"

namespace gatehouse::crypto::detail {

/// A hash in a lane. Wiped when it goes.
struct Lane {
  EksBlowfish state;
  std::uint64_t rounds_left = 0;
  std::uint64_t ticket = 0;  ///< whose hash it is: the owner's number

  /// Nothing yet.
  Lane() noexcept { wipe(); }
  /// Begins a hash, which takes as long as half a round.
  Lane(std::string_view password, const BcryptSetting& setting, std::uint64_t ticket_number);
  Lane(const Lane&) = default;
  Lane& operator=(const Lane&) = default;
  ~Lane() { wipe(); }

  void wipe() noexcept;
};

/// The lanes of one thread. Each hash runs its own number of rounds; as one ends, the next may take its place
/// whatever the others still have to do. Lanes in use are kept together in front, so that `step` works on as
/// many as there are: a hash alone takes no longer than elsewhere. Not thread-safe; a copy is independent,
/// and lanes that it does not use are wiped in it.
class BcryptLanes {
 public:
  BcryptLanes() = default;
  BcryptLanes(const BcryptLanes&) = delete;
  BcryptLanes& operator=(const BcryptLanes& other) noexcept;
  ~BcryptLanes() { clear(); }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }  ///< with those that have ended
  [[nodiscard]] std::size_t running() const noexcept { return running_; }
  [[nodiscard]] bool is_full() const noexcept { return size_ == max_lanes; }

  /// Adds a hash. Precondition: not full, and it has rounds left.
  void add(const Lane& lane) noexcept;

  /// Works on all running lanes: at most `rounds` rounds, and no further than to the end of the first that
  /// ends. Returns whether one did.
  bool step(std::uint64_t rounds) noexcept;

  /// Takes an ended lane out, and wipes it here. Precondition: size() > running().
  [[nodiscard]] Lane take_ended() noexcept;

  /// Wipes all.
  void clear() noexcept;

  /// The memory of the lanes, for the test that it is wiped.
  [[nodiscard]] std::span<const std::byte> memory() const noexcept;

 private:
  // States by themselves, one behind the other: `mix` reaches them all from one register.
  std::array<EksBlowfish, max_lanes> states_{};
  std::array<std::uint64_t, max_lanes> rounds_left_{};
  std::array<std::uint64_t, max_lanes> tickets_{};
  std::size_t running_ = 0;
  std::size_t size_ = 0;
};

}  // namespace gatehouse::crypto::detail
