#pragma once
// SPDX-License-Identifier: Apache-2.0
// Short keys for what is counted: accounts, addresses, sessions.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "gatehouse/base/random.h"
#include "gatehouse/crypto/hmac_sha256.h"

namespace gatehouse::auth::throttle {

/// 128 bits that stand for a text.
struct Key {
  std::array<std::uint64_t, 2> words{};
  bool operator==(const Key&) const = default;
};

/// The hash function for tables. A Key is as good as random, so a part of it is used.
struct KeyHash {
  std::size_t operator()(const Key& key) const noexcept { return key.words[0]; }
};

/// Makes keys by HMAC-SHA-256 with a random key of this process. So an attacker cannot choose texts whose
/// keys collide (CWE-407), and no account names are kept in memory. Thread-safe.
class KeyHasher {
 public:
  explicit KeyHasher(Random& random) : mac_(make_key(random)) {}

  /// Returns the key of these texts in this order.
  [[nodiscard]] Key operator()(std::initializer_list<std::string_view> texts) const {
    std::string message;
    for (const auto text : texts) {
      message += std::to_string(text.size());
      message += ':';
      message += text;
    }
    const auto code = mac_.code(message);
    Key key;
    std::memcpy(key.words.data(), code.data(), sizeof key.words);
    return key;
  }

 private:
  static std::string make_key(Random& random) {
    std::string key(32, '\0');
    random.fill(std::as_writable_bytes(std::span{key}));
    return key;
  }

  crypto::HmacSha256 mac_;
};

}  // namespace gatehouse::auth::throttle
