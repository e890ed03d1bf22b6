// SPDX-License-Identifier: Apache-2.0
// Run by the build: computes the initial state of Blowfish, so that nobody has to trust 1,042 copied numbers.
//
// The state is the fractional part of pi in binary (Schneier 1993). It is computed here with Machin's formula
// pi/4 = 4 arctan(1/5) - arctan(1/239).

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

/// A binary fixed-point number: one word before the point, the others after it. Negative numbers are
/// in two's complement.
using Number = std::vector<std::uint32_t>;

constexpr std::size_t words = 18 + 4 * 256;
/// Each of the 9,300 terms of both series has an error of less than one last bit. Two words of 32 bits
/// absorb these errors.
constexpr std::size_t guard_words = 2;

void add(Number& to, const Number& term, bool is_minus) {
  std::uint64_t carry = is_minus ? 1 : 0;
  for (std::size_t i = to.size(); i-- > 0;) {
    const std::uint32_t word = is_minus ? ~term[i] : term[i];
    carry += std::uint64_t{to[i]} + word;
    to[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
}

Number quotient(const Number& of, std::uint32_t divisor) {
  Number result(of.size());
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < of.size(); ++i) {
    rest = rest << 32 | of[i];
    result[i] = static_cast<std::uint32_t>(rest / divisor);
    rest %= divisor;
  }
  return result;
}

bool is_zero(const Number& number) {
  for (const auto word : number) {
    if (word != 0) return false;
  }
  return true;
}

/// Adds factor * arctan(1/x), computed by the series 1/x - 1/3x^3 + 1/5x^5 - ...
void add_arctan(Number& to, std::uint32_t factor, std::uint32_t x, bool is_minus) {
  Number power(to.size());
  power[0] = factor;
  power = quotient(power, x);
  for (std::uint32_t k = 1; !is_zero(power); k += 2) {
    add(to, quotient(power, k), is_minus);
    is_minus = !is_minus;
    power = quotient(power, x * x);
  }
}

}  // namespace

int main() {
  Number pi(1 + words + guard_words);
  add_arctan(pi, 16, 5, false);
  add_arctan(pi, 4, 239, true);
  for (std::size_t i = 0; i < words; ++i) {
    std::printf("0x%08x,%c", static_cast<unsigned>(pi[1 + i]), i % 8 == 7 ? '\n' : ' ');
  }
  std::printf("\n");
  return std::fflush(stdout) == 0 ? 0 : 1;
}
