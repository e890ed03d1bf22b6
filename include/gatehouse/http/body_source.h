#pragma once
// SPDX-License-Identifier: Apache-2.0
// The body of an answer that the server reads piece by piece instead of holding it in memory.

#include <cstdint>
#include <optional>
#include <string_view>

#include "gatehouse/base/async.h"

namespace gatehouse::http {

/// Produces the body of an answer while it is sent. Used on the thread of the request only.
class BodySource {
 public:
  BodySource() = default;
  BodySource(const BodySource&) = delete;
  BodySource& operator=(const BodySource&) = delete;
  virtual ~BodySource() = default;

  /// Returns the length in bytes if it is known beforehand; it is sent as Content-Length. Otherwise the body
  /// is sent in chunks (RFC 9112 7.1) or, with HTTP/1.0, until the connection closes.
  [[nodiscard]] virtual std::optional<std::uint64_t> size() const noexcept { return std::nullopt; }

  /// Returns the next bytes, valid until the next call, or an empty text at the end. Called again when these
  /// bytes have been sent. An exception is logged and closes the connection in a way that shows the peer that
  /// the body is incomplete. A length that differs from `size` has the same effect. If the peer disconnects,
  /// the source is destroyed without another call.
  virtual awaitable<std::string_view> next() = 0;
};

}  // namespace gatehouse::http
