#pragma once
// SPDX-License-Identifier: Apache-2.0
// DATA/control.sock: by it a command reaches the running server, so that the server's copies know of changes.

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "server/commands/command.h"
#include "server/problem.h"

namespace gatehouse::server {

/// Takes commands: one JSON object a connection, ended by closing the writing side; one JSON object back.
/// Whoever can open the socket may do everything: it has mode 0600 in a folder of mode 0700.
class ControlServer {
 public:
  /// Listens, on `context`'s thread. Call it under the data folder's lock: what an earlier server left is
  /// removed. The targets outlive the context's run.
  static result<std::unique_ptr<ControlServer>, Problem> open(const std::filesystem::path& data,
                                                              boost::asio::io_context& context,
                                                              const CommandTargets& targets);
  /// Takes the socket's file away.
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

 private:
  class Impl;
  explicit ControlServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Sends a command to the server of this data folder. Nothing: no server is running. The error: it was there,
/// but did not answer.
[[nodiscard]] result<std::optional<CommandOutcome>, Problem> send_to_server(const std::filesystem::path& data,
                                                                            const Command& command);

}  // namespace gatehouse::server
