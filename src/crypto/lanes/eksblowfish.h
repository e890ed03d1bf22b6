#pragma once
// SPDX-License-Identifier: Apache-2.0
// The key schedule of bcrypt for up to five hashes, interleaved on one thread.
//
// See Provos and Mazieres, "A Future-Adaptable Password Scheme" (USENIX 1999), section 4. One hash is a
// chain of loads that depend on each other and leaves most of a core idle. Interleaving independent hashes
// uses this time.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace gatehouse::crypto::detail {

/// The number of hashes that `mix` computes together. Measured on Zen 5, relative to libxcrypt: a throughput
/// of 2.0, 2.9, 3.7 and 4.2 with 2 to 5 hashes. A sixth hash would run out of registers: 4 % more throughput,
/// but each hash would take 15 % longer.
inline constexpr std::size_t max_lanes = 5;

/// The state of one hash. It is secret and must be wiped when the hash has ended.
struct alignas(64) EksBlowfish {
  std::array<std::array<std::uint32_t, 256>, 4> s;
  std::array<std::uint32_t, 18> p;
  std::array<std::uint32_t, 18> key;   ///< the password with its final NUL, repeated
  std::array<std::uint32_t, 18> salt;  ///< the salt, repeated
};

/// The 18 words of `p` and the 1,024 words of `s`.
inline constexpr std::size_t blowfish_words = 1042;

/// The initial state of Blowfish: `p`, then `s`.
extern const std::array<std::uint32_t, blowfish_words> blowfish_tables;

/// How a password is converted to a key.
enum class KeyForm {
  plain,  ///< `$2b$` and `$2y$`
  /// `$2a$` as in libxcrypt: some passwords with bytes of 0xFF are treated separately (CVE-2011-2483).
  guarded
};

/// Starts a hash: EksBlowfishSetup without its loop. Only the first 72 bytes of `password` count. It must
/// not contain NUL.
void begin(EksBlowfish& lane, std::string_view password, std::span<const std::byte, 16> salt, KeyForm form);

/// Runs `rounds` iterations of the loop of EksBlowfishSetup, which has 2^cost iterations, in each of `lanes`.
/// There must be 1 to `max_lanes` lanes. A round takes about 50 microseconds for one lane and 65 for five.
void mix(std::span<EksBlowfish> lanes, std::uint64_t rounds);

/// Returns the digest: the part of the encrypted text that bcrypt keeps.
[[nodiscard]] std::array<std::byte, 23> digest_of(const EksBlowfish& lane);

}  // namespace gatehouse::crypto::detail
