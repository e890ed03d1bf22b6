#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds out whether other users of the machine could change what is in a folder.

#include <filesystem>
#include <optional>
#include <string>

namespace gatehouse::store {

/// Returns why other users could put files into `folder` or exchange it for another, and what to do about it;
/// nothing if they can't or if there is no such folder. The folder must belong to the process's user or to
/// root and be writable by its owner only; root may use anyone's. The folders above it may be writable by all
/// only if they are sticky, as /tmp is.
[[nodiscard]] std::optional<std::string> find_exposure(const std::filesystem::path& folder);

}  // namespace gatehouse::store
