#pragma once
// SPDX-License-Identifier: Apache-2.0
// A queued change: it runs in a group and is answered after the group's commit.

#include <boost/intrusive/slist.hpp>
#include <functional>
#include <utility>

#include "gatehouse/base/async.h"
#include "store/changes.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// A queued change with any type of result. Either `run` is called, and `answer` once the group is durable;
/// or `fail`. It lives in the frame of the coroutine that waits for it, and may be destroyed as soon as the
/// answer is posted.
class WriteOperation : public boost::intrusive::slist_base_hook<> {
 public:
  WriteOperation() = default;
  WriteOperation(const WriteOperation&) = delete;
  WriteOperation& operator=(const WriteOperation&) = delete;
  virtual ~WriteOperation() = default;

  /// Makes the change. An error means that it must be undone.
  virtual StoreResult<> run(Connection& connection) = 0;
  /// Resumes the caller with the result of `run`.
  virtual void answer(ResumeGroup& group) = 0;
  /// Resumes the caller with `error`, whatever the result of `run` was.
  virtual void fail(ResumeGroup& group, StoreError error) = 0;

  /// Returns what this change makes outdated. It is filled by `run`.
  [[nodiscard]] const Changes& changes() const noexcept { return changes_; }

 protected:
  Changes changes_;
};

/// A change with a result of type T.
template <class T>
class WriteOperationOf final : public WriteOperation {
 public:
  /// Makes the change, and adds to its second argument what that makes outdated.
  using Work = std::function<StoreResult<T>(Connection&, Changes&)>;

  explicit WriteOperationOf(Work work) : work_(std::move(work)) {}

  /// Sets the caller to resume. Must be called before the operation is queued.
  void set_resume(Resume<StoreResult<T>> resume) noexcept { resume_ = std::move(resume); }

  StoreResult<> run(Connection& connection) override {
    outcome_ = work_(connection, changes_);
    if (!outcome_) return outcome_.error();
    return {};
  }
  void answer(ResumeGroup& group) override { group.add(std::move(resume_), std::move(outcome_)); }
  void fail(ResumeGroup& group, StoreError error) override {
    group.add(std::move(resume_), StoreResult<T>{error});
  }

 private:
  Work work_;
  Resume<StoreResult<T>> resume_;
  StoreResult<T> outcome_{StoreError::unavailable};
};

}  // namespace gatehouse::store::sqlite
