#pragma once
// SPDX-License-Identifier: Apache-2.0
// How failed expectations show the errors of tokens, sessions and clients.

#include <ostream>

#include "auth/access_error.h"
#include "auth/client_error.h"
#include "auth/session_error.h"

namespace gatehouse::auth {

inline void PrintTo(AccessError error, std::ostream* out) { *out << to_string(error); }
inline void PrintTo(ClientError error, std::ostream* out) { *out << to_string(error); }
inline void PrintTo(SessionError error, std::ostream* out) { *out << to_string(error); }

}  // namespace gatehouse::auth
