#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds out which registered client sends a request: by HTTP Basic or by the form (RFC 6749 2.3.1).

#include <optional>
#include <string>

#include "api/grant_error.h"
#include "api/oauth/once.h"
#include "auth/clients/clients.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

/// A client's id and secret in an Authorization field.
inline constexpr web::HTTPBasic client_basic{"Client", "gatehouse"};

/// As `client_basic`, but missing or invalid credentials are answered in the format of OAuth.
inline constexpr web::Optional optional_client_basic{client_basic};

/// The members of every form: the client's credentials, for clients that cannot send an Authorization field.
struct ClientForm {
  Once<std::string> client_id;
  Once<Secret> client_secret;
};
BOOST_DESCRIBE_STRUCT(ClientForm, (), (client_id, client_secret))

/// Returns the client that has authenticated, or nullopt if the request has no credentials. Throws 400
/// `invalid_request` when it has two kinds of them, 401 `invalid_client` when the client is unknown or the
/// secret is wrong, 429 when that happened too often, and 503 when the store cannot be read. All arguments
/// must outlive this.
[[nodiscard]] awaitable<std::optional<store::Client>> find_client(
    auth::Clients& clients, auth::throttle::Guard& guard,
    const std::optional<web::HTTPBasicCredentials>& basic, const ClientForm& form,
    const web::Request& request);

/// As find_client, but throws 401 `invalid_client` when there are no credentials.
[[nodiscard]] awaitable<store::Client> demand_client(auth::Clients& clients, auth::throttle::Guard& guard,
                                                     const std::optional<web::HTTPBasicCredentials>& basic,
                                                     const ClientForm& form, const web::Request& request);

/// Throws 400 `invalid_request` if a parameter of the form was given more than once.
template <class Form>
void refuse_repeated(const Form& form) {
  const auto name = find_repeated(form);
  if (name.empty()) return;
  refuse_grant(GrantErrorCode::invalid_request, std::string{name} + " is repeated");
}

}  // namespace gatehouse::api::oauth
