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
  /// `everyone` answers all other requests. `home` is the context of the administration's thread, whose
  /// worker has the index `worker`. `root_path` is the path under which a proxy publishes the server. All
  /// references must outlive this.
  AdminDoor(http::Handler& everyone, http::Handler& admin, boost::asio::io_context& home, unsigned worker,
            std::string root_path)
      : everyone_(everyone), admin_(admin), home_(home), worker_(worker), root_path_(std::move(root_path)) {}

  awaitable<> handle(const http::Request& request, http::Response& response) override;
  void plan_body(const http::Request& request, http::BodyPlan& plan) noexcept override;
  void note_refusal(const http::Request& request, unsigned status) noexcept override;

 private:
  [[nodiscard]] bool is_for_admin(const http::Request& request) const noexcept;
  awaitable<> handle_at_home(const http::Request& request, http::Response& response);

  http::Handler& everyone_;
  http::Handler& admin_;
  boost::asio::io_context& home_;
  const unsigned worker_;
  const std::string root_path_;
};

}  // namespace gatehouse::server
