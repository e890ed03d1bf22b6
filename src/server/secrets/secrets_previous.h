#pragma once
// SPDX-License-Identifier: Apache-2.0
// The secret before the current one: what it has signed is still good, so that a change logs nobody out.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/result.h"
#include "server/secrets/secrets_source.h"

namespace gatehouse::server {

/// The previous secret, from outside or from the file `name.file` in `folder`, where whoever changes a secret
/// that the server has made may leave it; nothing is the common case. The environment variable is wiped.
/// Errors are sentences, as of `take_outside_secret`.
[[nodiscard]] result<std::optional<OutsideSecret>, std::vector<std::string>> find_previous_secret(
    const SecretName& name, const std::filesystem::path& folder);

}  // namespace gatehouse::server
