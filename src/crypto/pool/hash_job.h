#pragma once
// SPDX-License-Identifier: Apache-2.0
// A hash that somebody waits for.

#include <chrono>
#include <memory>
#include <string>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/passwords/password_context.h"
#include "gatehouse/crypto/pool/password_hasher.h"

namespace gatehouse::crypto::detail {

/// What is to be computed, for whom, and since when.
class HashJob {
 public:
  HashJob(HashTask task_to_do, JobOptions origin) : task(std::move(task_to_do)), options(std::move(origin)) {}
  virtual ~HashJob() = default;
  HashJob(const HashJob&) = delete;
  HashJob& operator=(const HashJob&) = delete;

  /// Resumes the one who waits, once, from any thread. Takes a lock of theirs for a moment: never to be
  /// called by a thread of low priority.
  virtual void answer(result<std::string, PasswordError> computed) = 0;

  HashTask task;
  JobOptions options;
  TimePoint queued_at;
  TimePoint begun_at;
};

using HashJobPtr = std::unique_ptr<HashJob>;

}  // namespace gatehouse::crypto::detail
