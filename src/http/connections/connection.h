#pragma once
// SPDX-License-Identifier: Apache-2.0
// One connection. Reads requests and sends answers in order until either side ends it.

#include <array>
#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/async.h"
#include "gatehouse/base/descriptor.h"
#include "gatehouse/http/body_reader.h"
#include "gatehouse/http/response.h"
#include "http/connections/connection_counts.h"
#include "http/connections/memory_budget.h"
#include "http/connections/read_buffer.h"
#include "http/messages/head.h"
#include "http/messages/out_buffer.h"
#include "http/messages/parser.h"
#include "http/messages/request_id.h"
#include "http/sockets/socket.h"

namespace gatehouse::http {

class Handler;
class Worker;

/// What a connection is waiting for. Each phase has its own time limit.
enum class Phase : unsigned { idle, reading, handling, writing, closing };
inline constexpr std::size_t phase_count = 5;

/// Bodies and pieces of at least this size are sent from their own memory without a copy.
inline constexpr std::size_t gather_size = 16 * 1024;

/// Large enough for most requests.
inline constexpr std::size_t first_capacity = 4 * 1024;
/// The largest buffer that a connection keeps between requests.
inline constexpr std::size_t kept_capacity = 4 * 1024;

using UnlinkedAtEnd = boost::intrusive::link_mode<boost::intrusive::auto_unlink>;
/// Links a connection into the list of its phase.
using PhaseHook = boost::intrusive::list_base_hook<UnlinkedAtEnd>;
/// Links a connection into the list of connections to check.
struct WatchTag;
using WatchHook = boost::intrusive::list_base_hook<UnlinkedAtEnd, boost::intrusive::tag<WatchTag>>;
/// Links a connection into the list of its peer address.
struct AddressTag;
using AddressHook = boost::intrusive::list_base_hook<boost::intrusive::tag<AddressTag>>;

/// The peer of a connection.
struct Peer {
  std::string address;  ///< as text, without port
  AddressKey key;
  ConnectionCounts::Place place;         ///< not counted for trusted proxies and Unix sockets
  std::optional<PeerProcess> process{};  ///< set for Unix sockets, whose peers have no address
};

/// Owned by its own coroutine, which runs on the thread of its worker.
class Connection final : public PhaseHook, public WatchHook, public AddressHook, public MemoryHolder {
 public:
  /// Takes ownership of the connected socket `fd`. Throws boost::system::system_error if the system
  /// cannot register it.
  Connection(Worker& worker, Descriptor fd, const boost::asio::ip::tcp& protocol, Peer peer,
             Handler& handler);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Serves until the connection ends.
  awaitable<> serve();

  [[nodiscard]] Phase phase() const noexcept { return phase_; }
  [[nodiscard]] std::int64_t deadline() const noexcept { return deadline_; }
  /// Called by the worker, which keeps the connections of a phase ordered by deadline.
  void set_phase(Phase phase, std::int64_t deadline) noexcept {
    phase_ = phase;
    deadline_ = deadline;
  }

  /// Called when the time limit of the phase has passed. A slow request is answered with 408; otherwise
  /// the connection ends.
  void expire() noexcept;
  /// Interrupts the wait for a request, because the server stops.
  void wake() noexcept;
  /// Returns the descriptor of its socket, for checks by the worker.
  [[nodiscard]] int native_handle() noexcept { return socket_.native_handle(); }
  /// Called when the peer has closed its connection, or its half of it.
  void note_end() noexcept;
  /// While a request is handled, checks whether the peer has disconnected, and tells the handler if it has
  /// asked for that.
  void look_for_client() noexcept;
  /// Ends the connection without an answer. Returns false if it is already ending in this way.
  bool drop() noexcept;
  [[nodiscard]] bool is_dropped() const noexcept { return is_dropped_; }
  /// Returns whether it counts towards the limit of its address.
  [[nodiscard]] bool is_counted() const noexcept { return place_.is_counted(); }

 private:
  enum class Step { receive, answer, refuse };

  class Reader final : public BodyReader {
   public:
    explicit Reader(Connection& connection) noexcept : connection_(connection) {}
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override;
    awaitable<std::string_view> next() override { return connection_.read_body(); }

   private:
    Connection& connection_;
  };

  /// Parses the received bytes up to the end of one request, or to the beginning of a streamed body.
  Step parse();
  /// Notes the client address and the path prefix that a trusted proxy reports.
  void note_origin();
  /// Asks the handler how to receive the body.
  Step plan_body();
  /// Returns the next piece of a streamed body.
  awaitable<std::string_view> read_body();
  [[noreturn]] void fail_body(unsigned status);
  /// Called when the handler is done with a streamed body.
  void end_reading();
  bool begin_request();
  /// Answers the request with `status`, and logs it with the reason `why` or, if that is empty, with the
  /// usual reason of the status.
  Step refuse(unsigned status, std::string_view why);
  void log_refusal(unsigned status, std::string_view why);
  void set_error(unsigned status);
  void note_exception(const char* what);
  void append_answer();
  /// Sends a streamed body and runs the work for after the answer.
  awaitable<> finish_answer();
  /// Sends what `response_.source` produces until its end, a failure or the disconnection of the peer.
  awaitable<> send_source();
  /// Ends the connection so that the peer notices that the body is incomplete.
  void break_answer(const char* what) noexcept;
  void release_memory() noexcept;
  /// Overwrites the body of an answered request, because it may have contained a password (CWE-316).
  void wipe_body() noexcept;
  /// Reports the memory in use to the budget of the worker. If the connection must give up memory, `refusal_`
  /// or `is_dropped_` is set.
  void charge_memory() noexcept;
  bool give_up_memory() noexcept override;

  /// Makes room for more of the request or for the next request.
  void make_room();
  void move_buffer(std::size_t capacity);
  /// Called before waiting for more bytes. Enters the phase and makes room.
  void prepare_receive();
  /// Called after the wait. Takes the received bytes. Returns false when the connection is over.
  bool finish_receive(std::size_t size);
  /// Reads bytes that have already arrived. Returns false if there are none.
  bool receive_now() noexcept;
  /// Same as above after the end of the stream was noticed. Returns false when the connection is over.
  bool receive_last() noexcept;
  /// Called at the end of the stream. Returns false when the connection is over.
  bool finish_at_end() noexcept;
  /// Sends as much as the socket accepts. Returns false if that is not everything. An
  /// error sets `is_broken_`.
  bool send_now() noexcept;
  /// Sends at the beginning of the next wait for a request. Returns false if that is not possible.
  bool send_later();
  /// Called after that wait. Notes how much was sent.
  void finish_sending() noexcept;
  awaitable<> send_rest();
  awaitable<> linger();

  Worker& worker_;
  Handler& handler_;
  std::string remote_address_;
  ConnectionCounts::Place place_;
  bool is_from_proxy_ = false;  // its requests have X-Forwarded-For
  std::array<char, RequestIds::length> id_{};
  Message message_;
  Response response_;
  ReadBuffer in_;
  OutBuffer out_;
  std::string_view tail_;              // a body that is sent after out_ without a copy
  Framing framing_ = Framing::length;  // of an answer that is sent from a source
  std::size_t sent_ = 0;               // bytes of out_ and tail_ together
  std::size_t start_ = 0;              // offset of the current request in in_
  std::optional<RequestParser> parser_;
  Reader reader_{*this};
  std::size_t read_ = 0;      // bytes of a streamed body since its time limit was restarted
  std::int64_t waited_ = 0;   // ticks waited for these bytes
  unsigned received_ = 0;     // number of pieces that had already arrived
  unsigned body_status_ = 0;  // status of the failure of a streamed body, or 0
  std::int64_t deadline_ = 0;
  Phase phase_ = Phase::idle;
  unsigned refusal_ = 0;  // status with which the next step refuses the request, or 0
  bool keep_alive_ = true;
  bool is_continue_sent_ = false;
  bool may_skip_newline_ = true;
  bool is_expired_ = false;
  bool is_dropped_ = false;
  bool is_broken_ = false;  // nothing can be sent any more
  bool is_choked_ = false;  // send_later could not send everything
  bool has_ended_ = false;  // the end of the stream was noticed, but there may be unread bytes
  bool is_at_end_ = false;  // no more bytes will arrive
  // The last member, so that it is destroyed first: it may still use the buffers.
  Socket socket_;
};

}  // namespace gatehouse::http
