#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tells which parts of a document the decoder of a type reads, so that the parser builds only those.

#include <cstdint>
#include <string_view>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::schema::detail {

/// What is read of one value.
struct Wanted {
  enum class Part : std::uint8_t {
    nothing,
    name,  ///< only whether a member with this name exists
    value,
  };

  Part part = Part::value;
  const TypeInfo* type = nullptr;  ///< for a value: the type it is decoded to; null: all of it is read
};

/// Returns what the decoder of `type` reads of the member `name` of an object.
[[nodiscard]] Wanted wanted_member(const TypeInfo* type, std::string_view name);
/// Returns what the decoder of `type` reads of each element of an array.
[[nodiscard]] Wanted wanted_element(const TypeInfo* type);

}  // namespace gatehouse::schema::detail
