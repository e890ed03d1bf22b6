// SPDX-License-Identifier: Apache-2.0
#include "api/oauth/client_authentication.h"

#include <string_view>
#include <utility>

#include "api/origin.h"
#include "api/throttled.h"
#include "gatehouse/base/ascii.h"
#include "gatehouse/base/percent_encoding.h"

namespace gatehouse::api::oauth {
namespace {

struct Credentials {
  std::string id;
  Secret secret;
};

/// Returns whether the request has credentials of the Basic scheme, even if they cannot be parsed. Other
/// schemes are not for clients: code in a browser may send a user's token with every request.
bool has_basic(const web::Request& request) {
  const auto field = request.find("Authorization").value_or("");
  return fold_case(field.substr(0, field.find(' '))) == "basic";
}

std::optional<Credentials> read_credentials(const std::optional<web::HTTPBasicCredentials>& basic,
                                            const ClientForm& form, const web::Request& request) {
  if (request.count("Authorization") > 1) {
    refuse_grant(GrantErrorCode::invalid_request, "The Authorization field is repeated");
  }
  if (!has_basic(request)) {
    if (!form.client_secret) return std::nullopt;
    if (!form.client_id) refuse_grant(GrantErrorCode::invalid_request, "client_id is missing");
    return Credentials{*form.client_id, *form.client_secret};
  }
  if (!basic) refuse_grant(GrantErrorCode::invalid_client, "The Authorization field can't be read");
  // Id and secret are form-encoded before they become user name and password (RFC 6749 2.3.1).
  auto id = form_decode(basic->username);
  if (form.client_secret || (form.client_id && *form.client_id != id)) {
    refuse_grant(GrantErrorCode::invalid_request,
                 "A client authenticates in one way: by the Authorization field or by the form");
  }
  return Credentials{std::move(id), Secret{form_decode(basic->password.reveal())}};
}

}  // namespace

awaitable<std::optional<store::Client>> find_client(auth::Clients& clients, auth::throttle::Guard& guard,
                                                    const std::optional<web::HTTPBasicCredentials>& basic,
                                                    const ClientForm& form, const web::Request& request) {
  std::optional<store::Client> found;
  auto credentials = read_credentials(basic, form, request);
  if (!credentials) co_return found;
  const auto origin = origin_of(request);
  if (const auto refusal = guard.find_client_refusal(credentials->id, origin)) {
    refuse_grant_throttled(*refusal);
  }
  auto authenticating = clients.authenticate(credentials->id, std::move(credentials->secret));
  auto client = co_await std::move(authenticating);
  if (!client && client.error() == auth::ClientError::unavailable) {
    refuse_grant(GrantErrorCode::temporarily_unavailable, "Try again later");
  }
  if (!client) {
    guard.note_client_failure(credentials->id, origin);
    refuse_grant(GrantErrorCode::invalid_client, "There is no such client, or its secret is wrong");
  }
  found = std::move(*client);
  co_return found;
}

awaitable<store::Client> demand_client(auth::Clients& clients, auth::throttle::Guard& guard,
                                       const std::optional<web::HTTPBasicCredentials>& basic,
                                       const ClientForm& form, const web::Request& request) {
  auto finding = find_client(clients, guard, basic, form, request);
  auto client = co_await std::move(finding);
  if (!client) refuse_grant(GrantErrorCode::invalid_client, "Only a registered client may do this");
  co_return std::move(*client);
}

}  // namespace gatehouse::api::oauth
