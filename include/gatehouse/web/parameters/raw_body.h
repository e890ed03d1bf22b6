#pragma once
// SPDX-License-Identifier: Apache-2.0
// The body of a request as bytes, as a whole or while it arrives.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gatehouse/base/async.h"
#include "gatehouse/http/body_reader.h"
#include "gatehouse/web/parameters/parameters.h"

namespace gatehouse::web {

/// The whole body of the request without conversion, whatever its Content-Type.
///
///     awaitable<> put_note(RawBody note) { store(*note); ... }
class RawBody : public detail::Held<std::string> {
  using detail::Held<std::string>::Held;
};

/// The body of the request, read piece by piece while it arrives. Valid only while the handler runs.
///
///     awaitable<Sum> add_up(BodyStream body) {
///       while (auto piece = co_await body.next()) add(*piece);
///       ...
///     }
class BodyStream {
 public:
  /// Takes the reader, or null and a body that is already complete.
  BodyStream(http::BodyReader* reader, std::string_view whole) noexcept : reader_(reader), whole_(whole) {}

  /// Returns the next bytes, valid until the next call, or nothing at the end. Throws http::BodyError, which
  /// a handler need not catch: 400 if the body is malformed or the caller has disconnected, 408 if it arrives
  /// too slowly, 413 if it is too long (`OperationOptions::max_body`).
  awaitable<std::optional<std::string_view>> next();
  /// Returns the length of the body in bytes if the caller has announced it.
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept {
    return reader_ != nullptr ? reader_->size() : std::optional<std::uint64_t>{whole_.size()};
  }

 private:
  http::BodyReader* reader_;
  std::string_view whole_;
};

}  // namespace gatehouse::web
