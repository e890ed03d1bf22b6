// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/sha256.h"

#include <openssl/sha.h>

namespace gatehouse::crypto {

Sha256Digest sha256(std::string_view bytes) noexcept {
  Sha256Digest digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace gatehouse::crypto
