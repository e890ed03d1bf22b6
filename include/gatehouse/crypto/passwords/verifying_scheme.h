#pragma once
// SPDX-License-Identifier: Apache-2.0
// Base class of schemes that verify hashes from other systems but make no new ones.

#include "gatehouse/crypto/passwords/hash_scheme.h"

namespace gatehouse::crypto {

/// Every hash needs an update. Must not be the first scheme of a context: `make_setting`
/// fails with engine_failed.
class VerifyingScheme : public HashScheme {
 public:
  [[nodiscard]] bool needs_update(std::string_view) const noexcept final { return true; }
  [[nodiscard]] result<std::string, PasswordError> make_setting(Random&) const final {
    return PasswordError::engine_failed;
  }
};

}  // namespace gatehouse::crypto
