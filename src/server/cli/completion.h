#pragma once
// SPDX-License-Identifier: Apache-2.0
// Scripts that complete the program's commands and options in a shell.

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace gatehouse::server {

/// Returns a script for `shell` (bash, zsh or fish), made of the commands and options of `app`.
[[nodiscard]] std::string completion_script(const CLI::App& app, std::string_view shell);

}  // namespace gatehouse::server
