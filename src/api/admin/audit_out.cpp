// SPDX-License-Identifier: Apache-2.0
#include "api/admin/audit_out.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace gatehouse::api::admin {
namespace {

using Details = std::map<std::string, std::string>;

// The objects of OCSF, with the members that we have.
struct EventProduct {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(EventProduct, (), (name))
struct EventMetadata {
  std::string version;
  std::string uid;
  std::int64_t sequence = 0;
  EventProduct product;
};
BOOST_DESCRIBE_STRUCT(EventMetadata, (), (version, uid, sequence, product))
struct EventUser {
  std::optional<std::string> uid;
  std::optional<std::string> email_addr;
  std::string type;
};
BOOST_DESCRIBE_STRUCT(EventUser, (), (uid, email_addr, type))
struct EventActor {
  EventUser user;
};
BOOST_DESCRIBE_STRUCT(EventActor, (), (user))
struct EventEndpoint {
  std::optional<std::string> ip;
};
BOOST_DESCRIBE_STRUCT(EventEndpoint, (), (ip))
struct EventRequest {
  std::optional<std::string> uid;
  std::optional<std::string> user_agent;
};
BOOST_DESCRIBE_STRUCT(EventRequest, (), (uid, user_agent))
struct Event {
  std::int64_t class_uid = 0;
  std::string class_name;
  std::int64_t category_uid = 0;
  std::string category_name;
  std::string activity_name;
  std::int64_t time = 0;  ///< milliseconds since 1970
  std::string status;
  std::string status_detail;
  std::int64_t count = 1;
  EventActor actor;
  EventUser user;
  EventEndpoint src_endpoint;
  EventRequest http_request;
  EventMetadata metadata;
  Details unmapped;
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (class_uid, class_name, category_uid, category_name, activity_name, time, status,
                       status_detail, count, actor, user, src_endpoint, http_request, metadata, unmapped))

struct EventClass {
  std::int64_t uid;
  const char* name;
};

/// The classes of OCSF's category 3 by the first word of our actions.
EventClass class_of(std::string_view action) {
  constexpr EventClass account_change{3001, "Account Change"};
  constexpr EventClass authentication{3002, "Authentication"};
  constexpr EventClass entity_management{3004, "Entity Management"};
  constexpr EventClass user_access{3005, "User Access Management"};
  if (action == "role_grant") return user_access;
  const auto word = action.substr(0, action.find('_'));
  constexpr std::array<std::string_view, 8> accounts{"signup", "user", "email", "hash", "password"};
  constexpr std::array<std::string_view, 8> authenticating{"login", "logout", "refresh", "session", "token"};
  if (action == "password_check_failed" || action == "client_failed") return authentication;
  if (std::ranges::find(accounts, word) != accounts.end()) return account_change;
  if (std::ranges::find(authenticating, word) != authenticating.end()) return authentication;
  return entity_management;
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

Details details_of(const store::AuditEntry& entry) {
  Details details;
  if (entry.details.empty()) return details;
  const auto document = schema::parse_json(entry.details);
  if (!document) return details;
  for (const auto& member : document->root.members) details.emplace(member.name, member.value.text);
  return details;
}

}  // namespace

AuditEntryOut to_out(const store::AuditEntry& entry) {
  AuditEntryOut row;
  row.number = entry.number;
  row.id = entry.call;
  row.at = entry.at;
  row.action = entry.action;
  row.outcome = entry.outcome;
  row.count = entry.count;
  row.actor = {std::string{to_string(entry.actor.kind)}, unless_empty(entry.actor.id)};
  row.subject = {std::string{to_string(entry.subject.kind)}, unless_empty(entry.subject.id),
                 unless_empty(entry.subject.name)};
  row.address = unless_empty(entry.actor.address);
  row.user_agent = unless_empty(entry.actor.agent);
  row.request_id = unless_empty(entry.actor.request_id);
  row.details = details_of(entry);
  return row;
}

std::string audit_event(const store::AuditEntry& entry) {
  const auto [class_uid, class_name] = class_of(entry.action);
  Event event;
  event.class_uid = class_uid;
  event.class_name = class_name;
  event.category_uid = 3;
  event.category_name = "Identity & Access Management";
  event.activity_name = entry.action;
  event.time = std::chrono::floor<std::chrono::milliseconds>(entry.at).time_since_epoch().count();
  event.status = entry.outcome == "done" ? "Success" : "Failure";
  event.status_detail = entry.outcome;
  event.count = entry.count;
  event.actor.user = {unless_empty(entry.actor.id), std::nullopt, std::string{to_string(entry.actor.kind)}};
  event.user = {unless_empty(entry.subject.id), unless_empty(entry.subject.name),
                std::string{to_string(entry.subject.kind)}};
  event.src_endpoint.ip = unless_empty(entry.actor.address);
  event.http_request = {unless_empty(entry.actor.request_id), unless_empty(entry.actor.agent)};
  event.metadata = {"1.3.0", entry.call.to_string(), entry.number, {"gatehouse"}};
  event.unmapped = details_of(entry);
  std::string json;
  schema::encode(json, event);
  return json;
}

}  // namespace gatehouse::api::admin
