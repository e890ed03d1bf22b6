// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/email.h"

#include <algorithm>

#include "gatehouse/base/ascii.h"

namespace gatehouse {
namespace {

constexpr std::size_t max_label = 63;

constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr bool is_local_character(char c) {
  constexpr std::string_view others = ".!#$%&'*+/=?^_`{|}~-";
  return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
}

/// Returns `text` without the ASCII white space around it (Infra Standard, "strip leading and
/// trailing ASCII whitespace").
std::string_view without_white_space(std::string_view text) {
  constexpr std::string_view white_space = "\t\n\f\r ";
  const auto first = text.find_first_not_of(white_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= max_label && is_alphanumeric(label.front()) &&
         is_alphanumeric(label.back()) &&
         std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  for (;;) {
    const auto dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<Email> Email::parse(std::string_view text) {
  text = without_white_space(text);
  const auto at = text.find('@');
  if (text.size() > max_length || at == std::string_view::npos || at == 0) return std::nullopt;
  if (!std::ranges::all_of(text.substr(0, at), is_local_character)) return std::nullopt;
  if (!is_domain(text.substr(at + 1))) return std::nullopt;
  return Email{std::string{text}};
}

std::string Email::folded() const { return fold_case(text_); }

}  // namespace gatehouse
