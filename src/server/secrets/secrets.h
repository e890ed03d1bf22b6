#pragma once
// SPDX-License-Identifier: Apache-2.0
// The server's secrets, each given from outside or made once and kept in the data folder.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::server {

/// An entry in the list of secrets. It contains nothing of the secret itself.
struct SecretStatus {
  std::string name;          ///< such as JWT_SECRET_KEY
  bool is_previous = false;  ///< it verifies what it has signed, but signs no more
  std::string source;        ///< in words
  bool signs = true;         ///< false: keys are derived from it instead (SERVER_SECRET_KEY)
};

/// All secrets of the server: two sign tokens, and other keys are derived from the third.
struct SigningSecrets {
  Secret access;                             ///< JWT_SECRET_KEY
  Secret refresh;                            ///< JWT_REFRESH_SECRET_KEY
  std::optional<Secret> previous_access{};   ///< JWT_SECRET_KEY_PREVIOUS
  std::optional<Secret> previous_refresh{};  ///< JWT_REFRESH_SECRET_KEY_PREVIOUS
  /// SERVER_SECRET_KEY. Keys for other purposes than tokens are derived from it (auth::derive_key). It is
  /// empty only in a result of `find_secrets`, when the server has not made it yet.
  Secret server{};
  std::optional<Secret> previous_server{};  ///< SERVER_SECRET_KEY_PREVIOUS
  std::vector<SecretStatus> list{};
  std::vector<std::string> warnings{};  ///< for the log: the server may start, but an operator should know
};

/// Finds each secret in the environment, in the file that JWT_SECRET_KEY_FILE (JWT_REFRESH_SECRET_KEY_FILE,
/// SERVER_SECRET_KEY_FILE) names, or among systemd's credentials. Otherwise it uses the one in DATA/secrets/,
/// which it makes if it is missing. It also looks for the previous secrets (…_PREVIOUS), which need not
/// exist. The variables are wiped from the process's environment, so call this before starting any thread,
/// and while holding the data folder's lock.
///
/// Reports all errors at once, one sentence each, without the text of a secret: two sources for one secret;
/// an empty secret; two equal ones; a file that cannot be read or that other users can read; a secret that
/// came from outside when the data folder was last used and is missing now. On an error nothing in `data` has
/// changed, unless the error says otherwise.
[[nodiscard]] result<SigningSecrets, std::vector<std::string>> load_secrets(const std::filesystem::path& data,
                                                                            Random& random = system_random());

/// The secrets that a command finds, other than the server.
struct FoundSecrets {
  std::optional<SigningSecrets> secrets{};  ///< nullopt: see `problems`
  std::vector<SecretStatus> list{};
  std::vector<std::string> problems{};  ///< one sentence each
};

/// As `load_secrets`, but makes and records nothing: a missing secret of tokens is a problem.
/// SERVER_SECRET_KEY may be missing, since no command needs it.
[[nodiscard]] FoundSecrets find_secrets(const std::filesystem::path& data);

}  // namespace gatehouse::server
