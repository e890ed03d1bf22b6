#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts what strangers may do only so often, in bounded memory.

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/throttle/bounded_map.h"
#include "auth/throttle/key_hasher.h"
#include "auth/throttle/limit.h"
#include "auth/throttle/monotonic_clock.h"
#include "auth/throttle/rate.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/random.h"

namespace gatehouse::auth::throttle {

/// How many accounts, addresses and so on each limit keeps count of. Beyond it, the one whose last attempt
/// lies longest back is forgotten. A full table takes about 10 MB. Only failures, sign-ups and refreshes make
/// entries, so a stranger who wants to push an account out needs as many failures, each of which costs a
/// hash.
inline constexpr std::size_t max_entries = 65'536;

/// What a Throttle goes by. Clock and randomness outlive it.
struct ThrottleOptions {
  bool enabled = true;
  Rates rates{};
  std::size_t entries = max_entries;
  const Clock& clock = monotonic_clock();
  Random& random = system_random();
};

/// One thing that is counted: a limit, and whom it is counted for.
struct Claim {
  Claim(Limit what, Key whose) : limit(what), key(whose) {}

  Limit limit;
  Key key;
};

class Throttle;

/// What was counted in advance: an attempt counts from its beginning, so that many at once are no more than
/// many in a row. Stays counted unless it is given back. Move-only; the Throttle outlives it.
class Hold {
 public:
  /// Of nothing.
  Hold() = default;
  Hold(Hold&& other) noexcept
      : throttle_(std::exchange(other.throttle_, nullptr)), taken_(std::move(other.taken_)) {}
  Hold& operator=(Hold&& other) noexcept {
    throttle_ = std::exchange(other.throttle_, nullptr);
    taken_ = std::move(other.taken_);
    return *this;
  }
  ~Hold() = default;

  /// The attempt does not count after all: it succeeded, or was not made. Twice is the same as once.
  void give_back() noexcept;

 private:
  friend class Throttle;
  struct Taken {
    Claim claim;
    TimePoint counted;
  };
  explicit Hold(Throttle& throttle) : throttle_(&throttle) {}

  Throttle* throttle_ = nullptr;
  std::vector<Taken> taken_;
};

/// The limits' tables. Thread-safe; one a program.
///
///     auto held = throttle.take({{Limit::account_failures, throttle.key({"ada@example.org"})}});
///     if (!held) …;            // held.refusal()
///     if (succeeded) held->give_back();
class Throttle {
 public:
  explicit Throttle(ThrottleOptions options);

  [[nodiscard]] bool is_enabled() const noexcept { return options_.enabled; }

  /// The key of whom something is counted for.
  [[nodiscard]] Key key(std::initializer_list<std::string_view> texts) const { return hasher_(texts); }

  /// What `claims` come to if all of them are allowed, else the first that is not. One that is refused counts
  /// nothing anywhere.
  struct Outcome {
    std::optional<Hold> hold{};
    std::optional<Refusal> refusal{};
  };
  [[nodiscard]] Outcome take(std::span<const Claim> claims);

  /// Why one of `claims` would be refused now; counts nothing.
  [[nodiscard]] std::optional<Refusal> find_refusal(std::span<const Claim> claims);

  /// Counts what has happened, allowed or not.
  void count(std::span<const Claim> claims);

  /// Whether anything is counted against the claim at this moment.
  [[nodiscard]] bool is_counted(const Claim& claim);

  /// How many keys are kept for a limit.
  [[nodiscard]] std::size_t size(Limit limit) const { return table(limit).size(); }

 private:
  friend class Hold;
  using Table = BoundedMap<TimePoint>;

  [[nodiscard]] Table& table(Limit limit) { return *tables_[static_cast<std::size_t>(limit)]; }
  [[nodiscard]] const Table& table(Limit limit) const { return *tables_[static_cast<std::size_t>(limit)]; }
  void give_back(const Claim& claim, TimePoint counted);

  ThrottleOptions options_;
  KeyHasher hasher_;
  std::array<std::unique_ptr<Table>, limit_count> tables_;
};

}  // namespace gatehouse::auth::throttle
