#pragma once
// SPDX-License-Identifier: Apache-2.0
// Lets the administration interface in on an address that others use too.

#include <boost/asio/io_context.hpp>
#include <string>
#include <utility>

#include "gatehouse/http/server.h"

namespace gatehouse::server {

/// Passes requests for /admin on to the application of administration, which runs on one thread for all its
/// doors, and all other requests to the public application. Administrators' requests so never keep the
/// threads of the public from their work, and an object that belongs to one thread stays with it.
class AdminDoor final : public http::Handler {
 public:
  /// `everyone` answers all other requests, and must outlive this. `root_path` is the path under which a
  /// proxy publishes the server.
  AdminDoor(http::Handler& everyone, std::string root_path)
      : everyone_(everyone), root_path_(std::move(root_path)) {}

  /// Call it before the first request. Both must outlive this. `home` is the context of the administration's
  /// thread, whose worker has the index `worker`.
  void open(http::Handler& admin, boost::asio::io_context& home, unsigned worker) noexcept {
    admin_ = &admin;
    home_ = &home;
    worker_ = worker;
  }

  awaitable<> handle(const http::Request& request, http::Response& response) override;
  void plan_body(const http::Request& request, http::BodyPlan& plan) noexcept override;
  void note_refusal(const http::Request& request, unsigned status) noexcept override;

 private:
  [[nodiscard]] bool is_for_admin(const http::Request& request) const noexcept;
  awaitable<> handle_at_home(const http::Request& request, http::Response& response);

  http::Handler& everyone_;
  http::Handler* admin_ = nullptr;
  boost::asio::io_context* home_ = nullptr;
  unsigned worker_ = 0;
  const std::string root_path_;
};

}  // namespace gatehouse::server
