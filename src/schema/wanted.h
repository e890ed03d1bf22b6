#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which parts of a document the decoder of a type looks at: the parser builds no others.

#include <cstdint>
#include <string_view>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::schema::detail {

/// What is looked at of one value.
struct Wanted {
  enum class Part : std::uint8_t {
    nothing,
    name,  ///< that there is a member of this name, and not its value
    value,
  };

  Part part = Part::value;
  const TypeInfo* type = nullptr;  ///< of a value: as what it is read; none: all of it is looked at
};

/// What the decoder of `type` looks at of an object's member.
[[nodiscard]] Wanted wanted_member(const TypeInfo* type, std::string_view name);
/// What it looks at of an array's elements.
[[nodiscard]] Wanted wanted_element(const TypeInfo* type);

}  // namespace gatehouse::schema::detail
