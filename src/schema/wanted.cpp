// SPDX-License-Identifier: Apache-2.0
#include "schema/wanted.h"

namespace gatehouse::schema::detail {
namespace {

using Part = Wanted::Part;

// Combines what two types read of a value. If both read it, but as different types, all of it is kept.
Wanted merge(const Wanted& a, const Wanted& b) {
  if (a.part != b.part) return a.part < b.part ? b : a;
  return {a.part, a.type == b.type ? a.type : nullptr};
}

// Combines what the alternatives of a variant read.
template <class Find>
Wanted of_alternatives(const TypeInfo& variant, const Find& find) {
  Wanted all{Part::nothing};
  for (const auto alternative : variant.alternatives) all = merge(all, find(&alternative()));
  return all;
}

}  // namespace

Wanted wanted_member(const TypeInfo* type, std::string_view name) {
  if (type == nullptr) return {};
  if (!type->alternatives.empty()) {
    return of_alternatives(*type, [name](const TypeInfo* one) { return wanted_member(one, name); });
  }
  if (type->kind != TypeInfo::Kind::object) return {};
  if (type->element != nullptr) return {Part::value, &type->element()};
  if (!type->reads_fields_only) return {};
  for (const auto& field : type->fields) {
    if (field.name == name) return {Part::value, &field.type()};
  }
  return {type->refuses_unknown ? Part::name : Part::nothing};
}

Wanted wanted_element(const TypeInfo* type) {
  if (type == nullptr) return {};
  if (!type->alternatives.empty()) return of_alternatives(*type, wanted_element);
  if (type->kind != TypeInfo::Kind::array || type->element == nullptr) return {};
  return {Part::value, &type->element()};
}

}  // namespace gatehouse::schema::detail
