// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/beside_thread.h"

#include <sys/resource.h>
#include <unistd.h>

#include <exception>
#include <utility>

namespace gatehouse::crypto::detail {

BesideThread::BesideThread(Doorbell& done, int nice) : done_(done), thread_([this, nice] { run(nice); }) {}

BesideThread::~BesideThread() {
  state_.wait(State::begun);
  state_ = State::stopping;
  state_.notify_one();
  thread_.join();
}

void BesideThread::start(HashJobPtr job) {
  job_ = std::move(job);
  state_ = State::begun;
  state_.notify_one();
}

HashJobPtr BesideThread::take_finished(result<std::string, PasswordError>& computed) {
  if (state_ != State::finished) return nullptr;
  state_ = State::empty;
  computed = std::exchange(computed_, PasswordError::engine_failed);
  return std::move(job_);
}

void BesideThread::run(int nice) {
  // On Linux each thread has its own nice value. If this fails, hashing works but competes
  // with other threads.
  const auto self = static_cast<id_t>(gettid());
  setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + nice);
  for (;;) {
    const auto state = state_.load();
    if (state == State::stopping) return;
    if (state != State::begun) {
      state_.wait(state);
      continue;
    }
    try {
      computed_ = job_->task.scheme->compute(job_->task.password.reveal(), job_->task.setting);
    } catch (const std::exception&) {
      computed_ = PasswordError::engine_failed;  // for example, the scheme could not allocate memory
    }
    state_ = State::finished;
    state_.notify_one();
    done_.ring();
  }
}

}  // namespace gatehouse::crypto::detail
