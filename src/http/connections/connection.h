#pragma once
// SPDX-License-Identifier: Apache-2.0
// One connection: requests in, answers out, in order, until one side has enough.

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

class Worker;

/// What a connection waits for; each has its own time limit.
enum class Phase : unsigned { idle, reading, handling, writing, closing };
inline constexpr std::size_t phase_count = 5;

/// Bodies and pieces of them from this size on are sent from where they lie, not copied.
inline constexpr std::size_t gather_size = 16 * 1024;

/// Memory that holds most requests whole.
inline constexpr std::size_t first_capacity = 4 * 1024;
/// What a buffer of a connection may keep between requests.
inline constexpr std::size_t kept_capacity = 4 * 1024;

using UnlinkedAtEnd = boost::intrusive::link_mode<boost::intrusive::auto_unlink>;
/// By which a connection is in the list of its phase.
using PhaseHook = boost::intrusive::list_base_hook<UnlinkedAtEnd>;
/// By which it is in the list of those to look after.
struct WatchTag;
using WatchHook = boost::intrusive::list_base_hook<UnlinkedAtEnd, boost::intrusive::tag<WatchTag>>;
/// By which it is in the list of those of its address.
struct AddressTag;
using AddressHook = boost::intrusive::list_base_hook<boost::intrusive::tag<AddressTag>>;

/// Who is at the other end.
struct Peer {
  std::string address;  ///< as text, without port
  AddressKey key;
  ConnectionCounts::Place place;  ///< uncounted for trusted proxies
};

/// Lives in its own coroutine, on its worker's thread.
class Connection final : public PhaseHook, public WatchHook, public AddressHook, public MemoryHolder {
 public:
  /// Takes over the connected socket `fd`; throws boost::system::system_error if the system has no place for
  /// it.
  Connection(Worker& worker, Descriptor fd, const boost::asio::ip::tcp& protocol, Peer peer);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Serves until the connection is over.
  awaitable<> serve();

  [[nodiscard]] Phase phase() const noexcept { return phase_; }
  [[nodiscard]] std::int64_t deadline() const noexcept { return deadline_; }
  /// For the worker, which keeps the connections of a phase in the order of their deadlines.
  void set_phase(Phase phase, std::int64_t deadline) noexcept {
    phase_ = phase;
    deadline_ = deadline;
  }

  /// The time of the phase is over: a slow request is answered with 408, else the connection ends.
  void expire() noexcept;
  /// Interrupts the wait for a request, because the server stops.
  void wake() noexcept;
  /// Its socket, to look after.
  [[nodiscard]] int native_handle() noexcept { return socket_.native_handle(); }
  /// The client has closed its connection, or its half of it.
  void note_end() noexcept;
  /// While a request is handled: tells the handler, if it has asked, that the client has gone.
  void look_for_client() noexcept;
  /// Ends the connection without a word.
  /// False if it is already ending that way.
  bool drop() noexcept;
  [[nodiscard]] bool is_dropped() const noexcept { return is_dropped_; }
  /// Whether it counts for its address.
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

  /// Takes what has arrived as far as the end of one request, or the begin of a body that is streamed.
  Step parse();
  /// Notes what a trusted proxy says of where the request comes from, and of where the server is published.
  void note_origin();
  /// Has the handler say how the body is to be taken.
  Step plan_body();
  /// The next piece of a streamed body.
  awaitable<std::string_view> read_body();
  [[noreturn]] void fail_body(unsigned status);
  /// The handler is done with a streamed body.
  void end_reading();
  bool begin_request();
  /// Has the request answered with `status`, and logged with the reason `why`; if that is empty, with the
  /// usual one of that status.
  Step refuse(unsigned status, std::string_view why);
  void log_refusal(unsigned status, std::string_view why);
  void set_error(unsigned status);
  void note_exception(const char* what);
  void append_answer();
  /// The rest of an answer that is more than its header and a body in memory.
  awaitable<> finish_answer();
  /// Sends what `response_.source` gives, until its end, a failure or the client's vanishing.
  awaitable<> send_source();
  /// Ends the connection so that the client sees the body is not whole.
  void break_answer(const char* what) noexcept;
  void release_memory() noexcept;
  /// Overwrites the body of a request that was answered: it may have held a password (CWE-316).
  void wipe_body() noexcept;
  /// Tells the thread's budget what memory it has. May find that it has to give it up: then `refusal_` or
  /// `is_dropped_` is set.
  void charge_memory() noexcept;
  bool give_up_memory() noexcept override;

  /// Makes room for more of the request, or for the next.
  void make_room();
  void move_buffer(std::size_t capacity);
  /// Before waiting for more: enters the phase, makes room.
  void prepare_receive();
  /// After it: takes over what came; false when the connection is over.
  bool finish_receive(std::size_t size);
  /// Reads what has already arrived; false if there is nothing.
  bool receive_now() noexcept;
  /// The same when the client's end has been seen: false when the connection is over.
  bool receive_last() noexcept;
  /// After the end of what the client sends; false when the connection is over.
  bool finish_at_end() noexcept;
  /// Sends what the socket takes; false if that is not all. An error sets `is_broken_`.
  bool send_now() noexcept;
  /// Has it sent as the next wait for a request begins; false if that cannot be.
  bool send_later();
  /// After that wait: notes what was sent.
  void finish_sending() noexcept;
  awaitable<> send_rest();
  awaitable<> linger();

  Worker& worker_;
  std::string remote_address_;
  ConnectionCounts::Place place_;
  bool is_from_proxy_ = false;  // so its requests say where they come from
  std::array<char, RequestIds::length> id_{};
  Message message_;
  Response response_;
  ReadBuffer in_;
  OutBuffer out_;
  std::string_view tail_;              // a body that is sent from where it lies, after out_
  Framing framing_ = Framing::length;  // of the answer that is being sent from a source
  std::size_t sent_ = 0;               // of out_ and tail_ together
  std::size_t start_ = 0;              // of the request in in_
  std::optional<RequestParser> parser_;
  Reader reader_{*this};
  std::size_t read_ = 0;      // of a streamed body, since its time has begun anew
  std::int64_t waited_ = 0;   // for that, in ticks
  unsigned received_ = 0;     // pieces that had come already
  unsigned body_status_ = 0;  // what a streamed body has failed with
  std::int64_t deadline_ = 0;
  Phase phase_ = Phase::idle;
  unsigned refusal_ = 0;  // what the next step is to refuse the request with
  bool keep_alive_ = true;
  bool is_continue_sent_ = false;
  bool may_skip_newline_ = true;
  bool is_expired_ = false;
  bool is_dropped_ = false;
  bool is_broken_ = false;  // nothing can be sent any more
  bool is_choked_ = false;  // what send_later sent was not taken whole
  bool has_ended_ = false;  // the client's end was seen, but it may not have been read
  bool is_at_end_ = false;  // nothing will come any more
  Socket socket_;           // last, so first to go: it may still use the buffers
};

}  // namespace gatehouse::http
