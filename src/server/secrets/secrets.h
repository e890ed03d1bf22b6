#pragma once
// SPDX-License-Identifier: Apache-2.0
// The server's secrets: two that sign tokens and one for its other keys. Each is given from outside, or made
// once and kept in the data folder.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::server {

/// Which secret is where; for a list, without a word of its text.
struct SecretStatus {
  std::string name;          ///< JWT_SECRET_KEY
  bool is_previous = false;  ///< it verifies what it has signed, and signs no more
  std::string source;        ///< in words
  bool signs = true;         ///< false: keys are derived from it instead (SERVER_SECRET_KEY)
};

/// All secrets of the server.
struct SigningSecrets {
  Secret access;                             ///< JWT_SECRET_KEY
  Secret refresh;                            ///< JWT_REFRESH_SECRET_KEY
  std::optional<Secret> previous_access{};   ///< JWT_SECRET_KEY_PREVIOUS
  std::optional<Secret> previous_refresh{};  ///< JWT_REFRESH_SECRET_KEY_PREVIOUS
  /// SERVER_SECRET_KEY: the keys for other purposes than tokens are derived from it (auth::derive_key). Empty
  /// only as a result of `find_secrets`, where the server has not made it yet.
  Secret server{};
  std::optional<Secret> previous_server{};  ///< SERVER_SECRET_KEY_PREVIOUS
  std::vector<SecretStatus> list{};
  std::vector<std::string> warnings{};  ///< for the log: the server may start, but somebody should know
};

/// Finds each secret in the environment, in the file that JWT_SECRET_KEY_FILE (JWT_REFRESH_SECRET_KEY_FILE,
/// SERVER_SECRET_KEY_FILE) names, or among systemd's credentials; where there is none, in DATA/secrets/, made
/// there when missing. Likewise the ones before them (…_PREVIOUS), which need not be there. The variables are
/// wiped from the process's environment, so call this before any thread runs, and under the data folder's
/// lock.
///
/// Errors, all at once and one sentence each, none with a secret's text: two sources for one secret; an empty
/// one; two equal ones; a file that can't be read or that others can read; a secret that came from outside
/// when the data folder was last used, and no longer does. With an error, nothing in `data` has changed,
/// unless it says so itself.
[[nodiscard]] result<SigningSecrets, std::vector<std::string>> load_secrets(const std::filesystem::path& data,
                                                                            Random& random = system_random());

/// What a command finds that is not the server.
struct FoundSecrets {
  std::optional<SigningSecrets> secrets{};  ///< none: see `problems`
  std::vector<SecretStatus> list{};
  std::vector<std::string> problems{};  ///< one sentence each
};

/// As `load_secrets`, but nothing is made or noted: a missing secret of tokens is a problem.
/// SERVER_SECRET_KEY may be missing, since no command needs it.
[[nodiscard]] FoundSecrets find_secrets(const std::filesystem::path& data);

}  // namespace gatehouse::server
