#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds secrets outside the data folder: in the environment, in a file, or in systemd's credentials.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::server {

/// The names of a secret.
struct SecretName {
  std::string_view variable;  ///< "JWT_SECRET_KEY"; with _FILE: the variable that names a file
  std::string_view file;      ///< "jwt_secret_key": the credential, and the file in the data folder
  bool is_previous = false;   ///< whether it is a previous secret; the server never makes one of those
};

struct OutsideSecret {
  Secret value;
  std::string source;  ///< in words: "the environment variable JWT_SECRET_KEY"
};

/// Returns the secret if one of the sources has it, or nullopt. Always wipes the environment variable. The
/// errors are sentences: more than one source, an empty secret, a file that cannot be used.
[[nodiscard]] result<std::optional<OutsideSecret>, std::vector<std::string>> take_outside_secret(
    const SecretName& name);

}  // namespace gatehouse::server
