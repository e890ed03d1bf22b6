// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/lane_threads.h"

#include <sched.h>

#include <algorithm>
#include <utility>

#include "crypto/lanes/bcrypt_text.h"
#include "crypto/thread_time.h"

namespace gatehouse::crypto::detail {
namespace {

std::string hash_text(const HashTask& task, const Lane& lane) {
  // The salt is copied as text, because some implementations set the unused bits of its last character.
  return task.setting.substr(0, BcryptSetting::text_size) + write_bcrypt_digest(digest_of(lane.state));
}

}  // namespace

LaneThreads::LaneThreads(Doorbell& ended) : ended_(ended), idle_([this] { run_idle(); }) {}

LaneThreads::~LaneThreads() {
  is_stopping_ = true;
  wake_idle();
  idle_.join();
}

void LaneThreads::start(std::vector<HashJobPtr> jobs) {
  if (jobs.empty()) return;
  std::vector<Lane> begun;
  begun.reserve(jobs.size());
  for (auto& job : jobs) {
    const auto place = std::find(jobs_.begin(), jobs_.end(), nullptr);
    const auto setting = read_bcrypt_setting(job->task.setting);
    // The setting was checked before the job was queued. If it is invalid anyway, the result matches
    // no stored hash.
    begun.emplace_back(job->task.password.reveal(), setting.value_or(BcryptSetting{.cost = 4}),
                       static_cast<std::uint64_t>(place - jobs_.begin()));
    job->task.password.wipe();
    *place = std::move(job);
    ++used_;
  }
  // Only copies between `take` and `put`, so that the idle thread rarely publishes first.
  do {
    auto& lanes = lanes_.take(Side::control);
    for (const auto& lane : begun) lanes.add(lane);
  } while (!lanes_.put(Side::control));
  ++published_;
  wake_idle();
}

std::vector<Computed> LaneThreads::take_finished() {
  std::vector<Lane> ended;
  ended.reserve(max_lanes);  // prevents a reallocation that would leave a copy of a lane behind
  do {
    ended.clear();
    auto& lanes = lanes_.take(Side::control);
    while (lanes.size() > lanes.running()) ended.push_back(lanes.take_ended());
  } while (!ended.empty() && !lanes_.put(Side::control));
  if (!ended.empty()) ++published_;
  std::vector<Computed> computed;
  for (const auto& lane : ended) {
    auto& job = jobs_[lane.ticket];
    auto hash = hash_text(job->task, lane);
    computed.push_back({std::move(job), std::move(hash)});
    --used_;
  }
  lanes_.wipe(Side::control);
  return computed;
}

bool LaneThreads::is_starved() noexcept {
  const auto by_idle = lanes_.version() - published_;
  const auto steps = by_idle - std::exchange(idle_seen_, by_idle);
  return steps < enough_steps;
}

Lent LaneThreads::lend(std::chrono::microseconds quantum) noexcept {
  auto& lanes = lanes_.take(Side::control);
  const auto end = thread_time() + quantum;
  bool has_ended = lanes.size() > lanes.running();
  while (!has_ended && lanes.running() > 0 && thread_time() < end) has_ended = lanes.step(1);
  // If the idle thread has published in the meantime, it is not starved.
  if (!lanes_.put(Side::control)) return Lent::beaten;
  ++published_;
  return has_ended ? Lent::ended : Lent::stepped;
}

void LaneThreads::wake_idle() noexcept {
  work_.fetch_add(1);
  work_.notify_one();
}

void LaneThreads::run_idle() noexcept {
  // A thread may always choose this policy, but without privileges it can never leave it again (sched(7),
  // RLIMIT_NICE). Therefore one thread that changes between policies is not possible.
  const sched_param none{};
  sched_setscheduler(0, SCHED_IDLE, &none);
  while (!is_stopping_) {
    const auto work = work_.load();
    auto& lanes = lanes_.take(Side::idle);
    if (lanes.running() == 0) {
      lanes_.wipe(Side::idle);
      ended_.ring();  // so that the owner wipes the buffer that this thread was reading
      work_.wait(work);
      continue;
    }
    const bool has_ended = lanes.step(idle_rounds);
    if (lanes_.put(Side::idle) && has_ended) ended_.ring();
  }
  lanes_.wipe(Side::idle);
}

}  // namespace gatehouse::crypto::detail
