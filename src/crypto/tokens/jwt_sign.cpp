// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <chrono>

#include "crypto/keys/jws_header.h"
#include "gatehouse/base/base64.h"
#include "gatehouse/crypto/tokens/jwt.h"

namespace gatehouse::crypto::detail {
namespace {

bool needs_no_escape(char c) noexcept { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; }

/// Writes one object without nested objects.
class ClaimsWriter {
 public:
  ClaimsWriter() { json_.reserve(512); }

  void text(std::string_view name, std::string_view value) {
    member(name);
    append(value);
  }
  void text_unless_empty(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }
  void time(std::string_view name, TimePoint time) {
    member(name);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    char digits[24];
    json_.append(digits, std::to_chars(digits, digits + sizeof digits, seconds).ptr);
  }
  void audience(const std::vector<std::string>& audience) {
    if (audience.empty()) return;
    if (audience.size() == 1) return text("aud", audience.front());
    member("aud");
    char before = '[';
    for (const auto& one : audience) {
      json_ += before;
      append(one);
      before = ',';
    }
    json_ += ']';
  }
  std::string finish() && {
    json_ += '}';
    return std::move(json_);
  }

 private:
  void member(std::string_view name) {
    json_ += json_.empty() ? '{' : ',';
    append(name);
    json_ += ':';
  }
  void append(std::string_view value) {
    if (std::all_of(value.begin(), value.end(), needs_no_escape)) {
      json_ += '"';
      json_ += value;
      json_ += '"';
    } else {
      json_ += boost::json::serialize(boost::json::string_view{value.data(), value.size()});
    }
  }
  std::string json_;
};

std::string to_json(const Claims& claims) {
  ClaimsWriter out;
  out.text_unless_empty("iss", claims.issuer);
  out.text("sub", claims.subject);
  out.audience(claims.audience);
  out.time("exp", claims.expires_at);
  if (claims.not_before) out.time("nbf", *claims.not_before);
  if (claims.issued_at) out.time("iat", *claims.issued_at);
  out.text_unless_empty("jti", claims.id);
  out.text_unless_empty("sid", claims.session);
  out.text_unless_empty("client_id", claims.client);
  out.text_unless_empty("scope", claims.scope);
  out.text_unless_empty("token_use", claims.use);
  return std::move(out).finish();
}

/// Returns a token. `sign` returns the signature, of `signature_size` bytes, for the text before it.
template <class Sign>
std::string write_token(const Claims& claims, std::string_view header, std::size_t signature_size,
                        const Sign& sign) {
  const std::string json = to_json(claims);
  const std::size_t signed_size = header.size() + 1 + base64url_size(json.size());
  std::string token(signed_size + 1 + base64url_size(signature_size), '.');
  header.copy(token.data(), header.size());
  encode_base64url(json, token.data() + header.size() + 1);
  const auto signature = sign(std::string_view{token.data(), signed_size});
  encode_base64url({signature.data(), signature.size()}, token.data() + signed_size + 1);
  return token;
}

}  // namespace

std::string sign_token(const Claims& claims, const HmacSha256& key, TokenType type) {
  return write_token(claims, type == TokenType::at_jwt ? at_jwt_header : jwt_header,
                     HmacSha256::Code{}.size(), [&](std::string_view message) { return key.code(message); });
}

}  // namespace gatehouse::crypto::detail

namespace gatehouse::crypto {

std::string sign(const Claims& claims, const SigningKey& key, TokenType type) {
  return detail::write_token(claims, key.header(type), key.public_key().signature_size(),
                             [&](std::string_view message) { return key.sign(message); });
}

}  // namespace gatehouse::crypto
