#pragma once
// SPDX-License-Identifier: Apache-2.0
// The key pairs that sign access tokens: the active one, the next one and the retiring ones.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "auth/error_name.h"
#include "auth/keys/key_error.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/log.h"
#include "gatehouse/crypto/keys/access_keys.h"
#include "store/key_store.h"

namespace gatehouse::auth {

/// The state of a key pair at some time. It follows from the times at which the keys become active, so no
/// node has to do anything at that moment.
enum class KeyState {
  next,      ///< published, so that verifiers know it before it signs
  active,    ///< signs
  retiring,  ///< verifies tokens that it has signed
};
BOOST_DESCRIBE_ENUM(KeyState, next, active, retiring)

/// An entry in the list of key pairs.
struct KeyStatus {
  std::string kid;
  crypto::SigningAlgorithm algorithm;
  KeyState state;
  TimePoint created_at;
  TimePoint active_at;
  std::optional<TimePoint> until;  ///< of a retiring key: when it will be deleted
};

/// The options of a KeyRing. The clock must outlive it.
struct KeyRingOptions {
  std::optional<crypto::SigningAlgorithm>
      algorithm{};  ///< of new keys; nullopt: tokens are signed with the secret
  std::chrono::seconds lead = std::chrono::minutes{10};  ///< how long a key is published before it signs
  std::chrono::seconds rotate_after{};  ///< how long a key signs; 0: until an operator rotates it
  std::chrono::seconds token_lifetime = std::chrono::minutes{30};  ///< the longest lifetime of a token
  const Clock& clock = system_clock();
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
};

/// Holds the key pairs and changes them. `by` is who asks for a change, for the audit record. The functions
/// of AccessKeys, `list` and `jwks` are thread-safe. The coroutines must be called from one thread.
///
///     KeyRing ring{store.keys(), options};
///     co_await ring.load();  // before anyone is served
class KeyRing final : public crypto::AccessKeys {
 public:
  /// How long a key is kept at least after it stopped signing.
  static constexpr std::chrono::seconds least_overlap = std::chrono::hours{24};

  /// The store must outlive this.
  KeyRing(store::KeyStore& store, KeyRingOptions options);

  /// Reads the keys unless that was done before, and makes the first key if there is none. Without key
  /// pairs it records that the secret signs. Fails with `damaged` or `unavailable`. Nothing may be signed
  /// before it succeeds.
  [[nodiscard]] awaitable<KeyResult<>> load();

  /// Reads the keys, and makes none. Fails with `damaged` or `unavailable`.
  [[nodiscard]] awaitable<KeyResult<>> read();

  /// Makes the next key when the active one has signed for long enough or has another algorithm than the
  /// settings say. Deletes keys whose tokens have all expired. Call it periodically. Fails as `rotate` does.
  [[nodiscard]] awaitable<KeyResult<>> maintain();

  /// Makes a key that signs from `lead` from now on, and returns its kid. Fails with `no_key_pairs`,
  /// `pending`, `conflict` or `unavailable`.
  [[nodiscard]] awaitable<KeyResult<std::string>> rotate(store::Actor by,
                                                         std::optional<std::chrono::seconds> lead = {});

  /// Deletes a key at once, so that tokens signed with it are refused. An active key is replaced by a new
  /// one at once. Meant for a key that was compromised. Fails with `no_key_pairs`, `not_found`,
  /// `conflict` or `unavailable`.
  [[nodiscard]] awaitable<KeyResult<>> retire(store::Actor by, std::string kid);

  /// Waits for a key that is being made. Call it, or destroy this, when the io_context of the coroutine that
  /// waits for the key no longer runs but still exists.
  void close() noexcept;

  /// Returns all keys, in the order in which they become active.
  [[nodiscard]] std::vector<KeyStatus> list() const;

  /// Returns the JWK Set of all public keys, on one line. It is empty when there are no key pairs.
  [[nodiscard]] std::shared_ptr<const std::string> jwks() const;

  [[nodiscard]] bool has_key_pairs() const noexcept { return options_.algorithm.has_value(); }

  [[nodiscard]] crypto::SigningKey signing_key(TimePoint now) const override;
  [[nodiscard]] std::shared_ptr<const crypto::VerificationKeys> verification_keys() const override;
  [[nodiscard]] TimePoint secret_until() const override;
  [[nodiscard]] std::uint64_t generation() const noexcept override { return generation_; }

 private:
  struct Key;
  struct Snapshot;

  [[nodiscard]] std::shared_ptr<const Snapshot> current() const;
  /// Makes a key that signs from `active_at` on.
  [[nodiscard]] awaitable<KeyResult<std::string>> add(store::Actor by, TimePoint active_at);
  /// Returns whether it is time to make the next key.
  [[nodiscard]] bool is_due(const Snapshot& keys, TimePoint now) const;
  [[nodiscard]] TimePoint forget_at(const Snapshot& keys, std::size_t index) const;

  store::KeyStore& store_;
  const KeyRingOptions options_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::atomic<std::uint64_t> generation_{0};
  std::jthread maker_;
};

}  // namespace gatehouse::auth
