#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which registered client a request comes from (RFC 6749 2.3.1): by HTTP Basic, or by the form.

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

/// The same, but what is missing or unreadable is answered in OAuth's words.
inline constexpr web::Optional optional_client_basic{client_basic};

/// What every form may have: the client's credentials, for those who can't send an Authorization field.
struct ClientForm {
  Once<std::string> client_id;
  Once<Secret> client_secret;
};
BOOST_DESCRIBE_STRUCT(ClientForm, (), (client_id, client_secret))

/// The client that has proved who it is; none: it did not try to. Throws 400 `invalid_request` where it tried
/// in two ways, 401 `invalid_client` where it is no client or its secret is wrong, 429 where that was so too
/// often, 503 where it can't be told. All outlive this.
[[nodiscard]] awaitable<std::optional<store::Client>> find_client(
    auth::Clients& clients, auth::throttle::Guard& guard,
    const std::optional<web::HTTPBasicCredentials>& basic, const ClientForm& form,
    const web::Request& request);

/// As find_client, but without credentials it throws 401 `invalid_client`.
[[nodiscard]] awaitable<store::Client> demand_client(auth::Clients& clients, auth::throttle::Guard& guard,
                                                     const std::optional<web::HTTPBasicCredentials>& basic,
                                                     const ClientForm& form, const web::Request& request);

/// Throws 400 `invalid_request` if a parameter of the form came more than once.
template <class Form>
void refuse_repeated(const Form& form) {
  const auto name = find_repeated(form);
  if (name.empty()) return;
  refuse_grant(GrantErrorCode::invalid_request, std::string{name} + " is repeated");
}

}  // namespace gatehouse::api::oauth
