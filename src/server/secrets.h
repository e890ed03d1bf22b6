#pragma once
// SPDX-License-Identifier: Apache-2.0
// The two secrets that sign tokens: given from outside, or made once and kept in the data folder.

#include <filesystem>
#include <string>
#include <vector>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::server {

struct SigningSecrets {
  Secret access;                      ///< JWT_SECRET_KEY
  Secret refresh;                     ///< JWT_REFRESH_SECRET_KEY
  std::vector<std::string> warnings;  ///< for the log: the server may start, but somebody should know
};

/// Finds each secret in the environment, in the file that JWT_SECRET_KEY_FILE (JWT_REFRESH_SECRET_KEY_FILE)
/// names, or among systemd's credentials; where there is none, in DATA/secrets/, made there when missing. The
/// variables are wiped from the process's environment, so call this before any thread runs, and under the
/// data folder's lock.
///
/// Errors, all at once and one sentence each, none with a secret's text: two sources for one secret; an empty
/// one; two equal ones; a file that can't be read or that others can read; a secret that came from outside
/// when the data folder was last used, and no longer does. With an error, nothing in `data` has changed,
/// unless it says so itself.
[[nodiscard]] result<SigningSecrets, std::vector<std::string>> load_secrets(const std::filesystem::path& data,
                                                                            Random& random = system_random());

}  // namespace gatehouse::server
