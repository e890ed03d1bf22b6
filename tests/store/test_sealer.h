#pragma once
// SPDX-License-Identifier: Apache-2.0
// Seals for tests: weak, but they change with every byte.

#include <cstdint>
#include <string>
#include <string_view>

#include "store/sealer.h"

namespace gatehouse::store {

class TestSealer final : public Sealer {
 public:
  explicit TestSealer(std::uint64_t key = 1) : key_(key) {}

  [[nodiscard]] std::string digest(std::string_view bytes) const override { return mix(bytes, 0); }
  [[nodiscard]] bool can_seal() const override { return true; }
  [[nodiscard]] std::string seal(std::string_view bytes) const override { return mix(bytes, key_); }
  [[nodiscard]] bool is_seal(std::string_view bytes, std::string_view seal) const override {
    return mix(bytes, key_) == seal;
  }

 private:
  /// Returns four FNV-1a hashes, 32 bytes.
  static std::string mix(std::string_view bytes, std::uint64_t key) {
    std::string out;
    for (std::uint64_t part = 0; part < 4; ++part) {
      std::uint64_t hash = 14695981039346656037ULL ^ (key * 31 + part);
      for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
      for (int i = 0; i < 8; ++i, hash >>= 8) out.push_back(static_cast<char>(hash & 0xff));
    }
    return out;
  }

  std::uint64_t key_;
};

}  // namespace gatehouse::store
