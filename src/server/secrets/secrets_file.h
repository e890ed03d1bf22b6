#pragma once
// SPDX-License-Identifier: Apache-2.0
// Files for their owner's eyes: read only when they are private, written whole or not at all.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "server/problem.h"

namespace gatehouse::server {

/// Who vouches that nobody else reads a file.
enum class FileTrust {
  mode,            ///< its mode must be 0600 or less
  mode_or_memory,  ///< as `mode`, but in memory (tmpfs) others may read: container platforms mount secrets so
  platform,        ///< systemd: it sets access up itself, with lists that make the mode look wide
};

/// The file's content, less one line break at its end; nothing when there is no such file.
/// The error: not a regular file, not private (with the chmod that helps), too large, or the
/// system's.
[[nodiscard]] result<std::optional<Secret>, Problem> read_secret_file(const std::filesystem::path& path,
                                                                      FileTrust trust);

/// Makes `path` with `content`, mode 0600, if there is no such file; one that is there stays as it is, also
/// when another process makes it at the same moment. On disk when this returns.
[[nodiscard]] result<void, Problem> create_private_file(const std::filesystem::path& path,
                                                        std::string_view content);

/// As create_private_file, but puts the new file in place of an old one.
[[nodiscard]] result<void, Problem> replace_private_file(const std::filesystem::path& path,
                                                         std::string_view content);

/// Makes the folder, mode 0700, with the folders above it, unless it is there.
[[nodiscard]] result<void, Problem> create_private_folder(const std::filesystem::path& path);

}  // namespace gatehouse::server
