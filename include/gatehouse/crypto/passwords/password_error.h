#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why a password or a stored hash cannot be processed. A wrong password is not an error: see Verdict.

#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::crypto {

enum class PasswordError {
  empty,           ///< no characters (RFC 8265 4.2.2)
  not_text,        ///< not valid UTF-8
  contains_nul,    ///< contains U+0000, where C libraries stop reading (CWE-158)
  too_long,        ///< more bytes than the scheme accepts; bcrypt would ignore all after the 72nd
  unknown_scheme,  ///< no scheme recognizes the stored hash
  malformed_hash,  ///< a scheme recognizes the stored hash, but it is damaged
  refused_cost,    ///< the stored hash has a cost above or far below the limits (CWE-400)
  engine_failed,   ///< the hash library reported a failure
  busy,            ///< the queue is full, or the job has waited in it for too long
  abandoned,       ///< the caller no longer waits for the result
  stopped,         ///< the hasher has been stopped
};

/// Returns the name of the value, for logs.
[[nodiscard]] std::string_view to_string(PasswordError error) noexcept;

/// Returns a message for the user about a problem with the chosen password. Only for errors about passwords.
[[nodiscard]] std::string_view message_of(PasswordError error) noexcept;

/// Returns whether the hasher cannot do its work now (status 503), as opposed to an error in the input.
[[nodiscard]] bool is_temporary(PasswordError error) noexcept;

/// Throws std::runtime_error. Called by `result::value()`.
[[noreturn]] void throw_exception_from_error(PasswordError error, const boost::source_location& where);

}  // namespace gatehouse::crypto
