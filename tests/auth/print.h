#pragma once
// SPDX-License-Identifier: Apache-2.0
// Prints the errors of tokens, sessions and clients in failed expectations.

#include <ostream>

#include "auth/clients/client_error.h"
#include "auth/sessions/session_error.h"
#include "auth/tokens/access_error.h"

namespace gatehouse::auth {

inline void PrintTo(AccessError error, std::ostream* out) { *out << to_string(error); }
inline void PrintTo(ClientError error, std::ostream* out) { *out << to_string(error); }
inline void PrintTo(SessionError error, std::ostream* out) { *out << to_string(error); }

}  // namespace gatehouse::auth
