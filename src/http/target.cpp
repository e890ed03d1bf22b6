// SPDX-License-Identifier: Apache-2.0

#include "http/target.h"

#include <algorithm>

#include "gatehouse/http/request.h"
#include "http/characters.h"

namespace gatehouse::http {
namespace {

constexpr auto host_characters = detail::alphanumeric_and("-._~%!$&'()*+,;=:[]");

/// What follows "http://" or "https://", or nothing.
std::string_view after_scheme(std::string_view text) noexcept {
  for (const std::string_view scheme : {std::string_view{"http://"}, std::string_view{"https://"}}) {
    if (equal_ignoring_case(text.substr(0, scheme.size()), scheme)) return text.substr(scheme.size());
  }
  return {};
}

void split_query(std::string_view text, Target& out) noexcept {
  const auto mark = text.find('?');
  out.whole = text;
  out.path = text.substr(0, mark);
  out.query = mark == std::string_view::npos ? std::string_view{} : text.substr(mark + 1);
}

bool split_absolute(std::string_view text, Target& out) noexcept {
  const auto rest = after_scheme(text);
  const auto end = std::min(rest.find_first_of("/?"), rest.size());
  auto authority = rest.substr(0, end);
  if (const auto at = authority.find('@'); at != std::string_view::npos) {
    if (!is_host(authority.substr(0, at))) return false;
    authority.remove_prefix(at + 1);
  }
  if (authority.empty() || !is_host(authority)) return false;
  split_query(rest.substr(end), out);
  if (out.path.empty()) out.path = "/";
  if (out.whole.empty()) out.whole = "/";
  return true;
}

}  // namespace

bool is_host(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return host_characters[static_cast<unsigned char>(c)]; });
}

bool split_target(std::string_view method, std::string_view text, Target& out) noexcept {
  // A fragment is never sent; one hop might cut it off where another does not.
  if (text.empty() || text.find('#') != std::string_view::npos) return false;
  if (method == "CONNECT") return false;  // this is no proxy
  if (text.front() == '/') {
    split_query(text, out);
    return true;
  }
  if (text == "*") {
    split_query(text, out);
    return method == "OPTIONS";
  }
  return split_absolute(text, out);
}

}  // namespace gatehouse::http
