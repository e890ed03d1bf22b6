#pragma once
// SPDX-License-Identifier: Apache-2.0
// The errors of operations on key pairs.

#include "auth/error_name.h"
#include "gatehouse/base/result.h"

namespace gatehouse::auth {

enum class KeyRingError {
  no_key_pairs,  ///< tokens are signed with the secret, so there are no key pairs
  pending,       ///< another key already waits to become active
  not_found,     ///< there is no such key
  damaged,       ///< a key in the store cannot be read
  conflict,      ///< the keys were changed at the same time
  unavailable,   ///< the store cannot serve requests now, or no key could be made; try again later
};
BOOST_DESCRIBE_ENUM(KeyRingError, no_key_pairs, pending, not_found, damaged, conflict, unavailable)

template <class T = void>
using KeyResult = result<T, KeyRingError>;

}  // namespace gatehouse::auth
