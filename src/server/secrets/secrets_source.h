#pragma once
// SPDX-License-Identifier: Apache-2.0
// Secrets from outside the data folder: the environment, a file it names, systemd's credentials.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::server {

/// What one secret is called.
struct SecretName {
  std::string_view variable;  ///< "JWT_SECRET_KEY"; with _FILE: the variable that names a file
  std::string_view file;      ///< "jwt_secret_key": the credential, and the file in the data folder
  bool is_previous = false;   ///< one that signs no more: the server never makes one in its place
};

struct OutsideSecret {
  Secret value;
  std::string source;  ///< in words: "the environment variable JWT_SECRET_KEY"
};

/// The secret, if one of the sources has it; the environment variable is wiped in any case.
/// Errors are sentences: more than one source, an empty secret, a file that can't be used.
[[nodiscard]] result<std::optional<OutsideSecret>, std::vector<std::string>> take_outside_secret(
    const SecretName& name);

}  // namespace gatehouse::server
