#pragma once
// SPDX-License-Identifier: Apache-2.0
// A hash that a coroutine waits for.

#include <chrono>
#include <memory>
#include <string>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/passwords/password_context.h"
#include "gatehouse/crypto/pool/password_hasher.h"

namespace gatehouse::crypto::detail {

/// What to compute, for which caller, and since when it has been waiting.
class HashJob {
 public:
  HashJob(HashTask task_to_do, JobOptions origin) : task(std::move(task_to_do)), options(std::move(origin)) {}
  virtual ~HashJob() = default;
  HashJob(const HashJob&) = delete;
  HashJob& operator=(const HashJob&) = delete;

  /// Resumes the waiting coroutine. Must be called once, on any thread except one of low priority, because it
  /// briefly takes a lock of the coroutine's thread.
  virtual void answer(result<std::string, PasswordError> computed) = 0;

  HashTask task;
  JobOptions options;
  TimePoint queued_at;
  TimePoint begun_at;
};

using HashJobPtr = std::unique_ptr<HashJob>;

}  // namespace gatehouse::crypto::detail
