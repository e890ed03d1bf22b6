#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds the previous secret. What it has signed stays valid, so that changing a secret logs nobody out.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/result.h"
#include "server/secrets/secrets_source.h"

namespace gatehouse::server {

/// Returns the previous secret, from outside or from the file `name.file` in `folder`, where an operator may
/// leave it when replacing a secret that the server has made. Returns nullopt in the usual case that there is
/// none. Wipes the environment variable. The errors are sentences, as those of `take_outside_secret`.
[[nodiscard]] result<std::optional<OutsideSecret>, std::vector<std::string>> find_previous_secret(
    const SecretName& name, const std::filesystem::path& folder);

}  // namespace gatehouse::server
