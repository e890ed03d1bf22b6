#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads the text of a JWK into its members, without checking their values.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/public_key.h"

namespace gatehouse::crypto::detail {

/// The members of a public key (RFC 7517 4, RFC 7518 6, RFC 8037 2). An absent member has no value.
struct Jwk {
  std::optional<std::string> kty{};
  std::optional<std::string> crv{};
  std::optional<std::string> alg{};
  std::optional<std::string> use{};
  std::optional<std::vector<std::string>> key_ops{};
  std::optional<std::string> kid{};
  std::optional<std::string> x{};
  std::optional<std::string> y{};
  std::optional<std::string> n{};
  std::optional<std::string> e{};
  bool has_private_member = false;
};

/// Fails with `malformed` if the text is no object, has a repeated member, or has a member above of
/// the wrong kind.
[[nodiscard]] result<Jwk, PublicKeyError> read_jwk(std::string_view json);

}  // namespace gatehouse::crypto::detail
