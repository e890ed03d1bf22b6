#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a document calls a C++ type.

#include <string>
#include <string_view>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::schema::detail {

/// A type's name with its namespaces, as the compiler spells it.
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

/// The name without namespaces.
std::string unqualified_name(std::string_view name);
/// The name with "__" for "::", and nothing else that a reference could not hold.
std::string reference_name(std::string_view name);

/// Gives a type both of its names.
template <class T>
void name_type(TypeInfo& info) {
  info.name = unqualified_name(type_name<T>());
  info.qualified_name = reference_name(type_name<T>());
}

}  // namespace gatehouse::schema::detail
