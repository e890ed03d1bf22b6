// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/prepare_password.h"

#include <string.h>  // explicit_bzero
#include <utf8proc.h>

#include <algorithm>
#include <string>
#include <vector>

namespace gatehouse::crypto {
namespace {

/// The code points of a password, wiped on destruction.
class CodePoints {
 public:
  explicit CodePoints(std::size_t size) : points_(size) {}
  CodePoints(const CodePoints&) = delete;
  CodePoints& operator=(const CodePoints&) = delete;
  ~CodePoints() { explicit_bzero(points_.data(), points_.size() * sizeof points_[0]); }
  utf8proc_int32_t* data() { return points_.data(); }
  [[nodiscard]] utf8proc_ssize_t size() const { return static_cast<utf8proc_ssize_t>(points_.size()); }

 private:
  std::vector<utf8proc_int32_t> points_;
};

/// The largest number of code points that a character decomposes into (UAX 15, "Maximum expansion":
/// 4 in NFD).
constexpr std::size_t max_expansion = 4;

constexpr auto nfc = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

result<Secret, PasswordError> prepare_password(std::string_view text) {
  if (text.empty()) return PasswordError::empty;
  if (text.size() > max_password_text) return PasswordError::too_long;
  if (text.find('\0') != text.npos) return PasswordError::contains_nul;
  if (is_ascii(text)) return Secret{std::string{text}};

  // Has room for one more, the terminating zero that reencode writes.
  CodePoints points{text.size() * max_expansion + 1};
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto count = utf8proc_decompose(bytes, static_cast<utf8proc_ssize_t>(text.size()), points.data(),
                                  points.size() - 1, nfc);
  if (count < 0 || count >= points.size()) return PasswordError::not_text;
  std::replace_if(
      points.data(), points.data() + count,
      [](utf8proc_int32_t point) { return utf8proc_category(point) == UTF8PROC_CATEGORY_ZS; }, U' ');
  count = utf8proc_reencode(points.data(), count, nfc);
  if (count < 0) return PasswordError::not_text;
  return Secret{std::string{reinterpret_cast<const char*>(points.data()), static_cast<std::size_t>(count)}};
}

}  // namespace gatehouse::crypto
