// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/path_prefix.h"

#include <algorithm>
#include <utility>

namespace gatehouse::http {
namespace {

constexpr bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

bool is_path_prefix(std::string_view text) noexcept {
  if (text.empty() || text.size() > max_path_prefix) return false;
  while (!text.empty()) {
    if (text.front() != '/') return false;
    text.remove_prefix(1);
    const auto segment = text.substr(0, text.find('/'));
    if (segment.empty() || segment == "." || segment == ".." || !std::ranges::all_of(segment, is_unreserved))
      return false;
    text.remove_prefix(segment.size());
  }
  return true;
}

std::string_view strip_prefix(std::string_view path, std::string_view prefix) noexcept {
  if (prefix.empty() || !path.starts_with(prefix)) return path;
  const auto rest = path.substr(prefix.size());
  if (rest.empty()) return "/";
  return rest.front() == '/' ? rest : path;
}

std::string add_prefix(std::string_view prefix, std::string reference) {
  if (!reference.starts_with('/') || reference.starts_with("//")) return reference;
  if (!prefix.empty()) reference.insert(0, prefix);
  return reference;
}

}  // namespace gatehouse::http
