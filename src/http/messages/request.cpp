// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/request.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "http/messages/target.h"

namespace gatehouse::http {
namespace {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

using Word = std::uint64_t;
using Half = std::uint32_t;

template <class Integer>
Integer load(const char* text) noexcept {
  Integer bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  return bytes;
}

/// Returns eight bytes with capital letters in lower case.
constexpr Word lower(Word word) noexcept {
  constexpr Word each = 0x0101010101010101;
  const Word low = word & 0x7f * each;
  // The high bit of the first sum is set if its byte is at least 'A', that of the second if it is above 'Z'.
  const Word capitals = (low + (0x80 - 'A') * each) & ~(low + (0x7f - 'Z') * each) & ~word & 0x80 * each;
  return word | capitals >> 2;
}

/// Returns the first and the last four bytes of a text of four to eight bytes.
Word both_ends(std::string_view text) noexcept {
  return Word{load<Half>(text.data())} << 32 | load<Half>(text.data() + text.size() - sizeof(Half));
}

}  // namespace

// Compares words of eight bytes, of which the last overlaps the one before. Every request has several
// names to compare.
bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  if (a.size() < sizeof(Half)) {
    return std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
  }
  if (a.size() < sizeof(Word)) return lower(both_ends(a)) == lower(both_ends(b));
  const std::size_t last = a.size() - sizeof(Word);
  for (std::size_t i = 0; i < last; i += sizeof(Word)) {
    if (lower(load<Word>(a.data() + i)) != lower(load<Word>(b.data() + i))) return false;
  }
  return lower(load<Word>(a.data() + last)) == lower(load<Word>(b.data() + last));
}

std::optional<std::string_view> Request::find(std::string_view name) const noexcept {
  for (const auto& field : fields) {
    if (equal_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::host() const noexcept {
  Authority parts;
  const auto text = authority.empty() ? find("Host").value_or(std::string_view{}) : authority;
  if (!split_authority(text, parts) || parts.host.empty()) return std::nullopt;
  return parts.host;
}

std::size_t Request::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](const Field& f) { return equal_ignoring_case(f.name, name); }));
}

std::stop_token Request::when_gone() const {
  if (!gone) gone.emplace();
  return gone->get_token();
}

}  // namespace gatehouse::http
