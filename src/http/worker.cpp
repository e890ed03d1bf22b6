// SPDX-License-Identifier: Apache-2.0

#include "http/worker.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <exception>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "gatehouse/base/io_activity.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;

}  // namespace

Worker::Worker(unsigned index, const MakeRing& make_ring, const Limits& limits, const TrustedProxies& proxies,
               Log& log, const RequestIds::Prefix& prefix, ConnectionCounts& counts,
               std::size_t reserved_descriptors)
    : index_(index),
      make_ring_(make_ring),
      limits_(limits),
      proxies_(proxies),
      log_(log),
      counts_(counts),
      ids_(prefix, index),
      reserved_(reserved_descriptors) {
  set_allowed_ticks();
}

Worker::~Worker() = default;

void Worker::add_listener(Descriptor socket, asio::ip::tcp protocol, Handler& handler) {
  auto& listening = acceptors_.emplace_back(Acceptor{context_.get_executor()}, handler);
  listening.acceptor.assign(protocol, socket.release());
}

void Worker::run() {
  const IoActivity::Thread counted{io_activity()};
  const auto ring = create_ring();
  ring_ = ring.get();
  is_running_ = true;
  date_.set(std::time(nullptr));
  for (auto& listening : acceptors_) asio::co_spawn(context_, accept(listening), asio::detached);
  asio::co_spawn(context_, tick(), asio::detached);
  const auto failure = run_context();
  is_running_ = false;
  acceptors_.clear();
  report_unfinished();
  for (auto& phase : phases_) {
    for (auto& connection : phase) connection.drop();
  }
  ring_ = nullptr;
  if (failure) std::rethrow_exception(failure);
}

std::unique_ptr<Ring> Worker::create_ring() {
  if (!make_ring_) return nullptr;
  auto made = make_ring_();
  if (made) return std::move(*made);
  if (index_ == 0) {
    log_.write(LogLevel::info, "epoll is used, since io_uring is not to be had",
               {{"why", std::string_view{made.error()}}});
  }
  return nullptr;
}

std::exception_ptr Worker::run_context() {
  for (;;) {
    try {
      context_.run();
      return {};
    } catch (const RingFailure&) {
      return std::current_exception();
      // Thrown by another object that lives on this thread.
    } catch (const std::exception& e) {
      log_.write(LogLevel::error, "uncaught exception on a server thread", {{"what", e.what()}});
    } catch (...) {
      log_.write(LogLevel::error, "uncaught exception on a server thread");
    }
  }
}

void Worker::run_after(std::vector<AfterAnswer> tasks, std::string request_id) {
  ++working_;
  asio::co_spawn(context_, run_tasks(std::move(tasks), std::move(request_id)), asio::detached);
}

awaitable<> Worker::run_tasks(std::vector<AfterAnswer> tasks, std::string request_id) {
  for (auto& task : tasks) {
    std::string failure;
    try {
      auto running = task();
      co_await std::move(running);
    } catch (const std::exception& e) {
      failure = e.what();
      if (failure.empty()) failure = "std::exception";
    } catch (...) {
      failure = "not a std::exception";
    }
    if (failure.empty()) continue;
    log_.write(LogLevel::error, "work after an answer failed",
               {{"request_id", std::string_view{request_id}}, {"what", std::string_view{failure}}});
  }
  tasks.clear();
  --working_;
  finish_if_done();
}

void Worker::add(Connection& connection) {
  if (connection.is_counted()) addresses_[connection.address()].push_back(connection);
  count_.store(count_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  in(Phase::idle).push_back(connection);
  connection.set_phase(Phase::idle, ticks_ + allowed_ticks_[static_cast<std::size_t>(Phase::idle)]);
}

void Worker::remove(Connection& connection) noexcept {
  if (connection.is_counted()) {
    const auto found = addresses_.find(connection.address());
    found->second.erase(found->second.iterator_to(connection));
    if (found->second.empty()) addresses_.erase(found);
  }
  connection.PhaseHook::unlink();
  // The descriptor of the connection is still open here.
  if (reserved_.count() > 0) asio::post(context_, [this] { reserved_.fill(); });
  count_.store(count_.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
  finish_if_done();
}

}  // namespace gatehouse::http
