#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the data folder remembers of a secret that came from outside: where from, and enough to notice a
// change.

#include <filesystem>
#include <optional>
#include <string>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "server/secrets/secrets_file.h"

namespace gatehouse::server {

struct SecretMarker {
  std::string source;       ///< in words, as OutsideSecret has it
  std::string salt;         ///< hexadecimal
  std::string fingerprint;  ///< hexadecimal: 32 bits of a hash of salt and secret
};

/// A marker for `secret`, with a fresh salt. Its 32 bits tell a changed secret; for one who guesses, a token
/// tells more.
[[nodiscard]] SecretMarker make_marker(const std::string& source, const Secret& secret, Random& random);

/// Whether `marker` was made for this secret.
[[nodiscard]] bool is_for(const SecretMarker& marker, const Secret& secret);

/// Reads a marker; nothing when there is none. One that is damaged still says that the secret came from
/// outside.
[[nodiscard]] result<std::optional<SecretMarker>, Problem> read_marker(const std::filesystem::path& path);

/// Writes it, whole or not at all.
[[nodiscard]] result<void, Problem> write_marker(const std::filesystem::path& path,
                                                 const SecretMarker& marker);

}  // namespace gatehouse::server
