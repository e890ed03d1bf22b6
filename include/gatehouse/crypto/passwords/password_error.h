#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why a password or a stored hash can't be worked with. "Wrong password" is no error: see Verdict.

#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::crypto {

enum class PasswordError {
  empty,           ///< no character at all (RFC 8265 4.2.2)
  not_text,        ///< not UTF-8
  contains_nul,    ///< has U+0000, where C libraries stop reading (CWE-158)
  too_long,        ///< more bytes than the scheme takes: bcrypt would ignore all after the 72nd
  unknown_scheme,  ///< the stored hash is of no scheme in the list
  malformed_hash,  ///< the stored hash is of a known scheme, but damaged
  refused_cost,    ///< the stored hash asks for more work than is allowed, or absurdly little (CWE-400)
  engine_failed,   ///< the hash library reported a failure
  busy,            ///< the queue is full, or the job has waited too long in it
  abandoned,       ///< nobody wants the answer any more
  stopped,         ///< the hasher is stopping
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(PasswordError error) noexcept;

/// What is wrong with a password, in words for the one who chose it. For errors about passwords only.
[[nodiscard]] std::string_view message_of(PasswordError error) noexcept;

/// Whether the hasher could not do its work now (503), as opposed to the input being at fault.
[[nodiscard]] bool is_temporary(PasswordError error) noexcept;

/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(PasswordError error, const boost::source_location& where);

}  // namespace gatehouse::crypto
