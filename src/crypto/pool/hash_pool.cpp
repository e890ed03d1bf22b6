// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/hash_pool.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "gatehouse/base/processors.h"
#include "gatehouse/crypto/passwords/bcrypt.h"

namespace gatehouse::crypto::detail {
namespace {

using std::chrono::microseconds;

bool is_laned(const HashJob& job) { return dynamic_cast<const BcryptScheme*>(job.task.scheme) != nullptr; }

bool is_hopeless(const HashJob& job, TimePoint now, microseconds max_wait) {
  return job.options.abandon.stop_requested() || now - job.queued_at > max_wait;
}

void answer_all(std::vector<std::pair<HashJobPtr, PasswordError>>& refused) {
  for (auto& [job, why] : refused) job->answer(why);
}

}  // namespace

HashPool::HashPool(const PasswordHasherOptions& options, bool has_beside)
    : max_queue_(options.max_queue),
      max_wait_(options.max_wait),
      clock_(options.clock),
      waits_(options.waits) {
  const auto count = options.threads != 0 ? options.threads : std::size_t{usable_processors()};
  std::optional<int> nice;
  if (has_beside) nice = options.nice;
  for (std::size_t i = 0; i < count; ++i) places_.push_back(std::make_unique<Place>());
  try {
    for (auto& place : places_) {
      auto exchange = [this, &place = *place](std::vector<Computed> finished) {
        return this->exchange(place, std::move(finished));
      };
      place->worker = std::make_unique<HashWorker>(std::move(exchange), nice);
    }
  } catch (...) {
    stop();  // otherwise the threads that have started would never end
    throw;
  }
}

void HashPool::submit(HashJobPtr job) {
  Refused refused;
  std::vector<Place*> to_ring;
  job->queued_at = clock_.now();
  {
    const std::lock_guard lock{mutex_};
    if (is_stopping_) {
      ++stats_.stopped;
      refused.emplace_back(std::move(job), PasswordError::stopped);
    } else {
      auto& queue = is_laned(*job) ? laned_ : beside_;
      // A longer queue would only make every caller wait for results that come too late (CWE-770).
      const auto* own = job.get();
      // Jobs that are no longer needed must not take the room of those that are.
      if (queue.is_full_for(*job)) drop_hopeless(queue, refused);
      if (auto displaced = queue.push(std::move(job))) {
        ++(displaced->get() == own ? stats_.refused_full : stats_.refused_displaced);
        refused.emplace_back(std::move(*displaced), PasswordError::busy);
      }
      assign(refused, to_ring);
    }
  }
  for (auto* place : to_ring) place->worker->ring();
  answer_all(refused);
}

Assignment HashPool::exchange(Place& place, std::vector<Computed> finished) {
  Refused refused;
  std::vector<Place*> to_ring;
  Assignment inbox;
  {
    const std::lock_guard lock{mutex_};
    const auto now = clock_.now();
    for (const auto& done : finished) {
      ++stats_.finished;
      stats_.worked += now - done.job->begun_at;
      --stats_.running;
      if (is_laned(*done.job)) {
        --place.lanes;
      } else {
        place.is_busy_beside = false;
      }
    }
    assign(refused, to_ring);
    inbox = std::exchange(place.inbox, {});
    inbox.is_stopping = is_stopping_;
  }
  for (auto* other : to_ring) {
    if (other != &place) other->worker->ring();
  }
  answer_all(refused);
  for (auto& done : finished) done.job->answer(std::move(done.hash));
  return inbox;
}

void HashPool::assign(Refused& refused, std::vector<Place*>& to_ring) {
  if (is_stopping_) return;
  drop_hopeless(laned_, refused);
  drop_hopeless(beside_, refused);
  // Prefers the least used worker: a hash takes the same time on each core, but longer if it shares its core.
  const auto by_use = [](const auto& a, const auto& b) { return a->lanes < b->lanes; };
  while (!laned_.empty()) {
    auto& place = **std::min_element(places_.begin(), places_.end(), by_use);
    if (place.lanes == max_lanes) break;
    place.inbox.laned.push_back(next(laned_));
    ++place.lanes;
    to_ring.push_back(&place);
  }
  for (auto& place : places_) {
    if (place->is_busy_beside || beside_.empty()) continue;
    place->inbox.beside = next(beside_);
    place->is_busy_beside = true;
    to_ring.push_back(place.get());
  }
}

HashJobPtr HashPool::next(HashQueue& queue) {
  auto job = queue.pop();
  job->begun_at = clock_.now();
  const auto waited = job->begun_at - job->queued_at;
  stats_.waited += waited;
  if (waits_) waits_->add(0, static_cast<std::uint64_t>(std::max<std::int64_t>(waited.count(), 0)));
  ++stats_.running;
  return job;
}

void HashPool::drop_hopeless(HashQueue& queue, Refused& refused) {
  if (queue.empty()) return;
  const auto now = clock_.now();
  for (auto& job :
       queue.remove_if([&](const HashJobPtr& waiting) { return is_hopeless(*waiting, now, max_wait_); })) {
    const bool is_abandoned = job->options.abandon.stop_requested();
    ++(is_abandoned ? stats_.abandoned : stats_.refused_late);
    refused.emplace_back(std::move(job), is_abandoned ? PasswordError::abandoned : PasswordError::busy);
  }
}

void HashPool::stop() {
  Refused dropped;
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
    for (auto* queue : {&laned_, &beside_}) {
      while (!queue->empty()) dropped.emplace_back(queue->pop(), PasswordError::stopped);
    }
    stats_.stopped += dropped.size();
  }
  answer_all(dropped);
  const std::lock_guard joining{joining_};
  for (auto& place : places_) {
    if (place->worker) place->worker->join();
  }
}

PasswordHasherStats HashPool::stats() const {
  const std::lock_guard lock{mutex_};
  auto stats = stats_;
  stats.waiting = laned_.size() + beside_.size();
  return stats;
}

}  // namespace gatehouse::crypto::detail
