#pragma once
// SPDX-License-Identifier: Apache-2.0
// A password from whoever runs a command: typed unseen, or piped in.

#include <cstddef>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "server/problem.h"

namespace gatehouse::server {

enum class Asking {
  once,
  twice,  ///< for a new password; on a terminal only: what is piped in was not typed blindly
};

/// Asks for a password on the terminal, without echo; where standard input is no terminal, reads one line
/// from it, to the byte, without a question.
///
///     auto password = ask_password("New password for ada@example.com", Asking::twice);
///
/// `what` is what the errors call it. Errors: no password (empty, or the end of input), one over `longest`
/// bytes, two that differ, no way to hide it. A signal that ends or stops the program does so after the
/// terminal is as it was; when the program goes on, the question is asked again. For a program's only thread.
[[nodiscard]] result<Secret, Problem> ask_password(std::string_view question, Asking asking = Asking::once,
                                                   std::string_view what = "password",
                                                   std::size_t longest = 4096);

}  // namespace gatehouse::server
