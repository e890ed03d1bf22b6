#pragma once
// SPDX-License-Identifier: Apache-2.0
// Private files: read only if no other user can read them, and written completely or not at all.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "server/problem.h"

namespace gatehouse::server {

/// What is trusted to keep other users from reading a file.
enum class FileTrust {
  mode,            ///< its mode, which must be 0600 or less
  mode_or_memory,  ///< as `mode`, but others may read a tmpfs, where containers get secrets
  platform,        ///< systemd, which controls access with lists that make the mode look wide
};

/// Returns the file's content without one line break at its end, or nullopt if there is no such file. Fails
/// when it is not a regular file, not private (the message has the chmod that helps) or too large, or with
/// the system's error.
[[nodiscard]] result<std::optional<Secret>, Problem> read_secret_file(const std::filesystem::path& path,
                                                                      FileTrust trust);

/// Creates `path` with `content` and mode 0600. A file that exists is not changed, even if another process
/// creates it at the same moment. The file is on disk when the function returns.
[[nodiscard]] result<void, Problem> create_private_file(const std::filesystem::path& path,
                                                        std::string_view content);

/// As create_private_file, but replaces an existing file.
[[nodiscard]] result<void, Problem> replace_private_file(const std::filesystem::path& path,
                                                         std::string_view content);

/// Creates the folder with mode 0700, and the folders above it, unless it exists.
[[nodiscard]] result<void, Problem> create_private_folder(const std::filesystem::path& path);

}  // namespace gatehouse::server
