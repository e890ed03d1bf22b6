// SPDX-License-Identifier: Apache-2.0
#include "web/security/base64.h"

#include <openssl/evp.h>

#include <algorithm>

namespace gatehouse::web::detail {

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::size_t most = 16 * 1024;  // no header field is longer
  if (text.size() % 4 != 0 || text.size() > most) return std::nullopt;
  const auto padding = text.ends_with("==") ? 2U : text.ends_with('=') ? 1U : 0U;
  // OpenSSL skips white space at both ends, and counts padding as zero bits.
  const auto is_letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  };
  if (!std::all_of(text.begin(), text.end() - padding, is_letter)) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const auto size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

}  // namespace gatehouse::web::detail
