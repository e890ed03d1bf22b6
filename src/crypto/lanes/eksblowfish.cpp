// SPDX-License-Identifier: Apache-2.0
#include "crypto/lanes/eksblowfish.h"

#include <utility>

namespace gatehouse::crypto::detail {

const std::array<std::uint32_t, blowfish_words> blowfish_tables = {
#include "blowfish_tables.inc"
};

namespace {

// The speed depends on keeping the halves of all lanes in registers; without this it would be half. Inlining
// and unrolling are therefore forced, and the build always compiles this file with -O2, because g++ 12 with
// -O3 keeps them in memory.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// With sanitizers, which check every access, compiling the unrolled code would take ten minutes.
#define GATEHOUSE_INLINE
/// Calls body(0), body(1), ... body(N - 1).
template <std::size_t N, class Body>
void each(Body&& body) {
  for (std::size_t i = 0; i < N; ++i) body(i);
}
#else
#define GATEHOUSE_INLINE __attribute__((always_inline))

template <class Body, std::size_t... I>
GATEHOUSE_INLINE inline void each(std::index_sequence<I...>, Body&& body) {
  (body(std::integral_constant<std::size_t, I>{}), ...);
}

/// Calls body(0), body(1), ... body(N - 1), each with a constant.
template <std::size_t N, class Body>
GATEHOUSE_INLINE inline void each(Body&& body) {
  each(std::make_index_sequence<N>{}, body);
}
#endif

/// The function F of Blowfish.
GATEHOUSE_INLINE inline std::uint32_t mangle(const EksBlowfish& lane, std::uint32_t x) {
  return ((lane.s[0][x >> 24] + lane.s[1][x >> 16 & 0xff]) ^ lane.s[2][x >> 8 & 0xff]) + lane.s[3][x & 0xff];
}

/// Encrypts one block in each of N lanes.
template <std::size_t N>
GATEHOUSE_INLINE inline void encrypt(const EksBlowfish* lanes, std::uint32_t (&left)[N],
                                     std::uint32_t (&right)[N]) {
  each<N>([&](auto i) GATEHOUSE_INLINE { left[i] ^= lanes[i].p[0]; });
  each<8>([&](auto k) GATEHOUSE_INLINE {
    each<N>([&](auto i) GATEHOUSE_INLINE {
      right[i] ^= lanes[i].p[2 * k + 1];
      right[i] ^= mangle(lanes[i], left[i]);
    });
    each<N>([&](auto i) GATEHOUSE_INLINE {
      left[i] ^= lanes[i].p[2 * k + 2];
      left[i] ^= mangle(lanes[i], right[i]);
    });
  });
  each<N>([&](auto i) GATEHOUSE_INLINE {
    right[i] ^= lanes[i].p[17];
    std::swap(left[i], right[i]);
  });
}

/// ExpandKey with a salt of zeros, but without mixing in the key: fills `p` and `s` with
/// their own encryption.
template <std::size_t N>
GATEHOUSE_INLINE inline void refill(EksBlowfish* lanes) {
  std::uint32_t left[N] = {};
  std::uint32_t right[N] = {};
  for (std::size_t word = 0; word < 18; word += 2) {
    encrypt<N>(lanes, left, right);
    each<N>([&](auto i) GATEHOUSE_INLINE {
      lanes[i].p[word] = left[i];
      lanes[i].p[word + 1] = right[i];
    });
  }
  for (std::size_t word = 0; word < 1024; word += 2) {
    encrypt<N>(lanes, left, right);
    each<N>([&](auto i) GATEHOUSE_INLINE {
      auto* to = &lanes[i].s[word / 256][word % 256];
      to[0] = left[i];
      to[1] = right[i];
    });
  }
}

template <std::size_t N>
GATEHOUSE_INLINE inline void add_words(EksBlowfish* lanes,
                                       std::array<std::uint32_t, 18> EksBlowfish::* words) {
  for (std::size_t lane = 0; lane < N; ++lane) {
    for (std::size_t i = 0; i < 18; ++i) lanes[lane].p[i] ^= (lanes[lane].*words)[i];
  }
}

template <std::size_t N>
[[gnu::noinline]] void mix_lanes(EksBlowfish* lanes, std::uint64_t rounds) {
  // Both halves of a round share one copy of the code, because two copies would not fit into the processor's
  // cache of decoded instructions.
  bool is_salt = false;
  for (std::uint64_t halves = 2 * rounds; halves > 0; --halves) {
    add_words<N>(lanes, is_salt ? &EksBlowfish::salt : &EksBlowfish::key);
    refill<N>(lanes);
    is_salt = !is_salt;
  }
}

/// Stores the password as 18 words, and returns the change of the first word of `p` for `KeyForm::guarded`.
std::uint32_t read_key(std::string_view password, std::array<std::uint32_t, 18>& key) {
  // Old libraries treated bytes over 0x7F as negative and so set bits of the preceding bytes (CVE-2011-2483).
  // A password for which they make the same key as without the bug can collide with other passwords. For
  // such a password, crypt_blowfish 1.2 flips one bit of the state.
  std::uint32_t sign = 0;
  std::uint32_t difference = 0;
  std::size_t at = 0;
  for (auto& word : key) {
    std::uint32_t wrong = 0;
    word = 0;
    for (int i = 0; i < 4; ++i) {
      const auto byte = at < password.size() ? static_cast<unsigned char>(password[at]) : std::uint8_t{0};
      word = word << 8 | byte;
      wrong =
          wrong << 8 | static_cast<std::uint32_t>(static_cast<std::int32_t>(static_cast<std::int8_t>(byte)));
      if (i > 0) sign |= wrong & 0x80;
      at = at < password.size() ? at + 1 : 0;
    }
    difference |= word ^ wrong;
  }
  return difference == 0 ? sign << 9 : 0;
}

}  // namespace

void begin(EksBlowfish& lane, std::string_view password, std::span<const std::byte, 16> salt, KeyForm form) {
  const auto guard = read_key(password, lane.key);
  for (std::size_t i = 0; i < lane.salt.size(); ++i) {
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 4; ++j)
      word = word << 8 | std::to_integer<std::uint32_t>(salt[i % 4 * 4 + j]);
    lane.salt[i] = word;
  }
  const auto* table = blowfish_tables.data();
  for (auto& word : lane.p) word = *table++;
  for (auto& box : lane.s) {
    for (auto& word : box) word = *table++;
  }
  add_words<1>(&lane, &EksBlowfish::key);
  if (form == KeyForm::guarded) lane.p[0] ^= guard;
  std::uint32_t left[1] = {};
  std::uint32_t right[1] = {};
  for (std::size_t word = 0; word < blowfish_tables.size(); word += 2) {
    left[0] ^= lane.salt[word % 4];
    right[0] ^= lane.salt[word % 4 + 1];
    encrypt<1>(&lane, left, right);
    const auto in_boxes = word - lane.p.size();
    auto* to = word < lane.p.size() ? &lane.p[word] : &lane.s[in_boxes / 256][in_boxes % 256];
    to[0] = left[0];
    to[1] = right[0];
  }
}

void mix(std::span<EksBlowfish> lanes, std::uint64_t rounds) {
  static_assert(max_lanes == 5);
  switch (lanes.size()) {
    case 1:
      return mix_lanes<1>(lanes.data(), rounds);
    case 2:
      return mix_lanes<2>(lanes.data(), rounds);
    case 3:
      return mix_lanes<3>(lanes.data(), rounds);
    case 4:
      return mix_lanes<4>(lanes.data(), rounds);
    case 5:
      return mix_lanes<5>(lanes.data(), rounds);
    default:
      return;
  }
}

std::array<std::byte, 23> digest_of(const EksBlowfish& lane) {
  constexpr std::string_view text = "OrpheanBeholderScryDoubt";
  std::array<std::byte, 23> digest{};
  for (std::size_t block = 0; block < text.size(); block += 8) {
    std::uint32_t halves[2] = {};
    for (std::size_t i = 0; i < 8; ++i) {
      halves[i / 4] = halves[i / 4] << 8 | static_cast<unsigned char>(text[block + i]);
    }
    std::uint32_t left[1] = {halves[0]};
    std::uint32_t right[1] = {halves[1]};
    for (int times = 0; times < 64; ++times) encrypt<1>(&lane, left, right);
    for (std::size_t i = 0; i < 8 && block + i < digest.size(); ++i) {
      digest[block + i] = static_cast<std::byte>((i < 4 ? left[0] : right[0]) >> (24 - i % 4 * 8));
    }
  }
  return digest;
}

}  // namespace gatehouse::crypto::detail
