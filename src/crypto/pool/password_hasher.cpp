// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/pool/password_hasher.h"

#include <algorithm>
#include <utility>

#include "crypto/pool/hash_job.h"
#include "crypto/pool/hash_pool.h"
#include "gatehouse/crypto/passwords/bcrypt.h"

namespace gatehouse::crypto {
namespace {

using HashAnswer = result<std::string, PasswordError>;
using VerdictAnswer = result<Verdict, PasswordError>;

/// A new hash, whose result is the answer.
class NewHash final : public detail::HashJob {
 public:
  NewHash(HashTask task_to_do, JobOptions origin, Resume<HashAnswer> resume)
      : HashJob(std::move(task_to_do), std::move(origin)), resume_(std::move(resume)) {}
  void answer(HashAnswer computed) override { resume_(std::move(computed)); }

 private:
  Resume<HashAnswer> resume_;
};

/// A hash that is compared with a stored one.
class Verification final : public detail::HashJob {
 public:
  Verification(HashTask task_to_do, JobOptions origin, const PasswordContext& context,
               Resume<VerdictAnswer> resume)
      : HashJob(std::move(task_to_do), std::move(origin)), context_(context), resume_(std::move(resume)) {}
  void answer(HashAnswer computed) override { resume_(context_.judge(task, computed)); }

 private:
  const PasswordContext& context_;
  Resume<VerdictAnswer> resume_;
};

bool has_other_than_bcrypt(const PasswordContext& context) {
  return std::any_of(context.schemes().begin(), context.schemes().end(), [](const auto& scheme) {
    return dynamic_cast<const BcryptScheme*>(scheme.get()) == nullptr;
  });
}

awaitable<VerdictAnswer> verify_task(detail::HashPool& pool, const PasswordContext& context,
                                     result<HashTask, PasswordError> task, JobOptions job) {
  if (!task) {
    VerdictAnswer refused{task.error()};
    co_return refused;
  }
  auto start = [&](Resume<VerdictAnswer> resume) {
    pool.submit(std::make_unique<Verification>(std::move(*task), std::move(job), context, std::move(resume)));
  };
  auto answer = co_await suspend<VerdictAnswer>(start);
  co_return answer;
}

}  // namespace

PasswordHasher::PasswordHasher(PasswordHasherOptions options)
    : context_(options.context),
      pool_(std::make_unique<detail::HashPool>(options, has_other_than_bcrypt(context_))) {}

PasswordHasher::~PasswordHasher() = default;

awaitable<HashAnswer> PasswordHasher::hash(Secret password, JobOptions job) {
  // A text that cannot be a password is refused at once, so that a sign-up form needs no queue for that.
  auto task = context_.plan_hash(password);
  if (!task) {
    HashAnswer refused{task.error()};
    co_return refused;
  }
  auto start = [&, this](Resume<HashAnswer> resume) {
    pool_->submit(std::make_unique<NewHash>(std::move(*task), std::move(job), std::move(resume)));
  };
  auto answer = co_await suspend<HashAnswer>(start);
  co_return answer;
}

awaitable<VerdictAnswer> PasswordHasher::verify(Secret password, std::string encoded, JobOptions job,
                                                PasswordForm form) {
  auto task = context_.plan_verify(password, encoded, form);
  auto answer = co_await verify_task(*pool_, context_, std::move(task), std::move(job));
  co_return answer;
}

awaitable<VerdictAnswer> PasswordHasher::verify_dummy(JobOptions job) {
  auto task = context_.plan_dummy();
  auto answer = co_await verify_task(*pool_, context_, std::move(task), std::move(job));
  co_return answer;
}

void PasswordHasher::stop() { pool_->stop(); }

std::size_t PasswordHasher::queued() const { return stats().waiting; }

PasswordHasherStats PasswordHasher::stats() const { return pool_->stats(); }

}  // namespace gatehouse::crypto
