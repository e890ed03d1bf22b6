#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one table of errors: how each error of the rules is answered.

#include <string_view>

#include "api/coded_error.h"
#include "api/grant_error.h"
#include "auth/accounts/account_error.h"
#include "auth/clients/client_error.h"
#include "auth/keys/key_error.h"
#include "auth/sessions/session_error.h"
#include "auth/tokens/access_error.h"

namespace gatehouse::api {

/// The answer to an error. All texts are static.
struct ErrorAnswer {
  unsigned status;
  std::string_view detail;  ///< for people
  ErrorCode code;           ///< for programs, at endpoints that the guide does not have
  GrantErrorCode grant = GrantErrorCode::invalid_request;  ///< at endpoints of OAuth 2.0
  std::string_view description{};                          ///< at endpoints of OAuth 2.0
  std::string_view field{};  ///< with status 422: the member of the body that is wrong
  std::string_view type{};   ///< with status 422: the type of the problem
};

/// Returns the row of an error.
[[nodiscard]] const ErrorAnswer& answer_of(auth::AccountErrorCode error) noexcept;
[[nodiscard]] const ErrorAnswer& answer_of(auth::AccessError error) noexcept;
[[nodiscard]] const ErrorAnswer& answer_of(auth::SessionError error) noexcept;
[[nodiscard]] const ErrorAnswer& answer_of(auth::ClientError error) noexcept;
[[nodiscard]] const ErrorAnswer& answer_of(auth::KeyRingError error) noexcept;

}  // namespace gatehouse::api
