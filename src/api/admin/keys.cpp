// SPDX-License-Identifier: Apache-2.0
#include "api/admin/keys.h"

#include <chrono>
#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::admin {
namespace {

KeyOut to_out(const auth::KeyStatus& key) {
  KeyOut out;
  out.kid = key.kid;
  out.algorithm = to_string(key.algorithm);
  out.state = key.state;
  out.created_at = key.created_at;
  out.active_at = key.active_at;
  out.until = key.until;
  return out;
}

}  // namespace

awaitable<KeyPage> list_keys(web::State<auth::KeyRing> keys, web::State<SecretList> secrets) {
  KeyPage page;
  page.secrets = secrets->items;
  if (keys->has_key_pairs()) {
    auto loading = keys->load();
    const auto loaded = co_await std::move(loading);
    if (!loaded) refuse_coded(loaded.error());
    for (const auto& key : keys->list()) page.items.push_back(to_out(key));
  }
  page.count = {static_cast<std::int64_t>(page.items.size()), true};
  co_return page;
}

awaitable<web::Created<KeyOut>> create_key(web::Json<NewKey> data, web::Depends<get_caller> caller,
                                           web::State<auth::KeyRing> keys) {
  if (!keys->has_key_pairs()) refuse_coded(auth::KeyRingError::no_key_pairs);
  auto loading = keys->load();
  const auto loaded = co_await std::move(loading);
  if (!loaded) refuse_coded(loaded.error());
  std::optional<std::chrono::seconds> lead;
  if (data->after_seconds) lead.emplace(std::int64_t{*data->after_seconds});
  auto rotating = keys->rotate(caller->actor, lead);
  const auto kid = co_await std::move(rotating);
  if (!kid) refuse_coded(kid.error());
  for (const auto& key : keys->list()) {
    if (key.kid != *kid) continue;
    web::Created<KeyOut> created{to_out(key), "/admin/api/keys/" + *kid};
    co_return created;
  }
  refuse_coded(auth::KeyRingError::conflict);
}

awaitable<> retire_key(web::Path<"id", std::string> id, web::Depends<get_caller> caller,
                       web::State<auth::KeyRing> keys) {
  if (!keys->has_key_pairs()) refuse_coded(auth::KeyRingError::no_key_pairs);
  auto loading = keys->load();
  const auto loaded = co_await std::move(loading);
  if (!loaded) refuse_coded(loaded.error());
  auto retiring = keys->retire(caller->actor, std::move(*id));
  const auto retired = co_await std::move(retiring);
  if (!retired) refuse_coded(retired.error());
}

}  // namespace gatehouse::api::admin
