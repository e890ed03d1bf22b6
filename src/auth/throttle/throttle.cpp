// SPDX-License-Identifier: Apache-2.0
#include "auth/throttle/throttle.h"

namespace gatehouse::auth::throttle {
namespace {

using std::chrono::microseconds;

/// Removes an entry whose time has passed. It has no effect any more and would only use memory.
void forget_if_over(std::optional<TimePoint>& kept, TimePoint now) {
  if (kept && *kept <= now) kept.reset();
}

}  // namespace

void Hold::give_back() noexcept {
  if (throttle_ != nullptr) {
    for (const auto& one : taken_) throttle_->give_back(one.claim, one.counted);
  }
  throttle_ = nullptr;
  taken_.clear();
}

Throttle::Throttle(ThrottleOptions options) : options_(options), hasher_(options_.random) {
  for (auto& table : tables_) table = std::make_unique<Table>(options_.entries);
}

Throttle::Outcome Throttle::take(std::span<const Claim> claims) {
  Outcome outcome;
  outcome.hold.emplace(Hold{*this});
  if (!options_.enabled) return outcome;
  // Checks first without counting, so that a refused attempt adds no entry that would displace another one.
  outcome.refusal = find_refusal(claims);
  for (const auto& claim : claims) {
    if (outcome.refusal) break;
    const auto& rate = options_.rates[claim.limit];
    const auto now = options_.clock.now();
    const auto wait = table(claim.limit).update(claim.key, [&](std::optional<TimePoint>& kept) {
      forget_if_over(kept, now);
      const auto needed = gcra::wait(rate, kept, now);
      if (needed == microseconds{0}) {
        kept = gcra::after_one(rate, kept, now);
        outcome.hold->taken_.push_back({claim, *kept});
      }
      return needed;
    });
    if (wait > microseconds{0}) outcome.refusal = Refusal{claim.limit, rate, wait};
  }
  if (outcome.refusal) {
    outcome.hold->give_back();
    outcome.hold.reset();
  }
  return outcome;
}

std::optional<Refusal> Throttle::find_refusal(std::span<const Claim> claims) {
  if (!options_.enabled) return std::nullopt;
  const auto now = options_.clock.now();
  for (const auto& claim : claims) {
    const auto& rate = options_.rates[claim.limit];
    const auto wait = table(claim.limit).update(claim.key, [&](std::optional<TimePoint>& kept) {
      forget_if_over(kept, now);
      return gcra::wait(rate, kept, now);
    });
    if (wait > microseconds{0}) return Refusal{claim.limit, rate, wait};
  }
  return std::nullopt;
}

void Throttle::count(std::span<const Claim> claims) {
  if (!options_.enabled) return;
  const auto now = options_.clock.now();
  for (const auto& claim : claims) {
    const auto& rate = options_.rates[claim.limit];
    table(claim.limit).update(claim.key, [&](std::optional<TimePoint>& kept) {
      kept = gcra::after_one(rate, kept, now);
      return true;
    });
  }
}

bool Throttle::is_counted(const Claim& claim) {
  if (!options_.enabled) return false;
  const auto now = options_.clock.now();
  return table(claim.limit).update(claim.key, [&](std::optional<TimePoint>& kept) {
    forget_if_over(kept, now);
    return kept.has_value();
  });
}

void Throttle::give_back(const Claim& claim, TimePoint counted) {
  const auto now = options_.clock.now();
  const auto& rate = options_.rates[claim.limit];
  table(claim.limit).update(claim.key, [&](std::optional<TimePoint>& kept) {
    if (kept) kept = gcra::without_one(rate, *kept, counted, now);
    forget_if_over(kept, now);
    return true;
  });
}

}  // namespace gatehouse::auth::throttle
