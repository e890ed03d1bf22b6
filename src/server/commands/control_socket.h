#pragma once
// SPDX-License-Identifier: Apache-2.0
// The socket DATA/control.sock, through which commands reach the running server.

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "server/commands/command.h"
#include "server/problem.h"

namespace gatehouse::server {

/// Accepts commands. A connection carries one JSON object, ended by closing the writing side, and one
/// JSON object back. A caller who can open the socket may run any command; it has mode 0600 in a folder
/// of mode 0700.
class ControlServer {
 public:
  /// Listens on the thread of `context`. Call it while holding the data folder's lock, because it removes the
  /// socket of an earlier server. The targets must outlive the run of the context.
  static result<std::unique_ptr<ControlServer>, Problem> open(const std::filesystem::path& data,
                                                              boost::asio::io_context& context,
                                                              const CommandTargets& targets);
  /// Removes the socket's file.
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

 private:
  class Impl;
  explicit ControlServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Sends a command to the server of this data folder. Returns nullopt when no server is running. Fails when
/// the server did not answer.
[[nodiscard]] result<std::optional<CommandOutcome>, Problem> send_to_server(const std::filesystem::path& data,
                                                                            const Command& command);

}  // namespace gatehouse::server
