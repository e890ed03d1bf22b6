#pragma once
// SPDX-License-Identifier: Apache-2.0
// /keys: what signs tokens.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/admin/caller.h"
#include "api/admin/page.h"
#include "auth/keys/key_ring.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct KeyOut {
  std::string kid;
  std::string algorithm;
  auth::KeyState state = auth::KeyState::active;
  web::Timestamp created_at;
  web::Timestamp active_at;             ///< when it begins or began to sign
  std::optional<web::Timestamp> until;  ///< of a retiring key: when it will be deleted
};
BOOST_DESCRIBE_STRUCT(KeyOut, (), (kid, algorithm, state, created_at, active_at, until))

/// A secret of the server. It contains nothing of the secret itself.
struct SecretOut {
  std::string name;       ///< such as JWT_SECRET_KEY
  bool previous = false;  ///< it verifies what it has signed, but signs no more
  bool signs = true;      ///< false: keys are derived from it instead
  std::string source;     ///< in words
};
BOOST_DESCRIBE_STRUCT(SecretOut, (), (name, previous, signs, source))

/// The secrets in use. A state of the app.
struct SecretList {
  std::vector<SecretOut> items;
};

struct KeyPage {
  std::vector<KeyOut> items;
  std::optional<std::string> next;
  Count count;
  std::vector<SecretOut> secrets;
};
BOOST_DESCRIBE_STRUCT(KeyPage, (), (items, next, count, secrets))

struct NewKey {
  web::Omittable<web::Number<0, 31'536'000>> after_seconds;  ///< until it signs; absent: the setting
};
BOOST_DESCRIBE_STRUCT(NewKey, (), (after_seconds))

/// Lists the key pairs in the order in which they become active, and the secrets.
awaitable<KeyPage> list_keys(web::State<auth::KeyRing> keys, web::State<SecretList> secrets);

/// Makes the next key. Refuses with 409 when there are no key pairs, or another key waits already.
awaitable<web::Created<KeyOut>> create_key(web::Json<NewKey> data, web::Depends<get_caller> caller,
                                           web::State<auth::KeyRing> keys);

/// Deletes a key at once, so that tokens signed with it are refused. Refuses with 404 and 409.
awaitable<> retire_key(web::Path<"id", std::string> id, web::Depends<get_caller> caller,
                       web::State<auth::KeyRing> keys);

}  // namespace gatehouse::api::admin

template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::NewKey>{.refuses_unknown = true};
