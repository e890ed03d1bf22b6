#pragma once
// SPDX-License-Identifier: Apache-2.0
// A scheme for hashes that came from elsewhere: it verifies them, and makes none.

#include "gatehouse/crypto/passwords/hash_scheme.h"

namespace gatehouse::crypto {

/// Every hash of it needs an update. Never the first of a context: `make_setting` fails with engine_failed.
class VerifyingScheme : public HashScheme {
 public:
  [[nodiscard]] bool needs_update(std::string_view) const noexcept final { return true; }
  [[nodiscard]] result<std::string, PasswordError> make_setting(Random&) const final {
    return PasswordError::engine_failed;
  }
};

}  // namespace gatehouse::crypto
