#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface of a queue that a worker can wait with for its connections, instead of Asio's reactor.

#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "gatehouse/base/result.h"

namespace gatehouse::http {

/// Thrown if the kernel rejects a call of the ring, which only an error in the ring's code can cause. A
/// worker's ring throws it from the event loop, and `Server::run` passes it on.
class RingFailure : public std::system_error {
 public:
  using std::system_error::system_error;
};

/// A queue of socket operations that one worker hands to the kernel in one system call per round, and whose
/// completions arrive while the worker waits. Created, used and destroyed on that worker's thread.
///
/// The library has only this interface. The server implements it with io_uring(7) and sets
/// `ServerOptions::make_ring` to use it.
class Ring {
  using Hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

 public:
  /// One socket operation. May be started again once it has completed.
  class Operation : public Hook {
   public:
    Operation() = default;
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    /// Blocks until the kernel no longer uses the operation's memory.
    virtual ~Operation() {
      if (ring != nullptr) ring->finish(*this);
    }

    /// Returns whether the operation has been started and has not completed.
    [[nodiscard]] bool is_under_way() const noexcept { return ring != nullptr; }

    /// Receives the result of the system call, or -errno. May destroy the operation.
    virtual void complete(int result) = 0;
    /// Called in place of `complete` when the worker ends.
    virtual void abandon() noexcept = 0;

    Ring* ring = nullptr;  ///< Set by the ring while the operation is under way.
    int returned = 0;      ///< Set by the ring before `complete`.
  };

  virtual ~Ring() = default;
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  /// Reads up to `size` bytes when at least one byte is available. `data` must stay valid until the
  /// operation has completed.
  virtual void receive(int fd, char* data, std::size_t size, Operation& operation) = 0;
  /// When the worker waits next, sends as much as the socket accepts at once. Completes only if that is not
  /// all of `data`, with the number of bytes sent or -EAGAIN. `data` must stay valid until then, or until an
  /// operation that was started later completes.
  virtual void send(int fd, std::string_view data, Operation& operation) = 0;
  /// Makes the operation complete with -ECANCELED if it has not completed yet.
  virtual void cancel(Operation& operation) noexcept = 0;
  /// Cancels the operation and blocks until it has completed; its `complete` is not called.
  virtual void finish(Operation& operation) noexcept = 0;

 protected:
  Ring() = default;
};

/// Creates the ring of the calling thread. Fails with a few words that say why there is none.
using MakeRing = std::function<result<std::unique_ptr<Ring>, std::string>()>;

}  // namespace gatehouse::http
