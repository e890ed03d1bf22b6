#pragma once
// SPDX-License-Identifier: Apache-2.0
// The answers when a limit has been reached: 429 (RFC 6585 4).

#include "api/coded_error.h"
#include "auth/throttle/limit.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Throws 429 with `detail` and `code`, Retry-After, RateLimit and RateLimit-Policy
/// (draft-ietf-httpapi-ratelimit-headers-10).
[[noreturn]] void refuse_throttled(const auth::throttle::Refusal& refusal);

/// As above, in the format of OAuth 2.0 with an additional `code`.
[[noreturn]] void refuse_grant_throttled(const auth::throttle::Refusal& refusal);

/// The body of answers by `refuse_grant_throttled`.
struct ThrottledGrant {
  std::string error;
  std::string error_description;
  ErrorCode code = ErrorCode::account_failures;
};
BOOST_DESCRIBE_STRUCT(ThrottledGrant, (), (error, error_description, code))

/// Describe the answers in the OpenAPI document.
[[nodiscard]] web::AnswerInfo throttled_answer();
[[nodiscard]] web::AnswerInfo throttled_grant_answer();

}  // namespace gatehouse::api
