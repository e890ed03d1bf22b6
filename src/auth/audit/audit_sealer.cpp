// SPDX-License-Identifier: Apache-2.0
#include "auth/audit/audit_sealer.h"

#include <stdexcept>

#include "auth/keys/server_key.h"
#include "gatehouse/crypto/sha256.h"

namespace gatehouse::auth {
namespace {

crypto::HmacSha256 mac_of(const Secret& server_secret) {
  return crypto::HmacSha256{derive_key(server_secret, KeyPurpose::audit_seal).reveal()};
}

std::string code_of(const crypto::HmacSha256& mac, std::string_view bytes) {
  const auto code = mac.code(bytes);
  return {code.data(), code.size()};
}

}  // namespace

void AuditSealer::set_key(const Secret& server_secret, const std::optional<Secret>& previous) {
  auto fresh = std::make_shared<Keys>(Keys{mac_of(server_secret), std::nullopt});
  if (previous) fresh->previous.emplace(mac_of(*previous));
  const std::lock_guard lock{mutex_};
  keys_ = std::move(fresh);
}

std::shared_ptr<const AuditSealer::Keys> AuditSealer::keys() const {
  const std::lock_guard lock{mutex_};
  return keys_;
}

std::string AuditSealer::digest(std::string_view bytes) const {
  const auto digest = crypto::sha256(bytes);
  return {digest.data(), digest.size()};
}

bool AuditSealer::can_seal() const { return keys() != nullptr; }

std::string AuditSealer::seal(std::string_view bytes) const {
  const auto known = keys();
  if (!known) throw std::logic_error{"the audit record's key is not set"};
  return code_of(known->current, bytes);
}

bool AuditSealer::is_seal(std::string_view bytes, std::string_view seal) const {
  const auto known = keys();
  if (!known) return false;
  return equal_in_constant_time(code_of(known->current, bytes), seal) ||
         (known->previous && equal_in_constant_time(code_of(*known->previous, bytes), seal));
}

}  // namespace gatehouse::auth
