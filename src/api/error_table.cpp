// SPDX-License-Identifier: Apache-2.0
#include "api/error_table.h"

#include <array>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/list.hpp>
#include <cstddef>

namespace gatehouse::api {
namespace {

using auth::AccessError;
using auth::AccountErrorCode;
using auth::ClientError;
using auth::KeyRingError;
using auth::SessionError;
using Code = ErrorCode;
using Grant = GrantErrorCode;

template <class E>
struct Row {
  E error;
  ErrorAnswer answer;
};

/// Returns whether the table has a row for each error, in the order of the enumeration.
template <class E, std::size_t N>
consteval bool is_complete(const std::array<Row<E>, N>& table) {
  using All = boost::describe::describe_enumerators<E>;
  if (N != boost::mp11::mp_size<All>::value) return false;
  for (std::size_t i = 0; i < N; ++i) {
    if (table[i].error != static_cast<E>(i)) return false;
  }
  return true;
}

constexpr std::string_view busy_text = "Service Unavailable";
constexpr std::string_view later = "Try again later";
constexpr std::string_view wrong_credentials = "Incorrect email or password";
constexpr ErrorAnswer unavailable{503, busy_text, Code::unavailable, Grant::temporarily_unavailable, later};
constexpr ErrorAnswer no_user{404, "Could not find user", Code::user_not_found, Grant::invalid_grant,
                              wrong_credentials};

/// A value of a body that is refused.
consteval ErrorAnswer invalid(std::string_view field, std::string_view detail, std::string_view type) {
  return {422, detail, Code::invalid_value, Grant::invalid_grant, wrong_credentials, field, type};
}

constexpr std::array account_rows{
    Row<AccountErrorCode>{AccountErrorCode::invalid_email,
                          invalid("email", "value is not a valid email address", "value_error.email")},
    // The detail is the policy's message, and the type ends with its reason.
    Row<AccountErrorCode>{AccountErrorCode::password_refused,
                          invalid("password", "the password can't be used", "value_error.password")},
    Row<AccountErrorCode>{AccountErrorCode::email_taken,
                          {400, "User with this email already exist", Code::email_taken, Grant::invalid_grant,
                           wrong_credentials}},
    Row<AccountErrorCode>{
        AccountErrorCode::wrong_credentials,
        {400, wrong_credentials, Code::wrong_password, Grant::invalid_grant, wrong_credentials}},
    Row<AccountErrorCode>{AccountErrorCode::not_found, no_user},
    Row<AccountErrorCode>{
        AccountErrorCode::invalid_scope,
        {422, "roles are words of ASCII letters, digits and signs except \" and \\, of at most 1000 bytes",
         Code::invalid_value, Grant::invalid_scope, "The user may not have all of this scope", "roles",
         "value_error.roles"}},
    Row<AccountErrorCode>{AccountErrorCode::conflict,
                          {412, "Somebody else has changed the user", Code::precondition_failed,
                           Grant::temporarily_unavailable, later}},
    Row<AccountErrorCode>{AccountErrorCode::busy,
                          {503, busy_text, Code::too_busy, Grant::temporarily_unavailable, later}},
    Row<AccountErrorCode>{AccountErrorCode::unavailable, unavailable},
};
static_assert(is_complete(account_rows));

constexpr std::array access_rows{
    Row<AccessError>{AccessError::invalid, {403, "Could not validate credentials", Code::token_invalid}},
    Row<AccessError>{AccessError::expired, {401, "Token expired", Code::token_expired}},
    Row<AccessError>{AccessError::not_found, no_user},
    Row<AccessError>{AccessError::session_ended, {401, "Session ended", Code::session_ended}},
    Row<AccessError>{AccessError::unavailable, unavailable},
};
static_assert(is_complete(access_rows));

constexpr ErrorAnswer no_session(Grant grant, std::string_view description) {
  return {404, "Could not find session", Code::session_not_found, grant, description};
}

constexpr std::array session_rows{
    Row<SessionError>{SessionError::invalid,
                      no_session(Grant::invalid_grant, "That is no refresh token of this server")},
    Row<SessionError>{SessionError::expired,
                      no_session(Grant::invalid_grant, "The refresh token has expired")},
    Row<SessionError>{
        SessionError::spent,
        no_session(Grant::invalid_grant, "The refresh token was used before: its session has been ended")},
    Row<SessionError>{SessionError::ended, no_session(Grant::invalid_grant, "The session has ended")},
    Row<SessionError>{SessionError::not_found, no_session(Grant::invalid_grant, "The session has ended")},
    Row<SessionError>{SessionError::wrong_client,
                      no_session(Grant::invalid_grant, "The token was issued to another client")},
    Row<SessionError>{SessionError::invalid_scope,
                      no_session(Grant::invalid_scope, "The session may not have all of this scope")},
    Row<SessionError>{SessionError::unavailable, unavailable},
};
static_assert(is_complete(session_rows));

constexpr std::array client_rows{
    Row<ClientError>{ClientError::unauthenticated,
                     {401, "Unknown client, or wrong secret", Code::not_authenticated, Grant::invalid_client,
                      "There is no such client, or its secret is wrong"}},
    Row<ClientError>{ClientError::invalid_id,
                     invalid("id", "an id has 1 to 64 characters of A-Z a-z 0-9 - . _ ~ and is not a UUID",
                             "value_error.client_id")},
    Row<ClientError>{ClientError::invalid_name,
                     invalid("name", "a client's name has 1 to 100 bytes, and no control characters",
                             "value_error.client_name")},
    Row<ClientError>{ClientError::invalid_scope,
                     invalid("scope",
                             "a scope is words of ASCII letters, digits and signs except \" and \\, "
                             "separated by spaces",
                             "value_error.scope")},
    Row<ClientError>{ClientError::id_taken, {409, "Another client has this id", Code::id_taken}},
    Row<ClientError>{ClientError::not_found, {404, "Could not find client", Code::client_not_found}},
    Row<ClientError>{ClientError::unavailable, unavailable},
};
static_assert(is_complete(client_rows));

constexpr std::array key_rows{
    Row<KeyRingError>{KeyRingError::no_key_pairs,
                      {409,
                       "access tokens are signed with the secret: there are no key pairs (the setting "
                       "tokens.algorithm is HS256)",
                       Code::no_key_pairs}},
    Row<KeyRingError>{KeyRingError::pending,
                      {409, "A new key is already waiting to become active", Code::key_pending}},
    Row<KeyRingError>{KeyRingError::not_found, {404, "Could not find key", Code::key_not_found}},
    Row<KeyRingError>{KeyRingError::damaged, {503, "A key in the database can't be read", Code::unavailable}},
    Row<KeyRingError>{KeyRingError::conflict,
                      {409, "Somebody else changed the keys at the same time", Code::conflict}},
    Row<KeyRingError>{KeyRingError::unavailable, unavailable},
};
static_assert(is_complete(key_rows));

template <class E, std::size_t N>
const ErrorAnswer& find(const std::array<Row<E>, N>& table, E error) noexcept {
  return table[static_cast<std::size_t>(error)].answer;
}

}  // namespace

const ErrorAnswer& answer_of(AccountErrorCode error) noexcept { return find(account_rows, error); }
const ErrorAnswer& answer_of(AccessError error) noexcept { return find(access_rows, error); }
const ErrorAnswer& answer_of(SessionError error) noexcept { return find(session_rows, error); }
const ErrorAnswer& answer_of(ClientError error) noexcept { return find(client_rows, error); }
const ErrorAnswer& answer_of(KeyRingError error) noexcept { return find(key_rows, error); }

}  // namespace gatehouse::api
