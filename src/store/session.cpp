// SPDX-License-Identifier: Apache-2.0
#include "store/session.h"

#include <array>

namespace gatehouse::store {
namespace {

constexpr std::array reasons{
    EndReason::logged_out,      EndReason::ended_by_owner,   EndReason::ended_by_administrator,
    EndReason::token_reused,    EndReason::password_changed, EndReason::email_changed,
    EndReason::too_many,        EndReason::user_disabled,    EndReason::user_deleted,
    EndReason::client_disabled, EndReason::client_deleted,   EndReason::restored};

}  // namespace

std::string_view to_string(EndReason reason) noexcept {
  switch (reason) {
    case EndReason::logged_out:
      return "logged_out";
    case EndReason::ended_by_owner:
      return "ended_by_owner";
    case EndReason::ended_by_administrator:
      return "ended_by_administrator";
    case EndReason::token_reused:
      return "token_reused";
    case EndReason::password_changed:
      return "password_changed";
    case EndReason::email_changed:
      return "email_changed";
    case EndReason::too_many:
      return "too_many";
    case EndReason::user_disabled:
      return "user_disabled";
    case EndReason::user_deleted:
      return "user_deleted";
    case EndReason::client_disabled:
      return "client_disabled";
    case EndReason::client_deleted:
      return "client_deleted";
    case EndReason::restored:
      return "restored";
  }
  return "unknown";
}

EndReason end_reason_of(std::string_view name) noexcept {
  for (const auto reason : reasons) {
    if (to_string(reason) == name) return reason;
  }
  return EndReason::ended_by_owner;
}

}  // namespace gatehouse::store
