#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer's body that is not held whole in memory: the server pulls it piece by piece.

#include <cstdint>
#include <optional>
#include <string_view>

#include "gatehouse/base/async.h"

namespace gatehouse::http {

/// Gives an answer's body while it is sent. Used by one thread, that of its request.
class BodySource {
 public:
  BodySource() = default;
  BodySource(const BodySource&) = delete;
  BodySource& operator=(const BodySource&) = delete;
  virtual ~BodySource() = default;

  /// How many bytes there are, where that is known beforehand: they go out with Content-Length. Otherwise in
  /// chunks (RFC 9112 7.1), or, to a client of HTTP/1.0, until the connection closes.
  [[nodiscard]] virtual std::optional<std::uint64_t> size() const noexcept { return std::nullopt; }

  /// The next bytes, valid until the next call; empty: the end. Called again once the client has taken them.
  /// What it throws is logged, and ends the connection such that the client sees the body is not whole; so
  /// does another number of bytes than `size`. When the client goes, the source is destroyed, not called.
  virtual awaitable<std::string_view> next() = 0;
};

}  // namespace gatehouse::http
