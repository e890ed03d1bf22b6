#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an operation on the key pairs did not do what was asked.

#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::auth {

enum class KeyRingError {
  no_key_pairs,  ///< tokens are signed with the secret: there is nothing to rotate
  pending,       ///< a key waits to become active: one rotation at a time
  not_found,     ///< there is no such key
  damaged,       ///< a key in the store can't be read
  conflict,      ///< somebody else changed the keys at the same time
  unavailable,   ///< the store can't serve now, or no key could be made: try again later
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(KeyRingError error) noexcept;

/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(KeyRingError error, const boost::source_location& where);

template <class T = void>
using KeyResult = result<T, KeyRingError>;

}  // namespace gatehouse::auth
