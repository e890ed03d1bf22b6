#pragma once
// SPDX-License-Identifier: Apache-2.0
// One change on its way through the writer: run in a group, answered after the group's commit.

#include <boost/intrusive/slist.hpp>
#include <functional>
#include <utility>

#include "gatehouse/base/async.h"
#include "store/copies/changes.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// A queued change, whatever it answers. Either `run`, then `answer` once the group is durable; or `fail`. It
/// lies in the frame of the coroutine that waits for it, and may be gone as soon as the answer is posted.
class WriteOperation : public boost::intrusive::slist_base_hook<> {
 public:
  WriteOperation() = default;
  WriteOperation(const WriteOperation&) = delete;
  WriteOperation& operator=(const WriteOperation&) = delete;
  virtual ~WriteOperation() = default;

  /// Makes the change; an error means that it must be undone.
  virtual StoreResult<> run(Connection& connection) = 0;
  /// Has the caller go on with what `run` gave.
  virtual void answer(ResumeGroup& group) = 0;
  /// Has the caller go on with `error`, whatever `run` gave.
  virtual void fail(ResumeGroup& group, StoreError error) = 0;

  /// What is old once this is done, as `run` found it.
  [[nodiscard]] const Changes& changes() const noexcept { return changes_; }

 protected:
  Changes changes_;
};

/// A change that answers T.
template <class T>
class WriteOperationOf final : public WriteOperation {
 public:
  /// Tells its second argument what it makes old.
  using Work = std::function<StoreResult<T>(Connection&, Changes&)>;

  explicit WriteOperationOf(Work work) : work_(std::move(work)) {}

  /// Who is answered. Set before the operation is queued.
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
