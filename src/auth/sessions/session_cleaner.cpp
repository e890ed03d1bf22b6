// SPDX-License-Identifier: Apache-2.0
#include "auth/sessions/session_cleaner.h"

namespace gatehouse::auth {

awaitable<std::size_t> delete_expired_sessions(store::SessionStore& store, std::size_t batch) {
  std::size_t count = 0;
  for (;;) {
    const auto deleted = co_await store.delete_expired_sessions(batch);
    if (!deleted) co_return count;
    count += *deleted;
    if (*deleted < batch) co_return count;
  }
}

}  // namespace gatehouse::auth
