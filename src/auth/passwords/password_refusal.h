#pragma once
// SPDX-License-Identifier: Apache-2.0
// The reasons for refusing a new password.

#include <cstddef>
#include <string>

#include "auth/error_name.h"

namespace gatehouse::auth {

enum class PasswordRefusal {
  too_short,       ///< fewer characters than the policy requires
  too_long,        ///< more characters than the policy allows
  too_many_bytes,  ///< more bytes than the hash scheme takes: bcrypt would ignore all after the 72nd
  contains_nul,    ///< contains U+0000, where C libraries stop reading (CWE-158)
  not_text,        ///< not valid UTF-8
  too_common,      ///< on a list of the passwords that attackers try first
  same_as_email,   ///< the account's address or the part before its `@`, in upper or lower case
};
BOOST_DESCRIBE_ENUM(PasswordRefusal, too_short, too_long, too_many_bytes, contains_nul, not_text, too_common,
                    same_as_email)

/// Returns what is wrong and what the limit is, as a message for the user.
[[nodiscard]] std::string message_of(PasswordRefusal refusal, std::size_t limit);

}  // namespace gatehouse::auth
