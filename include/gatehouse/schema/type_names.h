#pragma once
// SPDX-License-Identifier: Apache-2.0
// Derives the name of a C++ type in the document.

#include <string>
#include <string_view>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::schema::detail {

/// Returns the name of a type with its namespaces, as the compiler spells it.
template <class T>
constexpr std::string_view type_name() {
#if defined(__clang__)
  constexpr std::string_view head = "[T = ", text = __PRETTY_FUNCTION__;
  constexpr auto start = text.find(head) + head.size();
  return text.substr(start, text.size() - start - 1);
#else
  constexpr std::string_view head = "[with T = ", text = __PRETTY_FUNCTION__;
  constexpr auto start = text.find(head) + head.size();
  return text.substr(start, text.find(';', start) - start);
#endif
}

/// Returns the name without namespaces.
std::string unqualified_name(std::string_view name);
/// Returns the name with "__" in place of "::", and without characters that a reference cannot contain.
std::string reference_name(std::string_view name);

/// Sets both names of a type.
template <class T>
void name_type(TypeInfo& info) {
  info.name = unqualified_name(type_name<T>());
  info.qualified_name = reference_name(type_name<T>());
}

}  // namespace gatehouse::schema::detail
