#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an operation on the key pairs did not do what was asked.

#include "auth/error_name.h"
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
BOOST_DESCRIBE_ENUM(KeyRingError, no_key_pairs, pending, not_found, damaged, conflict, unavailable)

template <class T = void>
using KeyResult = result<T, KeyRingError>;

}  // namespace gatehouse::auth
