// SPDX-License-Identifier: Apache-2.0
#include "server/services/admin_door.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <string_view>
#include <utility>

#include "gatehouse/http/path_prefix.h"

namespace gatehouse::server {
namespace {

/// What a request without credentials may send: enough for a refusal to be worded, too little to matter.
constexpr std::uint64_t stranger_body = 16 * 1024;

awaitable<> handle_copy(http::Handler& admin, http::Request request, http::Response& response) {
  auto handling = admin.handle(request, response);
  co_await std::move(handling);
}

}  // namespace

bool AdminDoor::is_for_admin(const http::Request& request) const noexcept {
  const auto root_path = request.root_path.empty() ? std::string_view{root_path_} : request.root_path;
  const auto path = http::strip_prefix(request.path, root_path);
  return path.starts_with("/admin") && (path.size() == 6 || path[6] == '/');
}

awaitable<> AdminDoor::handle(const http::Request& request, http::Response& response) {
  if (!is_for_admin(request)) return everyone_.handle(request, response);
  return handle_at_home(request, response);
}

awaitable<> AdminDoor::handle_at_home(const http::Request& request, http::Response& response) {
  // Has to be asked for on this thread. The copy shares it.
  const auto gone = request.when_gone();
  http::Request copy = request;
  copy.worker = worker_;
  auto handling = handle_copy(admin_, std::move(copy), response);
  // The views of the request stay valid, because this connection waits here.
  co_await boost::asio::co_spawn(home_, std::move(handling), use_awaitable);
}

void AdminDoor::plan_body(const http::Request& request, http::BodyPlan& plan) noexcept {
  if (!is_for_admin(request)) return everyone_.plan_body(request, plan);
  admin_.plan_body(request, plan);
  // A plan to stream means that the application refuses the body without reading it: no operation of
  // administration streams, and a stream could be read on the connection's thread only.
  if (!plan.is_streamed && !request.find("Authorization")) plan.most = std::min(plan.most, stranger_body);
}

void AdminDoor::note_refusal(const http::Request& request, unsigned status) noexcept {
  (is_for_admin(request) ? admin_ : everyone_).note_refusal(request, status);
}

}  // namespace gatehouse::server
