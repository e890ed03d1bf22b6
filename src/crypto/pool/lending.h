#pragma once
// SPDX-License-Identifier: Apache-2.0
// How much time a managing thread computes for the lanes.

#include <chrono>
#include <cstdint>
#include <optional>

#include "gatehouse/base/io_activity.h"

namespace gatehouse::crypto::detail {

/// The result of lending.
enum class Lent {
  stepped,  ///< the lanes were computed further
  /// The idle thread has published in the meantime, so it is not starved.
  beaten,
  /// A hash has ended or the bell has rung, so there may be something to exchange.
  ended
};

/// Always lends a fixed share of the time, and more while the I/O threads of the program have no work:
/// then other programs starve the idle thread, and hashing should compete with those at normal
/// priority. Not thread-safe.
///
/// An I/O thread that wakes up in the meantime waits for at most one quantum. To make this rare, more is lent
/// only if no I/O thread has worked since the last pause began.
class Lending {
 public:
  /// One quantum in each quantum plus pause is an eighth of the time of a core. Measured beside saturated
  /// I/O: with a sixth, `/me` kept 0.77 of its throughput, and logins reached 0.8 of the rate of libxcrypt
  /// with the core to itself, which is more than needed; with a tenth, logins reached less than half of that
  /// rate. Quanta of 0.8 ms increase the p99 of `/me` by about a millisecond compared with shorter ones.
  static constexpr std::chrono::microseconds share_quantum{500};
  static constexpr std::chrono::microseconds share_pause{3500};
  /// The time between two checks of the I/O threads.
  static constexpr std::chrono::microseconds quiet_quantum{250};
  /// After this many quanta (a tenth of a second) the queue is searched for jobs that have waited too long.
  static constexpr int most_quiet_quanta = 400;

  /// `io` must outlive this object.
  explicit Lending(const IoActivity& io) : io_(io) {}

  /// Begins a pause, during which only the idle thread computes the lanes.
  void begin_pause() { mark_ = io_.quiet_mark(); }

  /// Lends time to `lanes`. Call it at the end of a pause during which their idle thread was starved. Checks
  /// `bell` between quanta. Returns whether there may be something to exchange.
  template <class Lanes, class Bell>
  bool lend(Lanes& lanes, Bell& bell) {
    auto lent = lanes.lend(share_quantum);
    for (int quanta = 0; lent == Lent::stepped && is_quiet(); ++quanta) {
      if (quanta == most_quiet_quanta || bell.wait(std::chrono::microseconds{0})) return true;
      lent = lanes.lend(quiet_quantum);
    }
    return lent == Lent::ended;
  }

 private:
  [[nodiscard]] bool is_quiet() const { return mark_ && io_.quiet_mark() == mark_; }

  const IoActivity& io_;
  std::optional<std::uint64_t> mark_;
};

}  // namespace gatehouse::crypto::detail
