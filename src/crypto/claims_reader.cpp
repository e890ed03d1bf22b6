// SPDX-License-Identifier: Apache-2.0
#include "crypto/detail/claims_reader.h"

#include <cmath>
#include <utility>

#include "crypto/detail/json_object.h"

namespace gatehouse::crypto::detail {
namespace {

/// The last second of the year 9999: later times are mistakes, or meant to overflow somebody's arithmetic.
constexpr double last_second = 253402300799.0;

/// A NumericDate (RFC 7519 2), to the microsecond, rounded down.
std::optional<TimePoint> to_time(double seconds) {
  if (!(seconds >= 0 && seconds <= last_second)) return std::nullopt;
  const double whole = std::floor(seconds);
  const auto micros = static_cast<std::int64_t>((seconds - whole) * 1e6);
  return TimePoint{std::chrono::seconds{static_cast<std::int64_t>(whole)} +
                   std::chrono::microseconds{micros}};
}

struct ClaimsSink {
  bool member(std::string_view name) {
    text_to = nullptr;
    time_to = nullptr;
    is_audience = false;
    if (name == "sub") {
      has_subject = true;
      text_to = &read.claims.subject;
    } else if (name == "exp") {
      time_to = &expires_at;
    } else if (name == "iat") {
      time_to = &read.claims.issued_at;
    } else if (name == "nbf") {
      time_to = &read.claims.not_before;
    } else if (name == "jti") {
      text_to = &read.claims.id;
    } else if (name == "sid") {
      text_to = &read.claims.session;
    } else if (name == "iss") {
      text_to = &read.claims.issuer;
    } else if (name == "aud") {
      is_audience = read.has_audience = true;
    } else if (name == "client_id") {
      text_to = &read.claims.client;
    } else if (name == "scope") {
      text_to = &read.claims.scope;
    } else if (name == "token_use") {
      text_to = &read.claims.use;
    }
    return true;
  }
  bool text(std::string_view value) {
    if (text_to != nullptr) {
      text_to->assign(value);
      return true;
    }
    if (is_audience) {
      read.claims.audience.emplace_back(value);
      return true;
    }
    return time_to == nullptr || refuse();
  }
  bool number(double value) {
    if (time_to == nullptr) return is_free() || refuse();
    *time_to = to_time(value);
    return time_to->has_value() || refuse();
  }
  bool other(JsonKind kind) { return is_free() || (is_audience && kind == JsonKind::array) || refuse(); }
  bool element(std::optional<std::string_view> value) {
    if (!is_audience) return true;
    if (!value) return refuse();
    read.claims.audience.emplace_back(*value);
    return true;
  }

  /// Whether the member may hold anything.
  [[nodiscard]] bool is_free() const { return text_to == nullptr && time_to == nullptr && !is_audience; }
  bool refuse() {
    error = TokenError::bad_claim;
    return false;
  }

  ReadClaims read;
  std::optional<TimePoint> expires_at;
  bool has_subject = false;
  std::string* text_to = nullptr;
  std::optional<TimePoint>* time_to = nullptr;
  bool is_audience = false;
  std::optional<TokenError> error;
};

}  // namespace

result<ReadClaims, TokenError> read_claims(std::string_view json) {
  ClaimsSink sink;
  if (const auto error = read_json_object(json, sink)) return *error;
  // Without an end a token is a password, and without a subject it identifies nobody.
  if (!sink.expires_at || !sink.has_subject) return TokenError::bad_claim;
  sink.read.claims.expires_at = *sink.expires_at;
  return std::move(sink.read);
}

}  // namespace gatehouse::crypto::detail
