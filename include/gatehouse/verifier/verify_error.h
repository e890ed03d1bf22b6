#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an access token is refused, for the answer to the caller and for the log.

#include <optional>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/token_error.h"

namespace gatehouse::verifier {

/// The kinds of errors that need different answers.
enum class VerifyErrorCode {
  invalid,  ///< not a valid token for this service: 401 with `error="invalid_token"` (RFC 6750 3.1)
  /// The token was valid and has expired: the same answer; the client should get a new token.
  expired,
  unavailable,  ///< the keys are not available, so the token cannot be checked: 503
};

/// An error code, and for the log the check that the token failed.
///
///     if (claims.error() == VerifyError::unavailable) throw web::HttpError{503, "Try again later"};
///     log.write(LogLevel::info, to_string(claims.error()));
class VerifyError {
 public:
  using enum VerifyErrorCode;

  /// Makes `unavailable`. `result::error()` returns this if the result is not an error.
  constexpr VerifyError() noexcept = default;
  /// The token failed this check.
  // NOLINTNEXTLINE(google-explicit-constructor): each TokenError belongs to one of the codes.
  constexpr VerifyError(crypto::TokenError cause) noexcept
      : code_(cause == crypto::TokenError::expired ? expired : invalid), cause_(cause) {}

  [[nodiscard]] constexpr VerifyErrorCode code() const noexcept { return code_; }
  /// Returns the check that the token failed, or nothing for `unavailable`.
  [[nodiscard]] constexpr std::optional<crypto::TokenError> cause() const noexcept { return cause_; }

  constexpr bool operator==(const VerifyError&) const = default;
  /// Returns whether the error has this code.
  constexpr bool operator==(VerifyErrorCode code) const noexcept { return code_ == code; }

 private:
  VerifyErrorCode code_ = unavailable;
  std::optional<crypto::TokenError> cause_;
};

/// Returns the name of the cause, or "unavailable", for logs.
[[nodiscard]] std::string_view to_string(const VerifyError& error) noexcept;
/// Throws std::runtime_error. Called by `result::value()`.
[[noreturn]] void throw_exception_from_error(const VerifyError& error, const boost::source_location& where);

}  // namespace gatehouse::verifier
