#pragma once
// SPDX-License-Identifier: Apache-2.0
// An e-mail address, by the HTML standard's rule that browsers apply to <input type=email>.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse {

/// An address as its owner typed it. Addresses that differ only in ASCII case are one
/// user: compare `folded()`.
class Email {
 public:
  /// The maximum length in bytes (RFC 5321 4.5.3.1.3: a path of 256, without its angle brackets).
  static constexpr std::size_t max_length = 254;

  Email() = default;

  /// Parses an address as browsers do (HTML Living Standard, 4.10.5.1.5 "valid email address"): ASCII only,
  /// no comments, no quotes. ASCII white space around it is removed. Returns nothing if it is invalid.
  [[nodiscard]] static std::optional<Email> parse(std::string_view text);

  /// Returns the address as it was typed, without white space around it.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// Returns the address in lower case. It is the key by which users are unique.
  [[nodiscard]] std::string folded() const;

  /// Compares the addresses as typed, including case.
  bool operator==(const Email&) const = default;

 private:
  explicit Email(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace gatehouse
