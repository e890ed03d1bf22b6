// SPDX-License-Identifier: Apache-2.0
// The only file that uses OpenSSL's older digest functions. Only these allow a state of 32 bytes to be kept
// and copied (measured: 133 ns for each code, compared with 1,139 ns with HMAC()).
#define OPENSSL_API_COMPAT 0x10100000L
#include "gatehouse/crypto/hmac_sha256.h"

#include <openssl/sha.h>
#include <string.h>  // explicit_bzero

#include <algorithm>
#include <cstddef>

namespace gatehouse::crypto {
namespace {

constexpr std::size_t block_size = SHA256_CBLOCK;
using State = std::array<std::uint32_t, 8>;

State state_after(const std::array<unsigned char, block_size>& block) noexcept {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, block.data(), block.size());
  State state;
  std::copy(std::begin(context.h), std::end(context.h), state.begin());
  explicit_bzero(&context, sizeof context);
  return state;
}

/// Sets up a context as if it had processed one block with the resulting `state`.
void resume(SHA256_CTX& context, const State& state) noexcept {
  SHA256_Init(&context);
  std::copy(state.begin(), state.end(), std::begin(context.h));
  context.Nl = block_size * 8;
}

}  // namespace

HmacSha256::HmacSha256(std::string_view key) noexcept {
  std::array<unsigned char, block_size> block{};
  if (key.size() > block_size) {
    SHA256(reinterpret_cast<const unsigned char*>(key.data()), key.size(), block.data());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  for (auto& byte : block) byte ^= 0x36;
  inner_ = state_after(block);
  for (auto& byte : block) byte ^= 0x36 ^ 0x5c;
  outer_ = state_after(block);
  explicit_bzero(block.data(), block.size());
}

HmacSha256::~HmacSha256() {
  explicit_bzero(inner_.data(), sizeof inner_);
  explicit_bzero(outer_.data(), sizeof outer_);
}

HmacSha256::Code HmacSha256::code(std::string_view message) const noexcept {
  SHA256_CTX context;
  Code code;
  auto* const out = reinterpret_cast<unsigned char*>(code.data());
  resume(context, inner_);
  SHA256_Update(&context, message.data(), message.size());
  SHA256_Final(out, &context);
  resume(context, outer_);
  SHA256_Update(&context, out, code.size());
  SHA256_Final(out, &context);
  explicit_bzero(&context, sizeof context);  // it contained the keyed state
  return code;
}

}  // namespace gatehouse::crypto
