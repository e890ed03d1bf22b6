#pragma once
// SPDX-License-Identifier: Apache-2.0
// A request's body, read by its handler while it arrives.

#include <cstdint>
#include <exception>
#include <optional>
#include <string_view>

#include "gatehouse/base/async.h"

namespace gatehouse::http {

/// Why a body can't be read to its end. Where a handler lets it pass, the answer has this status.
class BodyError : public std::exception {
 public:
  /// `status`: what the request is refused with.
  explicit BodyError(unsigned status) noexcept : status_(status) {}
  /// 400: malformed, or the client has gone; 408: too slow; 413: too long; 503: too much in memory.
  [[nodiscard]] unsigned status() const noexcept { return status_; }
  /// The same words whatever the status.
  [[nodiscard]] const char* what() const noexcept override { return "a request's body could not be read"; }

 private:
  unsigned status_;
};

/// Gives a request's body as it comes. For the request's own thread, and only until `Handler::handle` is
/// done.
class BodyReader {
 public:
  BodyReader() = default;
  BodyReader(const BodyReader&) = delete;
  BodyReader& operator=(const BodyReader&) = delete;
  virtual ~BodyReader() = default;

  /// How long the body will be, if the client has said so.
  [[nodiscard]] virtual std::optional<std::uint64_t> size() const noexcept = 0;

  /// The next bytes, valid until the next call; empty: the end. Waits for them, and has the client send them
  /// if it waits to be asked (RFC 9110 10.1.1). Throws BodyError; then the connection ends after the answer.
  virtual awaitable<std::string_view> next() = 0;
};

/// How a request's body is to be taken.
struct BodyPlan {
  std::uint64_t most = 0;  ///< bytes; over it: 413
  bool is_streamed =
      false;  ///< whether the handler reads it by `Request::reader`, else it is whole in memory
};

}  // namespace gatehouse::http
