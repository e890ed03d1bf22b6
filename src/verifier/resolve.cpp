// SPDX-License-Identifier: Apache-2.0
#include "verifier/resolve.h"

#include <algorithm>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <cstdlib>
#include <memory>
#include <utility>

namespace gatehouse::verifier {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Outcome = result<Endpoints, std::string>;

/// The name look-up of the system cannot be interrupted, so it runs against a timer, and whichever ends first
/// determines the result. The object is owned by these two operations, because the coroutine may be destroyed
/// before they end.
class LookUp : public std::enable_shared_from_this<LookUp> {
 public:
  LookUp(const Executor& executor, std::shared_ptr<Outcome> outcome)
      : resolver_(executor), timer_(executor), outcome_(std::move(outcome)) {}

  void start(const SourceUrl& url, std::chrono::steady_clock::time_point deadline, Resume<bool> resume) {
    resume_ = std::move(resume);
    auto self = shared_from_this();
    resolver_.async_resolve(url.host, url.port, [self](const error_code& failed, const Results& found) {
      if (failed) return self->end(failed.message());
      Endpoints endpoints;
      for (const auto& entry : found) endpoints.push_back(entry.endpoint());
      self->end(std::move(endpoints));
    });
    timer_.expires_at(deadline);
    timer_.async_wait([self](const error_code& cancelled) {
      if (!cancelled) self->end(std::string{"its name could not be looked up in time"});
    });
  }

 private:
  using Resolver = asio::ip::basic_resolver<asio::ip::tcp, Executor>;
  using Results = Resolver::results_type;
  using Steady = std::chrono::steady_clock;

  void end(Outcome outcome) {
    if (!resume_) return;
    timer_.cancel();
    *outcome_ = std::move(outcome);
    resume_(true);
  }

  Resolver resolver_;
  asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor> timer_;
  Resume<bool> resume_;
  const std::shared_ptr<Outcome> outcome_;
};

Outcome read_literal(const SourceUrl& url) {
  error_code failed;
  const auto address = asio::ip::make_address(url.host, failed);
  if (failed) return failed.message();
  const auto port = std::strtoul(url.port.c_str(), nullptr, 10);
  return Endpoints{{address, static_cast<unsigned short>(port)}};
}

Outcome keep_allowed(Outcome&& outcome, const SourceUrl& url) {
  if (!outcome) return std::move(outcome);
  if (url.is_loopback_only) {
    // A hosts file or a name server could map "localhost" to any address.
    std::erase_if(*outcome, [](const auto& endpoint) { return !endpoint.address().is_loopback(); });
  }
  if (outcome->empty()) return std::string{"it has no address that may be asked"};
  return std::move(outcome);
}

}  // namespace

awaitable<Outcome> resolve(const SourceUrl& url, std::chrono::steady_clock::time_point deadline) {
  if (url.is_literal) co_return read_literal(url);
  const auto executor = co_await asio::this_coro::executor;
  const auto outcome = std::make_shared<Outcome>(std::string{});
  auto start = [&](Resume<bool> resume) {
    std::make_shared<LookUp>(executor, outcome)->start(url, deadline, std::move(resume));
  };
  co_await suspend<bool>(std::move(start));
  co_return keep_allowed(std::move(*outcome), url);
}

}  // namespace gatehouse::verifier
