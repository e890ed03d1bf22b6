#pragma once
// SPDX-License-Identifier: Apache-2.0
// bcrypt's key schedule, up to five hashes interleaved in one thread.
//
// Provos and Mazieres, "A Future-Adaptable Password Scheme" (USENIX 1999), section 4. One hash is a chain of
// loads that depend on each other and leaves most of a core idle; independent ones fill it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace gatehouse::crypto::detail {

/// How many hashes `mix` steps together. Measured on Zen 5, to libxcrypt: 2.0, 2.9, 3.7 and 4.2 times with 2
/// to 5; a sixth lacks registers and adds 4 % at 15 % more time for each.
inline constexpr std::size_t max_lanes = 5;

/// One hash under way. Secret: it must be wiped when it has ended.
struct alignas(64) EksBlowfish {
  std::array<std::array<std::uint32_t, 256>, 4> s;
  std::array<std::uint32_t, 18> p;
  std::array<std::uint32_t, 18> key;   ///< the password, repeated with its final NUL
  std::array<std::uint32_t, 18> salt;  ///< the salt, repeated
};

/// The 18 words of `p` and the 1,024 of `s`.
inline constexpr std::size_t blowfish_words = 1042;

/// What Blowfish begins with: `p`, then `s`.
extern const std::array<std::uint32_t, blowfish_words> blowfish_tables;

/// How a password becomes a key.
enum class KeyForm {
  plain,   ///< `$2b$` and `$2y$`
  guarded  ///< `$2a$` as libxcrypt has it: some passwords with bytes of 0xFF are set apart (CVE-2011-2483)
};

/// Starts a hash: EksBlowfishSetup without its loop. Of `password` at most 72 bytes count; it has no NUL.
void begin(EksBlowfish& lane, std::string_view password, std::span<const std::byte, 16> salt, KeyForm form);

/// `rounds` times the loop of EksBlowfishSetup, which takes 2^cost of them, in each of the 1 to `max_lanes`
/// `lanes`. One round of one lane takes some 50 microseconds, of five 65.
void mix(std::span<EksBlowfish> lanes, std::uint64_t rounds);

/// What bcrypt keeps of the text that the finished `lane` encrypts.
[[nodiscard]] std::array<std::byte, 23> digest_of(const EksBlowfish& lane);

}  // namespace gatehouse::crypto::detail
