// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/hash_worker.h"

#include <algorithm>
#include <utility>

namespace gatehouse::crypto::detail {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::microseconds;

/// How often a worker with jobs has the queue searched for jobs that have waited too long.
constexpr std::chrono::milliseconds search_interval{100};
constexpr std::chrono::hours nothing_to_do{1};

}  // namespace

HashWorker::HashWorker(Exchange exchange, std::optional<int> nice) : exchange_(std::move(exchange)) {
  if (nice) beside_.emplace(bell_, *nice);
  manager_ = std::thread{[this] { run(); }};
}

void HashWorker::join() {
  if (!manager_.joinable()) return;
  bell_.ring();
  manager_.join();
}

std::vector<Computed> HashWorker::take_finished() {
  auto finished = lanes_.take_finished();
  if (!beside_) return finished;
  result<std::string, PasswordError> hash = PasswordError::engine_failed;
  if (auto job = beside_->take_finished(hash)) finished.push_back({std::move(job), std::move(hash)});
  return finished;
}

void HashWorker::start(Assignment& jobs) {
  lanes_.start(std::move(jobs.laned));
  if (jobs.beside) beside_->start(std::move(jobs.beside));
}

void HashWorker::run() {
  auto next_share = Steady::now();
  auto next_search = Steady::now();
  bool is_rung = true;
  bool is_stopping = false;
  bool had_lanes = false;
  for (;;) {
    const auto now = Steady::now();
    if (is_rung || now >= next_search) {
      auto jobs = exchange_(take_finished());
      is_stopping = jobs.is_stopping;
      start(jobs);
      next_search = now + search_interval;
      is_rung = false;
    }
    const bool has_lanes = lanes_.size() > 0;
    const bool has_beside = beside_ && beside_->is_busy();
    if (is_stopping && !has_lanes && !has_beside) return;
    if (has_lanes && is_stopping) {
      // The caller of `join` should not have to wait for a thread that gets no processor time.
      is_rung = lanes_.lend(Lending::share_quantum) == Lent::ended;
      if (!is_rung) is_rung = bell_.wait(microseconds{0});
      continue;
    }
    if (has_lanes && !had_lanes) {
      // Resets the count, because the time before the first job says nothing about starvation.
      (void)lanes_.is_starved();
      lending_.begin_pause();
      next_share = now + Lending::share_pause;
    }
    had_lanes = has_lanes;
    if (has_lanes && now >= next_share) {
      if (lanes_.is_starved()) {
        is_rung = lending_.lend(lanes_, bell_);
        (void)lanes_.is_starved();  // the pause begins now
      }
      lending_.begin_pause();
      next_share = Steady::now() + Lending::share_pause;
      if (is_rung) continue;
    }
    Steady::duration limit = nothing_to_do;
    if (has_beside) limit = search_interval;
    if (has_lanes) limit = next_share - Steady::now();
    is_rung = bell_.wait(std::chrono::duration_cast<microseconds>(limit));
  }
}

}  // namespace gatehouse::crypto::detail
