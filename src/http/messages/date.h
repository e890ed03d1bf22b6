#pragma once
// SPDX-License-Identifier: Apache-2.0
// The Date field (RFC 9110 6.6.1), formatted once a second and not for each answer.

#include <array>
#include <ctime>
#include <string_view>

namespace gatehouse::http {

/// The field line "Date: Sun, 06 Nov 1994 08:49:37 GMT" with its line end.
class DateLine {
 public:
  DateLine() noexcept { set(0); }
  void set(std::time_t now) noexcept;
  [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 37> text_{};
};

}  // namespace gatehouse::http
