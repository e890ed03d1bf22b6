#pragma once
// SPDX-License-Identifier: Apache-2.0
// Seals the audit record with a key that is derived from the server's secret.

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/hmac_sha256.h"
#include "store/sealer.h"

namespace gatehouse::auth {

/// Seals by HMAC-SHA-256. Thread-safe. The secrets are known only after the store is open, because the data
/// folder's lock protects them. Until then there are digests and no seals.
class AuditSealer final : public store::Sealer {
 public:
  /// Sets the key: `server_secret` is SERVER_SECRET_KEY. Seals made with `previous`, if there is one,
  /// are still recognized.
  void set_key(const Secret& server_secret, const std::optional<Secret>& previous);

  [[nodiscard]] std::string digest(std::string_view bytes) const override;
  [[nodiscard]] bool can_seal() const override;
  [[nodiscard]] std::string seal(std::string_view bytes) const override;
  [[nodiscard]] bool is_seal(std::string_view bytes, std::string_view seal) const override;

 private:
  struct Keys {
    crypto::HmacSha256 current;
    std::optional<crypto::HmacSha256> previous;
  };

  [[nodiscard]] std::shared_ptr<const Keys> keys() const;

  mutable std::mutex mutex_;
  std::shared_ptr<const Keys> keys_;
};

}  // namespace gatehouse::auth
