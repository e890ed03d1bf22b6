// SPDX-License-Identifier: Apache-2.0
#include "crypto/tokens/claims_reader.h"

#include <cmath>
#include <utility>

#include "crypto/json/json_object.h"

namespace gatehouse::crypto::detail {
namespace {

/// The last second of the year 9999. Later times are mistakes or attempts to cause an overflow.
constexpr double last_second = 253402300799.0;

/// Converts a NumericDate (RFC 7519 2) to microseconds, rounded down.
std::optional<TimePoint> to_time(double seconds) {
  if (!(seconds >= 0 && seconds <= last_second)) return std::nullopt;
  const double whole = std::floor(seconds);
  const auto micros = static_cast<std::int64_t>((seconds - whole) * 1e6);
  return TimePoint{std::chrono::seconds{static_cast<std::int64_t>(whole)} +
                   std::chrono::microseconds{micros}};
}

/// The kind of value that a claim must have. An unknown member may have any value.
enum class Kind { unknown, text, time, audience };

struct ClaimsSink {
  explicit ClaimsSink(Claims& to) : claims(to) {}

  bool member(std::string_view name) {
    kind = Kind::unknown;
    if (name.size() == 3) {
      if (name == "sub") return has_subject = expect(claims.subject);
      if (name == "exp") return expect(expires_at);
      if (name == "iat") return expect(claims.issued_at);
      if (name == "jti") return expect(claims.id);
      if (name == "sid") return expect(claims.session);
      if (name == "iss") return expect(claims.issuer);
      if (name == "nbf") return expect(claims.not_before);
      if (name == "aud") {
        kind = Kind::audience;
        facts.has_audience = true;
      }
      return true;
    }
    if (name == "client_id") return expect(claims.client);
    if (name == "scope") return expect(claims.scope);
    if (name == "token_use") return expect(claims.use);
    return true;
  }
  bool text(std::string_view value) {
    if (kind == Kind::text) text_to->assign(value);
    if (kind == Kind::audience) claims.audience.emplace_back(value);
    return kind != Kind::time || refuse();
  }
  bool number(double value) {
    if (kind != Kind::time) return kind == Kind::unknown || refuse();
    *time_to = to_time(value);
    return time_to->has_value() || refuse();
  }
  bool other(JsonKind json) {
    return kind == Kind::unknown || (kind == Kind::audience && json == JsonKind::array) || refuse();
  }
  bool element(std::optional<std::string_view> value) {
    if (kind != Kind::audience) return true;
    if (!value) return refuse();
    claims.audience.emplace_back(*value);
    return true;
  }

  bool expect(std::string& text) {
    kind = Kind::text;
    text_to = &text;
    return true;
  }
  bool expect(std::optional<TimePoint>& time) {
    kind = Kind::time;
    time_to = &time;
    return true;
  }
  bool refuse() {
    error = TokenError::bad_claim;
    return false;
  }

  Claims& claims;
  PayloadFacts facts;
  std::optional<TimePoint> expires_at;
  bool has_subject = false;
  Kind kind = Kind::unknown;
  std::string* text_to = nullptr;
  std::optional<TimePoint>* time_to = nullptr;
  std::optional<TokenError> error;
};

}  // namespace

result<PayloadFacts, TokenError> read_claims(std::string_view json, Claims& claims) {
  ClaimsSink sink{claims};
  if (const auto error = read_json_object(json, sink)) return *error;
  // A token without an expiry would be a password, and one without a subject identifies nobody.
  if (!sink.expires_at || !sink.has_subject) return TokenError::bad_claim;
  claims.expires_at = *sink.expires_at;
  return sink.facts;
}

}  // namespace gatehouse::crypto::detail
