#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts limited actions of callers in bounded memory.

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

/// How many accounts, addresses and so on each limit can count. When a table is full, the entry that was used
/// least recently is dropped. A full table takes about 10 MB. Only failures, sign-ups and refreshes add
/// entries, so displacing an account's entry takes as many failures, each of which costs a hash.
inline constexpr std::size_t max_entries = 65'536;

/// The options of a Throttle. Clock and randomness must outlive it.
struct ThrottleOptions {
  bool enabled = true;
  Rates rates{};
  std::size_t entries = max_entries;
  const Clock& clock = monotonic_clock();
  Random& random = system_random();
};

/// Something to count: a limit, and the key that it is counted for.
struct Claim {
  Claim(Limit what, Key whose) : limit(what), key(whose) {}

  Limit limit;
  Key key;
};

class Throttle;

/// What was counted in advance. An attempt counts from its beginning, so that many attempts at once
/// are limited like many in a row. It stays counted unless it is given back. Move-only; the Throttle
/// must outlive it.
class Hold {
 public:
  /// Holds nothing.
  Hold() = default;
  Hold(Hold&& other) noexcept
      : throttle_(std::exchange(other.throttle_, nullptr)), taken_(std::move(other.taken_)) {}
  Hold& operator=(Hold&& other) noexcept {
    throttle_ = std::exchange(other.throttle_, nullptr);
    taken_ = std::move(other.taken_);
    return *this;
  }
  ~Hold() = default;

  /// Takes the count back, because the attempt succeeded or was not made. Calling it twice has
  /// no further effect.
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

/// The tables of all limits. Thread-safe; a program has one.
///
///     const std::array claims{Claim{Limit::account_failures, throttle.key({"ada@example.org"})}};
///     auto taken = throttle.take(claims);
///     if (taken.refusal) …  // wait for taken.refusal->wait
///     if (succeeded) taken.hold->give_back();
class Throttle {
 public:
  explicit Throttle(ThrottleOptions options);

  [[nodiscard]] bool is_enabled() const noexcept { return options_.enabled; }

  /// Returns the key for what these texts name together.
  [[nodiscard]] Key key(std::initializer_list<std::string_view> texts) const { return hasher_(texts); }

  /// Counts all `claims` if all of them are allowed, and returns a hold on them. Otherwise counts none and
  /// returns the first refusal.
  struct Outcome {
    std::optional<Hold> hold{};
    std::optional<Refusal> refusal{};
  };
  [[nodiscard]] Outcome take(std::span<const Claim> claims);

  /// Returns why one of `claims` would be refused now, or nullopt. Counts nothing.
  [[nodiscard]] std::optional<Refusal> find_refusal(std::span<const Claim> claims);

  /// Counts what has happened, allowed or not.
  void count(std::span<const Claim> claims);

  /// Returns whether anything is counted for the claim at this moment.
  [[nodiscard]] bool is_counted(const Claim& claim);

  /// Returns how many keys are stored for a limit.
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
