#pragma once
// SPDX-License-Identifier: Apache-2.0
// Converts P-256 signatures between JOSE's form (RFC 7518 3.4) and the DER of OpenSSL.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::crypto::detail {

/// A signature in DER.
class DerSignature {
 public:
  /// Reads JOSE's form: r and s of 32 bytes each. Returns false unless it has 64 bytes, and r and s are from
  /// 1 to the order minus 1. Java once accepted a signature of zeros for every message (CVE-2022-21449).
  [[nodiscard]] bool from_jose(std::string_view jose) noexcept;

  [[nodiscard]] std::string_view bytes() const noexcept { return {bytes_.data(), size_}; }

 private:
  void append(std::string_view number) noexcept;

  std::array<char, 72> bytes_{};
  std::size_t size_ = 0;
};

/// Returns the 64 bytes of a signature made by OpenSSL, or an empty string for anything else.
[[nodiscard]] std::string jose_of_der(std::string_view der);

}  // namespace gatehouse::crypto::detail
