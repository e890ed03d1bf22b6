#pragma once
// SPDX-License-Identifier: Apache-2.0
// The key pairs that sign access tokens: which one does now, which will, and which have.

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

/// What a key pair does at some time. It follows from the times at which the keys become active, so nothing
/// has to happen at that very moment, on any node.
enum class KeyState {
  next,      ///< published, so that verifiers know it before they meet it
  active,    ///< signs
  retiring,  ///< verifies what it has signed
};
BOOST_DESCRIBE_ENUM(KeyState, next, active, retiring)

/// A key pair, for a list.
struct KeyStatus {
  std::string kid;
  crypto::SigningAlgorithm algorithm;
  KeyState state;
  TimePoint created_at;
  TimePoint active_at;
  std::optional<TimePoint> until;  ///< of a retiring one: when it will be forgotten
};

/// How keys are kept. The clock outlives the KeyRing.
struct KeyRingOptions {
  std::optional<crypto::SigningAlgorithm>
      algorithm{};  ///< of new keys; none: tokens are signed with the secret
  std::chrono::seconds lead = std::chrono::minutes{10};  ///< how long a key is published before it signs
  std::chrono::seconds rotate_after{};  ///< how long a key signs; 0: until it is rotated by hand
  std::chrono::seconds token_lifetime = std::chrono::minutes{30};  ///< the longest that a token lives
  const Clock& clock = system_clock();
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
};

/// Holds the keys, and changes them. What it is asked as AccessKeys, and `list` and `jwks`, is thread-safe;
/// the coroutines are for one thread.
///
///     KeyRing ring{store.keys(), options};
///     co_await ring.load();  // before anyone is served
class KeyRing final : public crypto::AccessKeys {
 public:
  /// How long a key that no longer signs is kept at least.
  static constexpr std::chrono::seconds least_overlap = std::chrono::hours{24};

  /// The store outlives this.
  KeyRing(store::KeyStore& store, KeyRingOptions options);

  /// Reads the keys, unless that was done before, and makes the first; without key pairs, notes that the
  /// secret signs. `damaged`, `unavailable`; nothing is to be signed before it succeeds.
  [[nodiscard]] awaitable<KeyResult<>> load();

  /// Reads the keys, and makes none. `damaged`, `unavailable`.
  [[nodiscard]] awaitable<KeyResult<>> read();

  /// Makes the next key when the active one has signed for long enough, or is of another algorithm than the
  /// settings'; forgets those whose tokens have all expired. To be called now and then. Errors as `rotate`.
  [[nodiscard]] awaitable<KeyResult<>> maintain();

  /// Makes a key that signs from `lead` from now on; its kid. `no_key_pairs`, `pending`, `conflict`,
  /// `unavailable`.
  [[nodiscard]] awaitable<KeyResult<std::string>> rotate(std::optional<std::chrono::seconds> lead = {});

  /// Forgets a key at once: what it has signed opens nothing any more. If it is the active one, a new one
  /// takes its place at once. For a key that has got out. `no_key_pairs`, `not_found`, `conflict`,
  /// `unavailable`.
  [[nodiscard]] awaitable<KeyResult<>> retire(std::string kid);

  /// Waits for a key that is being made. Call it, or destroy this, while the io_context of whoever waits for
  /// that key still exists, and when it no longer runs.
  void close() noexcept;

  /// All keys, in the order in which they become active.
  [[nodiscard]] std::vector<KeyStatus> list() const;

  /// The JWK Set of all public halves, on one line; without key pairs it is empty.
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
  [[nodiscard]] awaitable<KeyResult<std::string>> add(TimePoint active_at);
  /// Whether it is time for the next key.
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
