#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an access token opens nothing: what the caller answers by, and what goes to the log.

#include <optional>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/tokens/token_error.h"

namespace gatehouse::verifier {

/// What a caller tells apart.
enum class VerifyErrorCode {
  invalid,      ///< no good token, or not for here: 401 with `error="invalid_token"` (RFC 6750 3.1)
  expired,      ///< a good one once: likewise, and the client should get another
  unavailable,  ///< the keys can't be had, so nobody knows: 503
};

/// One of the codes, and where the token failed, for the log.
///
///     if (claims.error() == VerifyError::unavailable) throw web::HttpError{503, "Try again later"};
///     log.write(LogLevel::info, to_string(claims.error()));
class VerifyError {
 public:
  using enum VerifyErrorCode;

  /// `unavailable`: also what `result::error()` makes where there is none.
  constexpr VerifyError() noexcept = default;
  /// The token failed at this step.
  // NOLINTNEXTLINE(google-explicit-constructor): each of crypto's errors is one of these, by its kind.
  constexpr VerifyError(crypto::TokenError cause) noexcept
      : code_(cause == crypto::TokenError::expired ? expired : invalid), cause_(cause) {}

  /// Which step failed.
  [[nodiscard]] constexpr VerifyErrorCode code() const noexcept { return code_; }
  /// The step at which the token failed; none with `unavailable`.
  [[nodiscard]] constexpr std::optional<crypto::TokenError> cause() const noexcept { return cause_; }

  /// Whether both are the same.
  constexpr bool operator==(const VerifyError&) const = default;
  /// Whether it is of this step.
  constexpr bool operator==(VerifyErrorCode code) const noexcept { return code_ == code; }

 private:
  VerifyErrorCode code_ = unavailable;
  std::optional<crypto::TokenError> cause_;
};

/// The name of its cause, or "unavailable", for logs.
[[nodiscard]] std::string_view to_string(const VerifyError& error) noexcept;
/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(const VerifyError& error, const boost::source_location& where);

}  // namespace gatehouse::verifier
