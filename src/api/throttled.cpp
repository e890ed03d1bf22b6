// SPDX-License-Identifier: Apache-2.0
#include "api/throttled.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::api {
namespace {

using auth::throttle::Limit;
using auth::throttle::Refusal;
using Fields = web::HttpError::Fields;

constexpr const char* meaning = "A limit was reached: `code` names it, Retry-After says for how long";

ErrorCode code_of(Limit limit) noexcept {
  switch (limit) {
    case Limit::account_failures:
      return ErrorCode::account_failures;
    case Limit::device_failures:
      return ErrorCode::device_failures;
    case Limit::address_failures:
      return ErrorCode::address_failures;
    case Limit::network_failures:
      return ErrorCode::network_failures;
    case Limit::address_accounts:
      return ErrorCode::address_accounts;
    case Limit::signups:
      return ErrorCode::signups;
    case Limit::network_signups:
      return ErrorCode::network_signups;
    case Limit::refreshes:
      return ErrorCode::refreshes;
    case Limit::password_failures:
      return ErrorCode::password_failures;
    case Limit::client_failures:
      break;
  }
  return ErrorCode::client_failures;
}

std::string seconds_of(std::chrono::microseconds time) {
  return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count());
}

Fields fields_of(const Refusal& refusal) {
  const auto name = '"' + std::string{to_string(refusal.limit)} + '"';
  const auto wait = seconds_of(refusal.wait);
  const auto policy =
      name + ";q=" + std::to_string(refusal.rate.burst) + ";w=" + seconds_of(refusal.rate.window());
  return {{"Retry-After", wait},
          {"RateLimit-Policy", policy},
          {"RateLimit", name + ";r=0;t=" + wait},
          {"Cache-Control", "no-store"}};
}

web::AnswerInfo answer_with(schema::TypeInfoFunction type) {
  web::AnswerInfo answer{.status = 429, .description = meaning, .type = type};
  answer.headers = {
      {"Retry-After", "Seconds until one more attempt is allowed"},
      {"RateLimit-Policy", "The limit: its name, how many at once (q), in how many seconds (w)"},
      {"RateLimit", "What is left of it (r), and the seconds until there is more (t)"}};
  return answer;
}

}  // namespace

void refuse_throttled(const Refusal& refusal) {
  const CodedError body{"Too many attempts. Try again later", code_of(refusal.limit)};
  throw CodedHttpError{429, body, fields_of(refusal)};
}

void refuse_grant_throttled(const Refusal& refusal) {
  // RFC 6749 has no code for this. Clients know that they should wait after this one.
  const ThrottledGrant body{"temporarily_unavailable", "Too many attempts. Try again later",
                            code_of(refusal.limit)};
  auto fields = fields_of(refusal);
  fields.emplace_back("Pragma", "no-cache");
  throw web::HttpErrorOf<ThrottledGrant>{429, body, std::move(fields)};
}

web::AnswerInfo throttled_answer() { return answer_with(&schema::type_info<CodedError>); }
web::AnswerInfo throttled_grant_answer() { return answer_with(&schema::type_info<ThrottledGrant>); }

}  // namespace gatehouse::api
