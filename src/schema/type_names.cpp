// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/type_names.h"

namespace gatehouse::schema::detail {
namespace {

constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

}  // namespace

std::string unqualified_name(std::string_view name) {
  // The arguments of a template may contain "::" too, so only the part before them is searched.
  const auto arguments = name.find('<');
  const auto colons = name.substr(0, arguments).rfind("::");
  return reference_name(colons == std::string_view::npos ? name : name.substr(colons + 2));
}

std::string reference_name(std::string_view name) {
  std::string reference;
  for (const char c : name) {
    if (name_characters.find(c) != std::string_view::npos || c == ':') {
      reference += c == ':' ? '_' : c;
    } else if (!reference.empty() && reference.back() != '_') {
      reference += '_';
    }
  }
  while (!reference.empty() && reference.back() == '_') reference.pop_back();
  return reference;
}

}  // namespace gatehouse::schema::detail
