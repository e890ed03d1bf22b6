#pragma once
// SPDX-License-Identifier: Apache-2.0
// One worker of the server: its context, listening sockets, connections and deadlines.

#include <sys/socket.h>

#include <array>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/wait_traits.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <cstdint>
#include <exception>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/http/limits.h"
#include "gatehouse/http/ring.h"
#include "gatehouse/http/server.h"
#include "http/connections/connection.h"
#include "http/connections/connection_counts.h"
#include "http/connections/memory_budget.h"
#include "http/connections/refusal_log.h"
#include "http/messages/date.h"
#include "http/messages/request_id.h"
#include "http/sockets/listener.h"
#include "http/sockets/reserved_descriptors.h"
#include "http/trusted_proxies.h"

namespace gatehouse::http {

/// All functions except `stop`, `abort` and the constructor must be called on the worker's own thread, or
/// before or after `run`.
class Worker {
 public:
  /// `make_ring` may be empty and must outlive the worker. `limits` are those of this worker; `counts` are
  /// shared by all.
  Worker(unsigned index, const MakeRing& make_ring, const Limits& limits, const TrustedProxies& proxies,
         Log& log, const RequestIds::Prefix& prefix, ConnectionCounts& counts,
         std::size_t reserved_descriptors);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  [[nodiscard]] boost::asio::io_context& context() noexcept { return context_; }

  /// Sets the worker that is asked next to close an idle connection of an address, and the number of workers.
  /// Call it before `run`.
  void set_next(Worker& next, unsigned workers) noexcept {
    next_ = &next;
    worker_count_ = workers;
  }
  /// Takes ownership of a listening socket. `handler` answers its connections.
  void add_listener(Descriptor socket, boost::asio::ip::tcp protocol, Handler& handler);
  /// Serves a connected socket, as if it had been accepted.
  void adopt(Descriptor socket, Handler& handler);
  /// Serves until stopped and done. Throws RingFailure.
  void run();
  /// Accepts no more connections, and lets running requests finish. Thread-safe. May be called before `run`.
  void stop();
  /// Returns what its connections hold now. Thread-safe.
  [[nodiscard]] ServerLoad load() const noexcept {
    return {count_.load(std::memory_order_relaxed), memory_.held()};
  }
  /// Stops at once, without waiting for running requests. Thread-safe.
  void abort();

  // The following functions are for its connections.
  [[nodiscard]] unsigned index() const noexcept { return index_; }
  /// The ring that connections wait with. Null: they wait with Asio's reactor.
  [[nodiscard]] Ring* ring() noexcept { return ring_; }
  [[nodiscard]] const Limits& limits() const noexcept { return limits_; }
  [[nodiscard]] const TrustedProxies& proxies() const noexcept { return proxies_; }
  [[nodiscard]] Log& log() noexcept { return log_; }
  [[nodiscard]] RefusalLog& refusals() noexcept { return refusals_; }
  [[nodiscard]] MemoryBudget& memory() noexcept { return memory_; }
  [[nodiscard]] bool is_stopping() const noexcept { return is_stopping_; }
  /// Returns approximately how many seconds it has been running.
  [[nodiscard]] std::int64_t ticks() const noexcept { return ticks_; }
  [[nodiscard]] std::string_view date_line() const noexcept { return date_.text(); }
  [[nodiscard]] std::string_view next_id() noexcept { return ids_.next(); }
  /// Runs the work scheduled for after an answer, one after another. `request_id` is for the log.
  void run_after(std::vector<AfterAnswer> tasks, std::string request_id);
  /// Sets the phase of a connection, and starts the time limit of that phase.
  void enter(Connection& connection, Phase phase) noexcept;
  /// Checks the connection soon for the end of the stream, which its last read may have hidden (see Socket).
  void watch(Connection& connection);
  /// Throws std::bad_alloc.
  void add(Connection& connection);
  void remove(Connection& connection) noexcept;

  /// Extra descriptors that a connection needs temporarily. They count as connections meanwhile.
  class ExtraDescriptors {
   public:
    ExtraDescriptors(Worker& worker, unsigned count) noexcept;
    ExtraDescriptors(const ExtraDescriptors&) = delete;
    ExtraDescriptors& operator=(const ExtraDescriptors&) = delete;
    ~ExtraDescriptors() { worker_.extra_descriptors_ -= count_; }

   private:
    Worker& worker_;
    const unsigned count_;
  };

 private:
  using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
  using Timer =
      boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                        boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
  using Connections = boost::intrusive::list<Connection, boost::intrusive::base_hook<PhaseHook>,
                                             boost::intrusive::constant_time_size<false>>;
  using Watched = boost::intrusive::list<Connection, boost::intrusive::base_hook<WatchHook>,
                                         boost::intrusive::constant_time_size<false>>;

  using AddressConnections = boost::intrusive::list<Connection, boost::intrusive::base_hook<AddressHook>>;

  /// A listening socket and the handler of its connections.
  struct Listening {
    Acceptor acceptor;
    Handler& handler;
  };

  awaitable<> accept(Listening& listening);
  /// Logs that a connection could not be accepted. Returns how long to wait before the next attempt.
  std::chrono::milliseconds note_accept_failure(int failure);
  awaitable<> tick();
  [[nodiscard]] std::unique_ptr<Ring> create_ring();
  /// Returns the failure of the ring, or null.
  std::exception_ptr run_context();
  void report_unfinished();
  void look_after_watched() noexcept;
  awaitable<> limit_stop();
  awaitable<> run_tasks(std::vector<AfterAnswer> tasks, std::string request_id);
  /// Accepts one waiting connection. Returns an errno or 0.
  int accept_one(Listening& listening);
  void start_connection(Descriptor socket, const sockaddr_storage& peer, Handler& handler);
  /// Counts a new connection for its address, and makes room for it. Returns false if it must be refused.
  bool admit(Peer& peer);
  /// Ends the connection that has waited longest for its peer, preferring idle ones. It must have waited at
  /// least `at_least` ticks. Returns false if there is none.
  bool drop_longest_waiting(std::int64_t at_least) noexcept;
  /// The same among the connections of one address, of which at most 64 are examined.
  bool drop_longest_waiting_of(const AddressKey& address) noexcept;
  /// Makes the next worker do this, or if it has no such connection the one after it.
  void drop_elsewhere(const AddressKey& address, unsigned workers);
  /// Returns the tick at which the phase of a connection began.
  [[nodiscard]] std::int64_t phase_begin(const Connection& connection) const noexcept;
  [[nodiscard]] bool is_full() const noexcept {
    return count_.load(std::memory_order_relaxed) + extra_descriptors_ >= limits_.connections;
  }
  void begin_stop();
  void set_allowed_ticks() noexcept;
  void finish_if_done();
  [[nodiscard]] Connections& in(Phase phase) noexcept { return phases_[static_cast<std::size_t>(phase)]; }

  const unsigned index_;
  const MakeRing& make_ring_;
  const Limits limits_;
  const TrustedProxies& proxies_;
  Log& log_;
  RefusalLog refusals_{log_};
  ConnectionCounts& counts_;
  Worker* next_ = this;
  unsigned worker_count_ = 1;
  MemoryBudget memory_{limits_.memory_bytes};
  RequestIds ids_;
  DateLine date_;
  std::int64_t ticks_ = 0;
  std::array<std::int64_t, phase_count> allowed_ticks_{};
  // Outlives the context, which destroys the remaining connections.
  std::array<Connections, phase_count> phases_;
  Watched watched_;
  std::unordered_map<AddressKey, AddressConnections, AddressHash> addresses_;
  Ring* ring_ = nullptr;                // set while it runs
  std::atomic<std::size_t> count_ = 0;  // changed by its own thread only
  std::size_t extra_descriptors_ = 0;
  std::size_t working_ = 0;  // run_tasks coroutines that are not done
  bool is_running_ = false;
  bool is_stopping_ = false;
  bool is_look_due_ = false;
  std::int64_t next_complaint_ = 0;  // the tick before which missing descriptors are not logged again
  // Disables the locks of the sockets, because only this thread uses them. Posting still takes a lock.
  boost::asio::io_context context_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
  Timer ticker_{context_.get_executor()};
  Timer look_timer_{context_.get_executor()};
  Timer stop_timer_{context_.get_executor()};
  std::list<Listening> acceptors_;
  ReservedDescriptors reserved_;
};

}  // namespace gatehouse::http
