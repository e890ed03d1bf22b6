#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a dependency gives and takes back: FastAPI's dependencies with `yield`.

#include <concepts>

namespace gatehouse::web {

/// Base of a dependency's value that is closed once the handler is done, before its answer is sent. In the
/// opposite order of their making, each once, also when a later dependency or the handler threw: then
/// `exception` is that, so that a transaction knows whether to commit. What `close` throws takes the place of
/// the answer.
///
///     struct Transaction : web::Resource {
///       awaitable<> close(std::exception_ptr exception) { co_await (exception ? rollback() : commit()); }
///     };
///     awaitable<Transaction> begin(State<Database> database);
///     awaitable<Book> create_book(Json<NewBook> book, Depends<begin> transaction);
///
/// A server that is killed, or stops while a request hangs, destroys resources without closing them.
struct Resource {};

/// Whether T must be closed.
template <class T>
concept ClosedAfterUse = std::derived_from<T, Resource>;

}  // namespace gatehouse::web
