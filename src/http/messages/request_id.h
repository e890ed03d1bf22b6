#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes the ids of requests. They are unique in the process, and practically unique across processes.

#include <array>
#include <cstddef>
#include <string_view>

#include "gatehouse/base/ascii.h"
#include "gatehouse/base/random.h"

namespace gatehouse::http {

/// Makes the ids of one worker: 12 random digits per process, 3 for the worker and a counter of
/// 9, all hexadecimal.
class RequestIds {
 public:
  static constexpr std::size_t prefix_bytes = 6;
  using Prefix = std::array<std::byte, prefix_bytes>;

  [[nodiscard]] static Prefix make_prefix(Random& random) {
    Prefix prefix;
    random.fill(prefix);
    return prefix;
  }

  RequestIds(const Prefix& prefix, unsigned worker) noexcept {
    char* out = text_.data();
    for (const auto byte : prefix) {
      *out++ = hex_digits[std::to_integer<unsigned>(byte) >> 4];
      *out++ = hex_digits[std::to_integer<unsigned>(byte) & 15];
    }
    *out++ = '-';
    for (const unsigned shift : {8U, 4U, 0U}) *out++ = hex_digits[worker >> shift & 15];
    while (out != text_.data() + text_.size()) *out++ = '0';
  }

  /// Returns the next id. The view is valid until the next call.
  [[nodiscard]] std::string_view next() noexcept {
    for (auto digit = text_.rbegin(); digit != text_.rbegin() + counting; ++digit) {
      if (*digit == 'f') {
        *digit = '0';
        continue;
      }
      *digit = *digit == '9' ? 'a' : static_cast<char>(*digit + 1);
      break;
    }
    return {text_.data(), text_.size()};
  }

  static constexpr std::size_t length = 2 * prefix_bytes + 1 + 3 + 9;

 private:
  static constexpr int counting = 9;
  std::array<char, length> text_{};
};

}  // namespace gatehouse::http
