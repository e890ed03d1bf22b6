#pragma once
// SPDX-License-Identifier: Apache-2.0
// How much of its priority a worker's managing thread lends to the lanes.

#include <chrono>
#include <cstdint>
#include <optional>

#include "gatehouse/base/io_activity.h"

namespace gatehouse::crypto::detail {

/// What came of lending.
enum class Lent {
  stepped,  ///< the lanes have been stepped
  beaten,   ///< the idle thread has published meanwhile: it is not starved
  ended     ///< a hash has ended, or the bell has rung: there may be something to exchange
};

/// Lends a share always, and more for as long as the program's I/O threads have no work: what starves the
/// idle thread then are other programs, and beside those hashing is to have normal priority. For one thread.
///
/// An I/O thread that wakes meanwhile waits for a quantum at most; so that this happens rarely, no thread may
/// have worked since the last pause began.
class Lending {
 public:
  /// Of a core's time, a quantum in each quantum and pause for the lanes: an eighth. Measured beside
  /// saturated I/O: a sixth left /me 0.77 of its throughput, and logins made 0.8 of libxcrypt's rate with the
  /// core to itself, more than they have to; a tenth made less than half of it. Quanta of 0.8 ms cost the p99
  /// of /me about a millisecond more than shorter ones.
  static constexpr std::chrono::microseconds share_quantum{500};
  static constexpr std::chrono::microseconds share_pause{3500};
  /// Between two looks at the I/O threads.
  static constexpr std::chrono::microseconds quiet_quantum{250};
  /// After so many (a tenth of a second) the queue is to be searched for jobs that have waited too long.
  static constexpr int most_quiet_quanta = 400;

  /// `io` outlives this.
  explicit Lending(const IoActivity& io) : io_(io) {}

  /// A pause begins in which the lanes have their idle thread alone.
  void begin_pause() { mark_ = io_.quiet_mark(); }

  /// Lends to `lanes`, at the end of a pause in which their idle thread was starved. `bell` is looked at
  /// between quanta. Whether there may be something to exchange.
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
