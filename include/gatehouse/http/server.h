#pragma once
// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 server (RFC 9112). Each worker has one io_context and its own listening sockets.

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "gatehouse/http/body_reader.h"
#include "gatehouse/http/limits.h"
#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/http/ring.h"

namespace gatehouse::http {

/// Answers requests.
class Handler {
 public:
  virtual ~Handler() = default;
  /// Fills `response` for `request`. Called on all workers concurrently. Both references are valid until the
  /// coroutine is done. An exception is answered with 500 and logged.
  virtual awaitable<> handle(const Request& request, Response& response) = 0;
  /// Decides how the body of a request is received. Called after the header if a body follows.
  /// `plan` initially says that the whole body is held in memory, up to `Limits::body_bytes`. Called
  /// on all workers concurrently.
  virtual void plan_body(const Request& /*request*/, BodyPlan& /*plan*/) noexcept {}
  /// Called for a request that the server answers itself with `status`, because it is malformed, too long,
  /// too slow, or needs too much memory. `handle` is not called for it. `request` holds the parts that could
  /// be read; its texts may be empty. Called on all workers concurrently.
  virtual void note_refusal(const Request& /*request*/, unsigned /*status*/) noexcept {}
};

/// Returns whether a text is an IP address, or a network in the form ADDRESS/BITS,
/// as `ServerOptions::trusted_proxies` requires.
[[nodiscard]] bool is_network(std::string_view text);

/// A place where a server listens, and what answers there.
struct Listener {
  /// HOST:PORT as in `ServerOptions::listen`, or unix:PATH for a Unix socket. Only the user of this process
  /// may connect to it, and root; it is served by the first worker.
  std::string address;
  Handler* handler = nullptr;  ///< must outlive the server
};

/// Options of a Server.
struct ServerOptions {
  /// Addresses in the form HOST:PORT, with an IPv6 host in brackets. With port 0 the system chooses one.
  std::vector<std::string> listen{"127.0.0.1:8000"};
  std::vector<Listener> listeners{};  ///< further places, with handlers of their own
  unsigned threads = 0;  ///< number of workers; 0: one for each processor that this process may use
  /// Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For is trusted. The field is ignored in
  /// requests from other peers, because anyone can send it.
  std::vector<std::string> trusted_proxies{};
  /// Creates the ring of each worker, on the thread of that worker. If it is empty or fails, connections wait
  /// with epoll(7); a failure is logged.
  MakeRing make_ring{};
  /// Whether SIGTERM and SIGINT stop the server, from `listen` on. A second signal stops it at once.
  bool stop_on_signals = true;
  Limits limits{};
  /// Descriptors that each worker holds back, for a connection when the process has no others left.
  std::size_t reserved_descriptors = 0;
  unsigned first_worker = 0;  ///< `Request::worker` of the first worker, for several servers in one process
  std::shared_ptr<Log> log;   ///< null: nothing is logged
};

/// What a server holds at one moment.
struct ServerLoad {
  std::size_t connections = 0;   ///< open connections
  std::size_t memory_bytes = 0;  ///< memory of unfinished requests and unread answers
};

/// A server. Create it, call `listen`, then call `run`.
class Server {
 public:
  /// `handler` must outlive the server.
  Server(ServerOptions options, Handler& handler);
  /// Destroys the contexts. A request that did not finish in time may still wait for a Resume; that Resume
  /// must have been destroyed before.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Opens the listening sockets. Fails with one line of text that names the address and the
  /// reason: malformed, in use, not permitted or not an address of this machine; or that names a
  /// malformed trusted proxy.
  [[nodiscard]] result<void, std::string> listen();

  /// Serves a connected socket too, on the first worker and with `handler`, which must outlive the server.
  /// Call it after `listen`. Thread-safe.
  void adopt(Descriptor socket, Handler& handler);

  /// Returns the addresses in the form HOST:PORT, with the real port, first those of `ServerOptions::listen`;
  /// and unix:PATH. Empty before `listen`.
  [[nodiscard]] std::vector<std::string> addresses() const;

  /// Returns the contexts of the workers in the order of `Request::worker`, for other objects that must live
  /// on these threads.
  [[nodiscard]] std::vector<boost::asio::io_context*> contexts();

  /// Serves until stopped. Then new connections are refused, idle ones are closed, and running requests get
  /// `limits.stop_time` to finish. Blocks; call it once. Throws RingFailure after all workers have ended.
  void run();

  /// Makes `run` return. Thread-safe. May be called before `run`.
  void stop();

  /// Returns whether `stop` was called or a signal has stopped the server. Thread-safe.
  [[nodiscard]] bool is_stopping() const noexcept;

  /// Returns what all workers hold now. Thread-safe.
  [[nodiscard]] ServerLoad load() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::http
