#pragma once
// SPDX-License-Identifier: Apache-2.0
// A request's body as bytes, whole or while it arrives.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gatehouse/base/async.h"
#include "gatehouse/http/body_reader.h"
#include "gatehouse/web/parameters/parameters.h"

namespace gatehouse::web {

/// The request's body as it came, whatever its Content-Type.
///
///     awaitable<> put_note(RawBody note) { store(*note); ... }
class RawBody : public detail::Held<std::string> {
  using detail::Held<std::string>::Held;
};

/// The request's body piece by piece, while it arrives. Only while its handler runs.
///
///     awaitable<Sum> add_up(BodyStream body) {
///       while (auto piece = co_await body.next()) add(*piece);
///       ...
///     }
class BodyStream {
 public:
  /// Either the reader, or a body that is there already.
  BodyStream(http::BodyReader* reader, std::string_view whole) noexcept : reader_(reader), whole_(whole) {}

  /// The next bytes, valid until the next call; nothing at the end. Throws http::BodyError, which a handler
  /// may let pass: 400 when the body is malformed or its client has gone, 408 when it is too slow, 413 when
  /// it is too long (`OperationOptions::max_body`).
  awaitable<std::optional<std::string_view>> next();
  /// How long it will be, if the client has said so.
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept {
    return reader_ != nullptr ? reader_->size() : std::optional<std::uint64_t>{whole_.size()};
  }

 private:
  http::BodyReader* reader_;
  std::string_view whole_;
};

}  // namespace gatehouse::web
