// SPDX-License-Identifier: Apache-2.0
#include "crypto/passwords/hash_text.h"

#include <algorithm>
#include <charconv>

namespace gatehouse::crypto::detail {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_crypt_letter(char c) noexcept {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '/';
}

}  // namespace

std::size_t split_fields(std::string_view text, std::span<std::string_view> fields) noexcept {
  std::size_t count = 0;
  for (;;) {
    if (count == fields.size()) return 0;
    const auto end = text.find('$');
    fields[count++] = text.substr(0, end);
    if (end == text.npos) return count;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::uint32_t> read_number(std::string_view text) noexcept {
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::uint32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{}) return std::nullopt;
  return number;
}

bool read_parameters(std::string_view text, std::span<const std::string_view> names,
                     std::span<std::uint32_t> values) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_last = i + 1 == names.size();
    const auto end = is_last ? text.size() : text.find(',');
    if (end == text.npos) return false;
    const auto parameter = text.substr(0, end);
    const auto name_size = names[i].size();
    if (!parameter.starts_with(names[i]) || parameter.size() <= name_size || parameter[name_size] != '=') {
      return false;
    }
    const auto number = read_number(parameter.substr(name_size + 1));
    if (!number) return false;
    values[i] = *number;
    if (!is_last) text.remove_prefix(end + 1);
  }
  return true;
}

bool is_crypt_text(std::string_view text) noexcept { return std::ranges::all_of(text, is_crypt_letter); }

std::optional<HashBytes> decode_bytes(Base64 form, std::string_view text) noexcept {
  HashBytes bytes;
  if (text.size() > bytes.data_.size()) return std::nullopt;
  const auto size = decode_base64(form, text, bytes.data_.data());
  if (!size) return std::nullopt;
  bytes.size_ = *size;
  return bytes;
}

}  // namespace gatehouse::crypto::detail
