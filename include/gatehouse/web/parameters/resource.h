#pragma once
// SPDX-License-Identifier: Apache-2.0
// A value of a dependency that is closed after use, like FastAPI's dependencies with `yield`.

#include <concepts>

namespace gatehouse::web {

/// Base class of a dependency's value that is closed after the handler, before the answer is sent. Resources
/// are closed in reverse order of construction, each once, even if a later dependency or the handler has
/// thrown. `exception` is what was thrown, so that for example a transaction knows whether to commit. An
/// exception from `close` replaces the answer.
///
///     struct Transaction : web::Resource {
///       awaitable<> close(std::exception_ptr exception) { co_await (exception ? rollback() : commit()); }
///     };
///     awaitable<Transaction> begin(State<Database> database);
///     awaitable<Book> create_book(Json<NewBook> book, Depends<begin> transaction);
///
/// If the server is killed, or stops while the request is still running, resources are destroyed
/// without being closed.
struct Resource {};

/// Whether T must be closed after use.
template <class T>
concept ClosedAfterUse = std::derived_from<T, Resource>;

}  // namespace gatehouse::web
