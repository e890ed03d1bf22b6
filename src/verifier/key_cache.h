#pragma once
// SPDX-License-Identifier: Apache-2.0
// The keys fetched last, and when it is time to fetch again: decides, and does no I/O.

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

/// What a good answer brings.
struct FetchedKeys {
  std::shared_ptr<const crypto::VerificationKeys> keys{};  ///< null: those we have are the newest (304)
  std::string etag{};                                      ///< empty: none
  std::chrono::seconds life{};                             ///< for which they are fresh
};

/// Keys, and until when they are good for what.
struct KeySnapshot {
  std::shared_ptr<const crypto::VerificationKeys> keys;  ///< not null
  /// Another number than that of any earlier snapshot with a key that this one lacks: what was verified with
  /// those is to be verified anew.
  std::uint64_t generation = 0;
  std::string etag;
  TimePoint fetched_at;    ///< a clock that says less has been put back
  TimePoint refresh_at;    ///< from then on the next are fetched, and nobody waits for them
  TimePoint fresh_until;   ///< from then on whoever comes waits for them
  TimePoint usable_until;  ///< from then on these are as good as none
};

/// What there is to verify a token with now.
struct Standing {
  std::shared_ptr<const KeySnapshot> keys;  ///< null: none
  bool must_start = false;                  ///< the caller is the one to begin a fetch
  bool must_wait = false;                   ///< for a fetch, before anything is said of a token
  bool is_failing = false;                  ///< the last fetch brought nothing
};

/// Thread-safe.
class KeyCache {
 public:
  /// How soon a fetch follows one that failed where there are no keys at all: nothing can be verified.
  static constexpr std::chrono::seconds pause_without_keys{1};

  explicit KeyCache(const RemoteKeysOptions& options);

  /// The generation of the keys, if they are fresh and need no thought; takes no lock.
  [[nodiscard]] std::optional<std::uint64_t> fresh_generation(TimePoint now) const noexcept;

  /// What there is. Whoever is told `must_start` fetches and calls `finish`, whatever comes of it.
  [[nodiscard]] Standing look(TimePoint now);

  /// The same for a token whose key is not among those `seen`: if they may be old, they are to be fetched,
  /// and waited for.
  [[nodiscard]] Standing look_for_newer(const Standing& seen, TimePoint now);

  /// Ends a fetch: lets those go on who wait. `fetched` null: it failed.
  void finish(const FetchedKeys* fetched, TimePoint now);

  /// Waits until no fetch is under way.
  [[nodiscard]] awaitable<> wait();

  [[nodiscard]] std::shared_ptr<const KeySnapshot> snapshot() const;

 private:
  [[nodiscard]] bool is_usable(TimePoint now) const noexcept;
  /// Whether the caller is to fetch now; if so, notes that one is under way.
  [[nodiscard]] bool begin(TimePoint now) noexcept;
  void replace(const FetchedKeys& fetched, TimePoint now);

  const RemoteKeysOptions& options_;
  mutable std::mutex mutex_;
  std::shared_ptr<const KeySnapshot> snapshot_;
  bool is_fetching_ = false;
  bool is_failing_ = false;
  std::optional<TimePoint> last_end_;  ///< of a fetch
  std::vector<Resume<bool>> waiting_;
  // Copies of the snapshot's, for those who need no more.
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<TimePoint::rep> fresh_from_{0};
  std::atomic<TimePoint::rep> fresh_to_{0};
};

}  // namespace gatehouse::verifier
