#pragma once
// SPDX-License-Identifier: Apache-2.0
// An e-mail address by the HTML standard's rule, the one browsers apply to <input type=email>.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse {

/// An address as its owner typed it. Two that differ in ASCII case only are one account: compare `folded()`.
class Email {
 public:
  /// At most this many bytes (RFC 5321 4.5.3.1.3: a path of 256, less its brackets).
  static constexpr std::size_t max_length = 254;

  Email() = default;

  /// Reads an address, less the ASCII white space around it, as browsers do (HTML Living Standard, 4.10.5.1.5
  /// "valid email address"; ASCII only, no comments, no quotes).
  [[nodiscard]] static std::optional<Email> parse(std::string_view text);

  /// The address as it was typed, without white space around it.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// The address in lower case: the key by which accounts are unique.
  [[nodiscard]] std::string folded() const;

  /// Whether both were typed the same.
  bool operator==(const Email&) const = default;

 private:
  explicit Email(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace gatehouse
