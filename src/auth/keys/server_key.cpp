// SPDX-License-Identifier: Apache-2.0
#include "auth/keys/server_key.h"

#include <string_view>

#include "gatehouse/crypto/hkdf_sha256.h"

namespace gatehouse::auth {
namespace {

constexpr std::size_t key_bytes = 32;

std::string_view info_of(KeyPurpose purpose) noexcept {
  switch (purpose) {
    case KeyPurpose::device_cookie:
      break;
    case KeyPurpose::audit_seal:
      return "gatehouse audit seal";
  }
  return "gatehouse device cookie";
}

}  // namespace

Secret derive_key(const Secret& server_secret, KeyPurpose purpose) {
  return crypto::hkdf_sha256(server_secret, {}, info_of(purpose), key_bytes);
}

}  // namespace gatehouse::auth
