#pragma once
// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 server (RFC 9112): one io_context a thread, each with its own listening sockets.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "gatehouse/http/body_reader.h"
#include "gatehouse/http/limits.h"
#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/http/ring.h"

namespace gatehouse::http {

/// Makes the answers.
class Handler {
 public:
  virtual ~Handler() = default;
  /// Fills `response` for `request`. Called on every thread of the server at once; both references hold until
  /// the coroutine is done. An exception that escapes is answered with 500 and logged.
  virtual awaitable<> handle(const Request& request, Response& response) = 0;
  /// Decides how a request's body is taken, when its header has come and a body will. `plan` is what happens
  /// otherwise: whole in memory, up to `Limits::body_bytes`. Called on every thread of the server at once.
  virtual void plan_body(const Request& /*request*/, BodyPlan& /*plan*/) noexcept {}
  /// Told of a request that the server answers by itself with `status`, since it is malformed, too long, too
  /// slow or too much; `handle` is not called for it. `request` holds what could be read of it: its texts may
  /// be empty. Called on every thread of the server at once.
  virtual void note_refusal(const Request& /*request*/, unsigned /*status*/) noexcept {}
};

/// Whether a text is an IP address, or a network as ADDRESS/BITS: what `ServerOptions::trusted_proxies`
/// takes.
[[nodiscard]] bool is_network(std::string_view text);

/// How a server is set up.
struct ServerOptions {
  /// HOST:PORT each; an IPv6 host in brackets. Port 0: the system picks one.
  std::vector<std::string> listen{"127.0.0.1:8000"};
  unsigned threads = 0;  ///< 0: one a processor that this process may use
  /// Proxies, by address or network (10.0.0.0/8), that are believed what X-Forwarded-For says of a request's
  /// origin. Others' are ignored: anyone can send that field.
  std::vector<std::string> trusted_proxies{};
  /// Creates each worker's ring, on that worker's thread. Empty, or where it fails: connections wait with
  /// epoll(7), and the log says why.
  MakeRing make_ring{};
  /// Whether SIGTERM and SIGINT, from `listen` on, stop it. A second one stops it at once.
  bool stop_on_signals = true;
  /// What a stranger may send, and how long he may take.
  Limits limits{};
  std::shared_ptr<Log> log;  ///< none: nothing is logged
};

/// A server. Build it, `listen`, then `run`.
class Server {
 public:
  /// `handler` must outlive the server.
  Server(ServerOptions options, Handler& handler);
  /// Destroys the contexts. Whoever holds a Resume of a request that did not finish in time must have dropped
  /// it.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Opens the listening sockets. The error's text says which address and why, in one line: malformed, taken,
  /// not permitted, not this machine's; or which trusted proxy is malformed.
  [[nodiscard]] result<void, std::string> listen();

  /// The addresses listened on, HOST:PORT, with the real port. Empty before `listen`.
  [[nodiscard]] std::vector<std::string> addresses() const;

  /// The threads' contexts, in the order of `Request::worker`; for what else must live on these threads.
  [[nodiscard]] std::vector<boost::asio::io_context*> contexts();

  /// Serves until stopped. Then no new connection is taken, idle ones are closed, running requests get
  /// `limits.stop_time` to finish. Blocks; call it once. Throws RingFailure after all workers have ended.
  void run();

  /// Asks `run` to return. Thread-safe; may be called before `run`.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::http
