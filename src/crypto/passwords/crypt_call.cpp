// SPDX-License-Identifier: Apache-2.0
#include "crypto/passwords/crypt_call.h"

#include <crypt.h>
#include <string.h>  // explicit_bzero

#include <array>
#include <memory>

namespace gatehouse::crypto::detail {
namespace {

/// The memory that contains the password while crypt works: 32 KiB of libxcrypt, and the password
/// with its NUL.
struct WorkingMemory {
  ~WorkingMemory() {
    explicit_bzero(&data, sizeof data);
    explicit_bzero(phrase.data(), phrase.size());
  }
  crypt_data data{};
  std::array<char, max_crypt_password + 1> phrase{};
};

}  // namespace

result<std::string, PasswordError> call_crypt(std::string_view password, std::string_view setting) {
  if (password.size() > max_crypt_password || password.find('\0') != password.npos) {
    return PasswordError::engine_failed;
  }
  const auto memory = std::make_unique<WorkingMemory>();
  password.copy(memory->phrase.data(), password.size());
  const std::string text{setting};
  const char* encoded = crypt_rn(memory->phrase.data(), text.c_str(), &memory->data, sizeof memory->data);
  if (encoded == nullptr) return PasswordError::engine_failed;
  return std::string{encoded};
}

}  // namespace gatehouse::crypto::detail
