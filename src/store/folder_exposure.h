#pragma once
// SPDX-License-Identifier: Apache-2.0
// Checks whether other users of the machine could change the content of a folder.

#include <filesystem>
#include <optional>
#include <string>

namespace gatehouse::store {

/// Returns how other users could put files into `folder` or replace it, and what to do about it. Returns
/// nullopt when they cannot, or when the folder does not exist. The folder must belong to the process's user
/// or to root, and only its owner may write to it; a process of root may use a folder of any owner. A folder
/// above it may be writable by all users only if it is sticky, as /tmp is.
[[nodiscard]] std::optional<std::string> find_exposure(const std::filesystem::path& folder);

}  // namespace gatehouse::store
