// SPDX-License-Identifier: Apache-2.0
#include "verifier/key_cache.h"

#include <algorithm>
#include <utility>

namespace gatehouse::verifier {
namespace {

/// Returns whether `after` contains each key of `before` under the same name.
bool has_all(const crypto::VerificationKeys& after, const crypto::VerificationKeys& before) {
  return std::all_of(before.keys().begin(), before.keys().end(), [&](const crypto::PublicKey& key) {
    const auto* found = after.find(key.kid());
    return found != nullptr && found->to_jwk() == key.to_jwk();
  });
}

}  // namespace

KeyCache::KeyCache(const RemoteKeysOptions& options) : options_(options) {}

std::optional<std::uint64_t> KeyCache::fresh_generation(TimePoint now) const noexcept {
  // Loaded in this order, so that an outdated generation is returned at most for the duration of this call.
  const auto generation = generation_.load(std::memory_order_acquire);
  const auto time = now.time_since_epoch().count();
  if (time < fresh_from_.load(std::memory_order_acquire)) return std::nullopt;
  if (time >= fresh_to_.load(std::memory_order_acquire)) return std::nullopt;
  return generation;
}

Standing KeyCache::look(TimePoint now) {
  const std::lock_guard lock{mutex_};
  Standing standing;
  if (is_usable(now)) standing.keys = snapshot_;
  const bool was_put_back = standing.keys && now < snapshot_->fetched_at;
  const bool is_stale = !standing.keys || was_put_back || now >= snapshot_->fresh_until;
  if (is_stale || now >= snapshot_->refresh_at) standing.must_start = begin(now);
  standing.is_failing = is_failing_;
  // If there are keys, no request waits for a server that has just failed, because it may take
  // long to answer.
  standing.must_wait = is_fetching_ && is_stale && (!standing.keys || !is_failing_);
  return standing;
}

Standing KeyCache::look_for_newer(const Standing& seen, TimePoint now) {
  const std::lock_guard lock{mutex_};
  Standing standing{seen.keys, false, false, is_failing_};
  if (is_usable(now) && snapshot_ != seen.keys) {  // they arrived in the meantime
    standing.keys = snapshot_;
    return standing;
  }
  standing.must_start = begin(now);
  standing.must_wait = is_fetching_;
  return standing;
}

bool KeyCache::is_usable(TimePoint now) const noexcept { return snapshot_ && now < snapshot_->usable_until; }

bool KeyCache::begin(TimePoint now) noexcept {
  if (is_fetching_) return false;
  const auto pause = is_usable(now) ? options_.pause : std::min(options_.pause, pause_without_keys);
  // If the clock was set back, fetching must not stop until the old time is reached again.
  const bool is_too_soon = last_end_ && now >= *last_end_ && now < *last_end_ + pause;
  if (is_too_soon) return false;
  return is_fetching_ = true;
}

void KeyCache::finish(const FetchedKeys* fetched, TimePoint now) {
  std::vector<Resume<bool>> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (fetched != nullptr) replace(*fetched, now);
    is_failing_ = fetched == nullptr;
    is_fetching_ = false;
    last_end_ = now;
    waiting.swap(waiting_);
  }
  for (auto& resume : waiting) resume(true);
}

void KeyCache::replace(const FetchedKeys& fetched, TimePoint now) {
  auto next = std::make_shared<KeySnapshot>();
  next->keys = fetched.keys ? fetched.keys : snapshot_->keys;
  next->generation = snapshot_ ? snapshot_->generation : 1;
  if (snapshot_ && !has_all(*next->keys, *snapshot_->keys)) ++next->generation;
  next->etag = fetched.etag;
  next->fetched_at = now;
  next->refresh_at = now + fetched.life * 4 / 5;
  next->fresh_until = now + fetched.life;
  next->usable_until = now + std::max(fetched.life, options_.most_staleness);
  generation_.store(next->generation, std::memory_order_release);
  fresh_from_.store(now.time_since_epoch().count(), std::memory_order_release);
  fresh_to_.store(next->refresh_at.time_since_epoch().count(), std::memory_order_release);
  snapshot_ = std::move(next);
}

awaitable<> KeyCache::wait() {
  auto start = [this](Resume<bool> resume) {
    const std::lock_guard lock{mutex_};
    if (is_fetching_) {
      waiting_.push_back(std::move(resume));
    } else {
      resume(true);
    }
  };
  co_await suspend<bool>(std::move(start));
}

std::shared_ptr<const KeySnapshot> KeyCache::snapshot() const {
  const std::lock_guard lock{mutex_};
  return snapshot_;
}

}  // namespace gatehouse::verifier
