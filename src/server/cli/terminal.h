#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads a password: typed on the terminal without echo, or from a pipe.

#include <cstddef>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "server/problem.h"

namespace gatehouse::server {

enum class Asking {
  once,
  twice,  ///< for a new password; a terminal only, since piped input cannot be mistyped
};

/// Asks for a password on the terminal, without echo. If standard input is not a terminal, reads one line
/// from it, and no byte more, without a question.
///
///     auto password = ask_password("New password for ada@example.com", Asking::twice);
///
/// `what` is what error messages call it. Fails when no password was given (an empty line, or the end of
/// input), when it is longer than `longest` bytes, when the two answers differ, and when echo cannot be
/// turned off. A signal that ends or stops the program takes effect after the terminal was restored. When the
/// program continues, the question is asked again. Only for programs with one thread.
[[nodiscard]] result<Secret, Problem> ask_password(std::string_view question, Asking asking = Asking::once,
                                                   std::string_view what = "password",
                                                   std::size_t longest = 4096);

}  // namespace gatehouse::server
