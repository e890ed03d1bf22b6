#pragma once
// SPDX-License-Identifier: Apache-2.0
// Holds the keys fetched last, and decides when to fetch again. Does no I/O.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/crypto/keys/verification_keys.h"
#include "gatehouse/verifier/remote_keys.h"

namespace gatehouse::verifier {

/// The content of a successful answer.
struct FetchedKeys {
  std::shared_ptr<const crypto::VerificationKeys> keys{};  ///< null: the current keys are still valid (304)
  std::string etag{};                                      ///< empty if there is none
  std::chrono::seconds life{};                             ///< how long the keys are fresh
};

/// A set of keys, and the times until when they can be used.
struct KeySnapshot {
  std::shared_ptr<const crypto::VerificationKeys> keys;  ///< never null
  /// Changes when a key of an earlier snapshot is missing in this one. Tokens verified with an earlier
  /// generation must be verified again.
  std::uint64_t generation = 0;
  std::string etag;
  TimePoint fetched_at;    ///< if the clock shows an earlier time, it was set back
  TimePoint refresh_at;    ///< from then on the next keys are fetched in the background
  TimePoint fresh_until;   ///< from then on requests wait for the next keys
  TimePoint usable_until;  ///< from then on these keys are not used
};

/// The keys to verify a token with at this moment, and what to do first.
struct Standing {
  std::shared_ptr<const KeySnapshot> keys;  ///< null if there are none
  bool must_start = false;                  ///< whether the caller must start a fetch
  bool must_wait = false;                   ///< whether to wait for a fetch before the token is judged
  bool is_failing = false;                  ///< whether the last fetch failed
};

/// Stores the keys and coordinates fetches. Thread-safe.
class KeyCache {
 public:
  /// The pause after a failed fetch if there are no keys at all, so that no token can be verified.
  static constexpr std::chrono::seconds pause_without_keys{1};

  explicit KeyCache(const RemoteKeysOptions& options);

  /// Returns the generation of the keys if they are fresh and no fetch is due. Takes no lock.
  [[nodiscard]] std::optional<std::uint64_t> fresh_generation(TimePoint now) const noexcept;

  /// Returns the current state. A caller that gets `must_start` must fetch and call `finish`, even if
  /// the fetch fails.
  [[nodiscard]] Standing look(TimePoint now);

  /// Same as above for a token whose key is not in `seen`. If those keys may be outdated, the result asks for
  /// a fetch and to wait for it.
  [[nodiscard]] Standing look_for_newer(const Standing& seen, TimePoint now);

  /// Ends a fetch and resumes all waiting coroutines. `fetched` is null if it failed.
  void finish(const FetchedKeys* fetched, TimePoint now);

  /// Waits until no fetch is running.
  [[nodiscard]] awaitable<> wait();

  [[nodiscard]] std::shared_ptr<const KeySnapshot> snapshot() const;

 private:
  [[nodiscard]] bool is_usable(TimePoint now) const noexcept;
  /// Returns whether the caller must fetch now, and if so, marks a fetch as running.
  [[nodiscard]] bool begin(TimePoint now) noexcept;
  void replace(const FetchedKeys& fetched, TimePoint now);

  const RemoteKeysOptions& options_;
  mutable std::mutex mutex_;
  std::shared_ptr<const KeySnapshot> snapshot_;
  bool is_fetching_ = false;
  bool is_failing_ = false;
  std::optional<TimePoint> last_end_;  ///< end of the last fetch
  std::vector<Resume<bool>> waiting_;
  // Copies of values in the snapshot, which can be read without a lock.
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<TimePoint::rep> fresh_from_{0};
  std::atomic<TimePoint::rep> fresh_to_{0};
};

}  // namespace gatehouse::verifier
