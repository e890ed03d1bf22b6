#pragma once
// SPDX-License-Identifier: Apache-2.0
// The users of a SQLite store.

#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "store/sealer.h"
#include "store/sqlite/database/reader_thread.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/writer/writer.h"
#include "store/user_store.h"

namespace gatehouse::store::sqlite {

class SqliteUsers final : public UserStore {
 public:
  /// The references must outlive this. `sealer` may be null.
  SqliteUsers(Readers& readers, ReaderThread& lists, Writer& writer, const Clock& clock, const Sealer* sealer)
      : readers_(readers), lists_(lists), writer_(writer), clock_(clock), sealer_(sealer) {}

  awaitable<StoreResult<User>> create_user(Call call, NewUser user) override;
  awaitable<StoreResult<std::vector<RowOutcome>>> create_users(Call call,
                                                               std::vector<NewUser> users) override;
  awaitable<StoreResult<User>> update_user(Call call, UserChange change) override;
  awaitable<StoreResult<>> delete_user(Call call, UserDeletion deletion) override;
  void note_login(Uuid id, TimePoint at) noexcept override { writer_.note_login(id, at); }
  awaitable<StoreResult<User>> find_user_by_id(Uuid id) override;
  awaitable<StoreResult<User>> find_user_by_identifier(IdentifierKind kind, std::string folded) override;
  awaitable<StoreResult<UserPage>> list_users(std::string prefix, std::string after,
                                              std::size_t limit) override;
  awaitable<StoreResult<std::uint64_t>> estimate_users() override;

 private:
  Readers& readers_;
  ReaderThread& lists_;
  Writer& writer_;
  const Clock& clock_;
  const Sealer* sealer_;
};

}  // namespace gatehouse::store::sqlite
