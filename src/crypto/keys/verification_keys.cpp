// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/verification_keys.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "crypto/keys/jws_header.h"

namespace gatehouse::crypto {

result<VerificationKeys, KeySetError> VerificationKeys::from_keys(std::vector<PublicKey> keys) {
  if (keys.size() > max_keys) return KeySetError::too_many_keys;
  VerificationKeys set;
  for (auto& key : keys) {
    if (set.find(key.kid()) != nullptr) return KeySetError::duplicate_kid;
    set.headers_.push_back({detail::encode_header(key.algorithm(), key.kid(), TokenType::jwt),
                            detail::encode_header(key.algorithm(), key.kid(), TokenType::at_jwt)});
    set.keys_.push_back(std::move(key));
  }
  return set;
}

const PublicKey* VerificationKeys::find(std::string_view kid) const noexcept {
  const auto found =
      std::find_if(keys_.begin(), keys_.end(), [&](const PublicKey& key) { return key.kid() == kid; });
  return found == keys_.end() ? nullptr : &*found;
}

const PublicKey* VerificationKeys::find_by_header(std::string_view header) const noexcept {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (header == headers_[i][0] || header == headers_[i][1]) return &keys_[i];
  }
  return nullptr;
}

std::string_view to_string(KeySetError error) noexcept {
  switch (error) {
    case KeySetError::too_long:
      return "too_long";
    case KeySetError::malformed:
      return "malformed";
    case KeySetError::too_many_keys:
      return "too_many_keys";
    case KeySetError::duplicate_kid:
      return "duplicate_kid";
  }
  return "unknown";
}

void throw_exception_from_error(KeySetError error, const boost::source_location&) {
  throw std::runtime_error{"key set refused: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::crypto
