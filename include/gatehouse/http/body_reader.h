#pragma once
// SPDX-License-Identifier: Apache-2.0
// Lets a handler read the body of a request while it arrives.

#include <cstdint>
#include <exception>
#include <optional>
#include <string_view>

#include "gatehouse/base/async.h"

namespace gatehouse::http {

/// Why a body cannot be read to its end. If the handler does not catch it, the answer has this status.
class BodyError : public std::exception {
 public:
  /// `status` is the status of the answer.
  explicit BodyError(unsigned status) noexcept : status_(status) {}
  /// Returns 400 if the body is malformed or the caller has disconnected, 408 if it arrives too slowly, 413
  /// if it is too long, or 503 if too much memory is in use.
  [[nodiscard]] unsigned status() const noexcept { return status_; }
  /// Returns a fixed text that does not depend on the status.
  [[nodiscard]] const char* what() const noexcept override { return "a request's body could not be read"; }

 private:
  unsigned status_;
};

/// Reads the body of a request piece by piece. Use it only on the thread of the request and only until
/// `Handler::handle` is done.
class BodyReader {
 public:
  BodyReader() = default;
  BodyReader(const BodyReader&) = delete;
  BodyReader& operator=(const BodyReader&) = delete;
  virtual ~BodyReader() = default;

  /// Returns the length of the body in bytes if the caller has announced it.
  [[nodiscard]] virtual std::optional<std::uint64_t> size() const noexcept = 0;

  /// Returns the next bytes, valid until the next call, or an empty text at the end. Waits for them, and
  /// sends 100 (Continue) first if the caller waits for that (RFC 9110 10.1.1). Throws BodyError; the
  /// connection is then closed after the answer.
  virtual awaitable<std::string_view> next() = 0;
};

/// How the body of a request is received.
struct BodyPlan {
  std::uint64_t most = 0;  ///< limit in bytes; a longer body is refused with 413
  bool is_streamed =
      /// Whether the handler reads the body with `Request::reader`. Otherwise all of it is in memory before
      /// the handler runs.
      false;
};

}  // namespace gatehouse::http
