#pragma once
// SPDX-License-Identifier: Apache-2.0
// The administration interface as commands use it: of the running server, or in this process.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/http_client.h"
#include "server/commands/local_server.h"
#include "server/config/settings.h"
#include "server/problem.h"

namespace gatehouse::server {

/// Why the interface refused a request.
struct Refusal {
  unsigned status = 0;  ///< 0: there is no answer, and `message` says why
  std::string code{};   ///< of api::ErrorCode; empty for a value that is refused
  std::string message{};
  std::string type{};  ///< of a value that is refused
};

template <class T>
using AdminResult = result<T, Refusal>;

/// Sends requests to the running server. If there is none, opens the store and serves itself, until it is
/// destroyed. For one thread.
class AdminClient {
 public:
  /// `settings` must outlive it.
  AdminClient(const Settings& settings, std::shared_ptr<Log> log)
      : settings_(settings), log_(std::move(log)) {}

  /// Sends a request. An answer with a status from 400 on is a Refusal.
  [[nodiscard]] AdminResult<ClientAnswer> send(const ClientRequest& request, const BodySink& sink = {});

  /// As above, and decodes the answer's body as a T.
  template <class T>
  [[nodiscard]] AdminResult<T> ask(const ClientRequest& request) {
    auto answer = send(request);
    if (!answer) return answer.error();
    T out;
    if (!decode(answer->body, out)) return Refusal{.message = not_understood};
    return out;
  }

  /// Connects if that has not been done. Returns why it is not possible, or nothing. `server_only`: fails
  /// with an empty sentence when there is no running server.
  [[nodiscard]] std::optional<Problem> connect(bool server_only = false);

  template <class T>
  [[nodiscard]] static bool decode(std::string_view json, T& out) {
    const auto document = schema::parse_json(json, {.max_nodes = most_nodes});
    if (!document) return false;
    schema::Problems problems;
    schema::Reporter reporter{problems};
    return schema::decode(document->root, reporter, out);
  }

  /// The answers are of the own server, so they may have more values than requests.
  static constexpr std::size_t most_nodes = 4 * 1024 * 1024;

  static constexpr const char* not_understood =
      "the running server's answer is not understood: check that it is the same version of gatehouse";

 private:
  [[nodiscard]] bool connect_to_server();

  const Settings& settings_;
  std::shared_ptr<Log> log_;
  std::unique_ptr<LocalServer> local_;
  std::optional<HttpClient> client_;
};

/// Returns the path of the socket at which a server with this data folder is administered.
[[nodiscard]] std::filesystem::path control_socket(const std::filesystem::path& data);

}  // namespace gatehouse::server
