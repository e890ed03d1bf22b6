#pragma once
// SPDX-License-Identifier: Apache-2.0
// Remembers the source of a secret that came from outside, and enough of its hash to notice a change.

#include <filesystem>
#include <optional>
#include <string>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "server/secrets/secrets_file.h"

namespace gatehouse::server {

struct SecretMarker {
  std::string source;       ///< in words, as in OutsideSecret
  std::string salt;         ///< hexadecimal
  std::string fingerprint;  ///< hexadecimal: 32 bits of a hash of salt and secret
};

/// Returns a marker for `secret` with a new salt. Its 32 bits show whether a secret has changed. They help an
/// attacker to guess the secret less than any token does.
[[nodiscard]] SecretMarker make_marker(const std::string& source, const Secret& secret, Random& random);

/// Returns whether `marker` was made for this secret.
[[nodiscard]] bool is_for(const SecretMarker& marker, const Secret& secret);

/// Reads a marker, or returns nullopt if there is none. A damaged marker still means that the secret
/// came from outside.
[[nodiscard]] result<std::optional<SecretMarker>, Problem> read_marker(const std::filesystem::path& path);

/// Writes a marker, completely or not at all.
[[nodiscard]] result<void, Problem> write_marker(const std::filesystem::path& path,
                                                 const SecretMarker& marker);

}  // namespace gatehouse::server
