// SPDX-License-Identifier: Apache-2.0
#include "auth/throttle/device_cookies.h"

#include <array>
#include <cstddef>
#include <span>

#include "auth/keys/server_key.h"
#include "gatehouse/base/base64.h"
#include "gatehouse/crypto/sha256.h"

namespace gatehouse::auth::throttle {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t id_size = base64url_size(id_bytes);
constexpr std::size_t name_bytes = 6;

crypto::HmacSha256 mac_with(const Secret& server_secret) {
  return crypto::HmacSha256{derive_key(server_secret, KeyPurpose::device_cookie).reveal()};
}

std::string code_of(const crypto::HmacSha256& mac, const store::User& user, std::string_view device) {
  const auto digest = crypto::sha256(user.password_hash);
  std::string message = user.id.to_string();
  message.append(digest.data(), digest.size()).append(device);
  const auto code = mac.code(message);
  return encode_base64url({code.data(), code.size()});
}

}  // namespace

DeviceCookies::DeviceCookies(const Secret& server_secret, const std::optional<Secret>& previous,
                             Random& random)
    : mac_(mac_with(server_secret)), random_(random) {
  if (previous) previous_mac_.emplace(mac_with(*previous));
}

std::string DeviceCookies::name(std::string_view account) {
  const auto digest = crypto::sha256(account);
  return "gatehouse_device_" + encode_base64url({digest.data(), name_bytes});
}

std::string DeviceCookies::make(const store::User& user, std::string_view device) const {
  std::string id{device};
  if (id.empty()) {
    std::array<std::byte, id_bytes> bytes{};
    random_.fill(bytes);
    id = encode_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  return id + '.' + code_of(mac_, user, id);
}

std::optional<std::string> DeviceCookies::find_device(std::string_view value, const store::User& user) const {
  if (value.size() <= id_size || value[id_size] != '.') return std::nullopt;
  const auto id = value.substr(0, id_size);
  const auto code = value.substr(id_size + 1);
  const bool is_good = equal_in_constant_time(code, code_of(mac_, user, id)) ||
                       (previous_mac_ && equal_in_constant_time(code, code_of(*previous_mac_, user, id)));
  if (!is_good) return std::nullopt;
  return std::string{id};
}

}  // namespace gatehouse::auth::throttle
