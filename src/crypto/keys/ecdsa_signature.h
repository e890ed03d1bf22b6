#pragma once
// SPDX-License-Identifier: Apache-2.0
// Signatures of P-256 between JOSE's form (RFC 7518 3.4: r and s, 32 bytes each) and the DER that OpenSSL
// takes.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::crypto::detail {

/// A signature in DER.
class DerSignature {
 public:
  /// Reads JOSE's form. False unless it has 64 bytes, and r and s are from 1 to the order less 1: with zeros
  /// Java once took one signature for everything (CVE-2022-21449).
  [[nodiscard]] bool from_jose(std::string_view jose) noexcept;

  [[nodiscard]] std::string_view bytes() const noexcept { return {bytes_.data(), size_}; }

 private:
  void append(std::string_view number) noexcept;

  std::array<char, 72> bytes_{};
  std::size_t size_ = 0;
};

/// The 64 bytes of a signature that OpenSSL made; empty for all else.
[[nodiscard]] std::string jose_of_der(std::string_view der);

}  // namespace gatehouse::crypto::detail
