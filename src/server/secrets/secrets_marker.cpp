// SPDX-License-Identifier: Apache-2.0
#include "server/secrets/secrets_marker.h"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "gatehouse/base/ascii.h"
#include "gatehouse/crypto/hmac_sha256.h"

namespace gatehouse::server {
namespace {

constexpr std::string_view explanation =
    "# This secret came from outside the data folder. This file holds its source, and 32 bits of a salted "
    "hash to\n# notice a change, but not the secret. Delete this file to have the server make a secret of "
    "its own.\n";

template <class Bytes>
std::string hexadecimal(const Bytes& bytes) {
  std::string text;
  for (const auto each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    append_hex(text, byte);
  }
  return text;
}

std::string fingerprint(std::string_view salt, const Secret& secret) {
  // The spaces make this message different from everything that a token's signature covers.
  const auto code = crypto::HmacSha256{secret.reveal()}.code("gatehouse secret marker " + std::string{salt});
  return hexadecimal(std::span{code}.first(4));
}

std::string value_of(std::string_view text, std::string_view name) {
  const auto start = text.find("\n" + std::string{name} + " = ");
  if (start == std::string_view::npos) return {};
  const auto from = start + name.size() + 4;
  return std::string{text.substr(from, text.find('\n', from) - from)};
}

}  // namespace

SecretMarker make_marker(const std::string& source, const Secret& secret, Random& random) {
  std::array<std::byte, 16> bytes{};
  random.fill(bytes);
  auto salt = hexadecimal(bytes);
  auto print = fingerprint(salt, secret);
  return {source, std::move(salt), std::move(print)};
}

bool is_for(const SecretMarker& marker, const Secret& secret) {
  return equal_in_constant_time(marker.fingerprint, fingerprint(marker.salt, secret));
}

result<std::optional<SecretMarker>, Problem> read_marker(const std::filesystem::path& path) {
  const auto content = read_secret_file(path, FileTrust::platform);
  if (!content) return content.error();
  if (!*content) return std::optional<SecretMarker>{};
  const auto text = (*content)->reveal();
  SecretMarker marker{value_of(text, "source"), value_of(text, "salt"), value_of(text, "fingerprint")};
  if (marker.source.empty()) marker.source = "an unknown source";
  return std::optional{std::move(marker)};
}

result<void, Problem> write_marker(const std::filesystem::path& path, const SecretMarker& marker) {
  return replace_private_file(path, std::string{explanation} + "source = " + marker.source + "\nsalt = " +
                                        marker.salt + "\nfingerprint = " + marker.fingerprint + "\n");
}

}  // namespace gatehouse::server
