// SPDX-License-Identifier: Apache-2.0
#include "server/commands/inspect_token.h"

#include <optional>

#include "gatehouse/base/base64.h"
#include "gatehouse/schema/schema.h"
#include "server/log_text.h"
#include "server/time_words.h"

namespace gatehouse::server {
namespace {

// Decodes one of the first two parts of a compact JWS (RFC 7515 3.1).
std::optional<std::string> decode_part(std::string_view part) {
  auto text = decode_base64url(part);
  if (!text || !schema::parse_json(*text)) return std::nullopt;
  return text;
}

std::optional<std::int64_t> seconds_of(const schema::Document& claims, std::string_view name) {
  const auto* node = claims.root.find(name);
  if (node == nullptr) return std::nullopt;
  if (node->kind == schema::Node::Kind::integer) return node->integer;
  if (node->kind == schema::Node::Kind::number && node->number > -6e10 && node->number < 2.5e11) {
    return static_cast<std::int64_t>(node->number);
  }
  return std::nullopt;
}

void add_part(std::string& out, std::string_view label, std::string_view json) {
  append_label(out, label);
  append_visible(out, json);  // A token must not be able to control the terminal (CWE-150).
}

void add_time(std::string& out, const schema::Document& claims, std::string_view name, std::string_view label,
              TimePoint now) {
  const auto seconds = seconds_of(claims, name);
  constexpr std::int64_t year_9999 = 253'402'300'799;
  if (!seconds || *seconds < 0 || *seconds > year_9999) return;
  out += '\n';
  append_label(out, label);
  out += time_and_distance(TimePoint{std::chrono::seconds{*seconds}}, now);
}

}  // namespace

result<std::string, Problem> inspect_token(std::string_view token, TimePoint now) {
  const auto first = token.find('.');
  const auto second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
    return Problem{"this is not a token: a token has three parts separated by dots"};
  const auto header = decode_part(token.substr(0, first));
  if (!header) return Problem{"the token's first part is not JSON in base64url"};
  const auto payload = decode_part(token.substr(first + 1, second - first - 1));
  if (!payload) return Problem{"the token's second part is not JSON in base64url"};
  const auto claims = schema::parse_json(*payload);
  std::string out;
  add_part(out, "header", *header);
  out += '\n';
  add_part(out, "claims", *payload);
  add_time(out, *claims, "iat", "issued", now);
  add_time(out, *claims, "nbf", "not before", now);
  add_time(out, *claims, "exp", "expires", now);
  // Constructed explicitly, because a string could also convert to a Problem.
  return result<std::string, Problem>{boost::system::in_place_value, std::move(out)};
}

}  // namespace gatehouse::server
