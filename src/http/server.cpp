// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "gatehouse/base/processors.h"
#include "gatehouse/base/random.h"
#include "gatehouse/http/descriptors.h"
#include "http/connections/connection_counts.h"
#include "http/sockets/address.h"
#include "http/sockets/listener.h"
#include "http/sockets/unix_listener.h"
#include "http/thread_limits.h"
#include "http/trusted_proxies.h"
#include "http/worker.h"

namespace gatehouse::http {

class Server::Impl {
 public:
  Impl(ServerOptions options, Handler& handler)
      : options_(std::move(options)), handler_(handler), log_(options_.log ? options_.log : make_null_log()) {
    const auto prefix = RequestIds::make_prefix(system_random());
    const unsigned count = options_.threads != 0 ? options_.threads : usable_processors();
    const auto limits = limits_of_thread(options_.limits, count, descriptor_limit());
    for (unsigned i = 0; i < count; ++i) {
      workers_.emplace_back(options_.first_worker + i, options_.make_ring, limits, proxies_, *log_, prefix,
                            counts_, options_.reserved_descriptors);
    }
    for (unsigned i = 0; i < count; ++i) workers_[i].set_next(workers_[(i + 1) % count], count);
  }

  ~Impl() { remove_files(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  result<void, std::string> listen() {
    auto proxies = TrustedProxies::parse(options_.trusted_proxies);
    if (!proxies) return "cannot trust a proxy: " + proxies.error();
    proxies_ = std::move(*proxies);
    std::vector<Listener> places;
    for (const auto& address : options_.listen) places.push_back({address, &handler_});
    places.insert(places.end(), options_.listeners.begin(), options_.listeners.end());
    for (const auto& place : places) {
      auto opened = place.address.starts_with(unix_prefix) ? listen_unix(place) : listen_tcp(place);
      if (!opened) return opened;
    }
    if (options_.stop_on_signals) {
      signals_.emplace(signal_context_, SIGTERM, SIGINT);
      signals_->async_wait([this](const boost::system::error_code& error, int) {
        if (error) return;
        stop();
        signals_->async_wait([this](const boost::system::error_code& again, int) {
          if (again) return;
          for (auto& worker : workers_) worker.abort();
        });
      });
    }
    return {};
  }

  void adopt(Descriptor socket, Handler& handler) {
    auto& worker = workers_.front();
    boost::asio::post(worker.context(), [&worker, &handler, socket = std::move(socket)]() mutable {
      worker.adopt(std::move(socket), handler);
    });
  }

  void run() {
    std::vector<std::thread> threads;
    // A thread of their own: a worker that has nothing left to do ends while others still have.
    std::thread signals;
    if (signals_) signals = std::thread{[this] { signal_context_.run(); }};
    for (std::size_t i = 1; i < workers_.size(); ++i) threads.emplace_back([this, i] { run_worker(i); });
    run_worker(0);
    for (auto& thread : threads) thread.join();
    signal_context_.stop();
    if (signals.joinable()) signals.join();
    signals_.reset();
    remove_files();
    if (failure_) std::rethrow_exception(failure_);
  }

  void stop() {
    is_stopping_.store(true, std::memory_order_relaxed);
    for (auto& worker : workers_) worker.stop();
  }

  [[nodiscard]] bool is_stopping() const noexcept { return is_stopping_.load(std::memory_order_relaxed); }

  [[nodiscard]] ServerLoad load() const noexcept {
    ServerLoad all;
    for (const auto& worker : workers_) {
      const auto one = worker.load();
      all.connections += one.connections;
      all.memory_bytes += one.memory_bytes;
    }
    return all;
  }

  /// Runs a worker. If it fails, the other workers end too, because a server with one worker less would
  /// answer only a part of its connections.
  void run_worker(std::size_t index) {
    try {
      workers_[index].run();
    } catch (...) {
      {
        const std::lock_guard lock{failure_mutex_};
        if (!failure_) failure_ = std::current_exception();
      }
      for (auto& worker : workers_) worker.abort();
    }
  }

  [[nodiscard]] const std::vector<std::string>& addresses() const noexcept { return addresses_; }
  [[nodiscard]] std::deque<Worker>& workers() noexcept { return workers_; }

 private:
  static constexpr std::string_view unix_prefix = "unix:";

  result<void, std::string> listen_tcp(const Listener& place) {
    auto opened = open_listeners(place.address, static_cast<unsigned>(workers_.size()));
    if (!opened) return opened.error();
    addresses_.push_back(to_text(opened->endpoint));
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      workers_[i].add_listener(std::move(opened->sockets[i]), opened->endpoint.protocol(), *place.handler);
    }
    return {};
  }

  result<void, std::string> listen_unix(const Listener& place) {
    const std::filesystem::path path = place.address.substr(unix_prefix.size());
    auto opened = open_unix_listener(path);
    if (!opened) return opened.error();
    addresses_.push_back(place.address);
    files_.push_back(path);
    workers_.front().add_listener(std::move(*opened), boost::asio::ip::tcp::v4(), *place.handler);
    return {};
  }

  /// Removes the files of Unix sockets.
  void remove_files() noexcept {
    std::error_code ignored;
    for (const auto& file : files_) std::filesystem::remove(file, ignored);
    files_.clear();
  }

  ServerOptions options_;
  Handler& handler_;
  std::shared_ptr<Log> log_;
  TrustedProxies proxies_;  // set before the workers run
  ConnectionCounts counts_;
  std::deque<Worker> workers_;  // a deque, because workers cannot be moved
  std::vector<std::string> addresses_;
  std::vector<std::filesystem::path> files_;
  std::atomic<bool> is_stopping_{false};
  boost::asio::io_context signal_context_{1};
  std::optional<boost::asio::signal_set> signals_;
  std::mutex failure_mutex_;
  std::exception_ptr failure_;
};

Server::Server(ServerOptions options, Handler& handler)
    : impl_(std::make_unique<Impl>(std::move(options), handler)) {}

Server::~Server() = default;

result<void, std::string> Server::listen() { return impl_->listen(); }

std::vector<std::string> Server::addresses() const { return impl_->addresses(); }

std::vector<boost::asio::io_context*> Server::contexts() {
  std::vector<boost::asio::io_context*> out;
  for (auto& worker : impl_->workers()) out.push_back(&worker.context());
  return out;
}

void Server::adopt(Descriptor socket, Handler& handler) { impl_->adopt(std::move(socket), handler); }

void Server::run() { impl_->run(); }

void Server::stop() { impl_->stop(); }

bool Server::is_stopping() const noexcept { return impl_->is_stopping(); }

ServerLoad Server::load() const noexcept { return impl_->load(); }

}  // namespace gatehouse::http
