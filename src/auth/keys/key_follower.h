#pragma once
// SPDX-License-Identifier: Apache-2.0
// Keeps a key ring up to date with the key pairs that other nodes and commands change.

#include <memory>
#include <span>

#include "auth/keys/key_ring.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "store/changes.h"

namespace gatehouse::auth {

/// Reads the keys again whenever the store tells that they have changed, or that changes may
/// have been missed.
class KeyFollower final : private store::ChangeObserver {
 public:
  /// `executor` is that of the ring's coroutines. Feed and executor's context must outlive this. `log`
  /// may be null.
  KeyFollower(std::shared_ptr<KeyRing> ring, store::ChangeFeed& feed, Executor executor,
              std::shared_ptr<Log> log);
  ~KeyFollower() override { feed_.remove(*this); }
  KeyFollower(const KeyFollower&) = delete;
  KeyFollower& operator=(const KeyFollower&) = delete;

 private:
  void on_keys_changed() noexcept override;
  void on_resync(std::span<const store::EndedSession> ended) noexcept override;

  std::shared_ptr<KeyRing> ring_;
  store::ChangeFeed& feed_;
  Executor executor_;
  std::shared_ptr<Log> log_;
};

}  // namespace gatehouse::auth
