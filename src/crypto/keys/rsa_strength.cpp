// SPDX-License-Identifier: Apache-2.0
#include <bit>

#include "crypto/keys/key_strength.h"

namespace gatehouse::crypto::detail {
namespace {

/// The primes of Nemec et al., "The Return of Coppersmith's Attack" (CCS 2017), 2.2.
constexpr unsigned small_primes[] = {3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                     47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                     107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

unsigned char byte_at(std::string_view number, std::size_t i) {
  return static_cast<unsigned char>(number[i]);
}

bool is_odd(std::string_view number) { return (byte_at(number, number.size() - 1) & 1) != 0; }

std::size_t bits_of(std::string_view number) {
  return (number.size() - 1) * 8 + static_cast<std::size_t>(std::bit_width(byte_at(number, 0)));
}

unsigned remainder_of(std::string_view number, unsigned divisor) {
  unsigned remainder = 0;
  for (const char c : number) remainder = (remainder * 256 + static_cast<unsigned char>(c)) % divisor;
  return remainder;
}

bool is_power_of_65537(unsigned value, unsigned prime) {
  unsigned power = 1;
  do {
    if (power == value) return true;
    power = power * (65537 % prime) % prime;
  } while (power != 1);
  return false;
}

/// Returns whether the modulus is a power of 65537 modulo all small primes. This holds for one in
/// 2^27 random moduli.
bool is_roca(std::string_view modulus) {
  for (const auto prime : small_primes) {
    if (!is_power_of_65537(remainder_of(modulus, prime), prime)) return false;
  }
  return true;
}

bool has_small_factor(std::string_view modulus) {
  for (const auto prime : small_primes) {
    if (remainder_of(modulus, prime) == 0) return true;
  }
  return false;
}

}  // namespace

std::optional<PublicKeyError> check_rsa(std::string_view modulus, std::string_view exponent) {
  // RFC 7518 6.3.1 requires as few bytes as possible. Otherwise one key would have several thumbprints.
  if (modulus.empty() || exponent.empty() || modulus.front() == '\0' || exponent.front() == '\0') {
    return PublicKeyError::malformed;
  }
  if (bits_of(modulus) > PublicKey::max_rsa_bits || exponent.size() > 8) return PublicKeyError::invalid;
  const bool is_exponent_one = exponent.size() == 1 && byte_at(exponent, 0) == 1;
  if (bits_of(modulus) < PublicKey::min_rsa_bits || !is_odd(modulus) || !is_odd(exponent) ||
      is_exponent_one || has_small_factor(modulus) || is_roca(modulus)) {
    return PublicKeyError::weak;
  }
  return std::nullopt;
}

}  // namespace gatehouse::crypto::detail
