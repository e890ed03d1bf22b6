// SPDX-License-Identifier: Apache-2.0
#include "server/commands/admin_client.h"

#include <cerrno>
#include <utility>

#include "gatehouse/base/unix_address.h"
#include "store/folder_exposure.h"

namespace gatehouse::server {
namespace {

std::string text_of(const schema::Node* node) {
  return node != nullptr && node->kind == schema::Node::Kind::string ? std::string{node->text}
                                                                     : std::string{};
}

/// Reads `{"detail": …, "code": …}`, where the detail of a 422 is a list of problems.
Refusal refusal_of(const ClientAnswer& answer) {
  Refusal refusal{.status = answer.status, .message = AdminClient::not_understood};
  const auto document = schema::parse_json(answer.body, {.max_nodes = AdminClient::most_nodes});
  if (!document) return refusal;
  refusal.code = text_of(document->root.find("code"));
  const auto* detail = document->root.find("detail");
  if (detail == nullptr) return refusal;
  if (detail->kind == schema::Node::Kind::array && !detail->items.empty()) {
    const auto& first = detail->items.front();
    refusal.message = text_of(first.find("msg"));
    refusal.type = text_of(first.find("type"));
  } else {
    refusal.message = text_of(detail);
  }
  return refusal;
}

}  // namespace

std::filesystem::path control_socket(const std::filesystem::path& data) { return data / "control.sock"; }

bool AdminClient::connect_to_server() {
  auto socket = connect_unix(control_socket(settings_.server.data));
  if (socket.get() < 0) return false;
  client_.emplace(std::move(socket));
  return true;
}

std::optional<Problem> AdminClient::connect(bool server_only) {
  if (client_) return std::nullopt;
  // This check comes before anything is sent: in an exposed folder the socket could belong to another user,
  // who would get a password (CWE-732).
  if (auto exposure = store::find_exposure(settings_.server.data)) return Problem{std::move(*exposure)};
  if (connect_to_server()) return std::nullopt;
  if (errno == EACCES) {
    return Problem{"only root and the user that the server runs as may use " +
                   control_socket(settings_.server.data).string() + ": run this command as that user"};
  }
  if (server_only) return Problem{};
  auto opened = LocalServer::open(settings_, log_);
  if (opened) {
    local_ = std::move(*opened);
    client_.emplace(local_->connect());
    return std::nullopt;
  }
  // A server may have started in the meantime. It then has the lock and soon a socket.
  if (connect_to_server()) return std::nullopt;
  return opened.error();
}

AdminResult<ClientAnswer> AdminClient::send(const ClientRequest& request, const BodySink& sink) {
  if (auto problem = connect()) return Refusal{.message = std::move(problem->text)};
  auto answer = client_->send(request, sink);
  if (!answer) return Refusal{.message = std::move(answer.error().text)};
  if (answer->status >= 400) return refusal_of(*answer);
  return std::move(*answer);
}

}  // namespace gatehouse::server
