// SPDX-License-Identifier: Apache-2.0
#include "api/admin/routes.h"

#include <string>
#include <utility>
#include <vector>

#include "api/admin/audit.h"
#include "api/admin/backups.h"
#include "api/admin/caller.h"
#include "api/admin/clients.h"
#include "api/admin/keys.h"
#include "api/admin/tokens.h"
#include "api/admin/transfer.h"
#include "api/admin/user_sessions.h"
#include "api/admin/users.h"
#include "api/coded_error.h"

namespace gatehouse::api::admin {
namespace {

using Responses = std::vector<web::AnswerInfo>;
using enum Permission;

/// Returns the options that all endpoints share.
web::OperationOptions about(std::string id, std::string summary, std::string tag, Responses responses) {
  responses.push_back({401, "The caller is not known"});
  responses.push_back({403, "The caller may not do this"});
  responses.push_back({503, "The store can't be used now"});
  web::OperationOptions options;
  options.operation_id = std::move(id);
  options.summary = std::move(summary);
  options.tags = {std::move(tag)};
  options.responses = std::move(responses);
  options.error = &schema::type_info<CodedError>;
  options.requires_json_type = true;
  return options;
}

web::AnswerInfo no_user() { return {404, "There is no such user"}; }
web::AnswerInfo stale() { return {412, "Somebody else has changed it since you read it"}; }
web::AnswerInfo no_match() { return {428, "If-Match is missing"}; }
web::AnswerInfo no_client() { return {404, "There is no such client"}; }

void add_users(web::App& app) {
  app.get<list_users, permitted<read_users>>("/admin/api/users",
                                             about("list_users", "List users", "users", {}));
  app.post<create_user, permitted<edit_users>>(
      "/admin/api/users", about("create_user", "Create a user", "users", {{400, "The address is taken"}}));
  app.get<get_user, permitted<read_users>>("/admin/api/users/{id}",
                                           about("get_user", "Show a user", "users", {no_user()}));
  app.patch<update_user, permitted<edit_users>>(
      "/admin/api/users/{id}", about("update_user", "Change a user", "users",
                                     {{400, "The address is taken"}, no_user(), stale(), no_match()}));
  app.delete_<delete_user, permitted<edit_users>>(
      "/admin/api/users/{id}", about("delete_user", "Delete a user and everything that belongs to it",
                                     "users", {no_user(), stale(), no_match()}));
  app.post<set_password, permitted<edit_users>, recently>(
      "/admin/api/users/{id}/password",
      about("set_user_password", "Set a user's password and end its sessions", "users", {no_user()}));
  app.get<list_user_sessions, permitted<read_users>>(
      "/admin/api/users/{id}/sessions",
      about("list_user_sessions", "List a user's sessions", "users", {no_user()}));
  app.delete_<end_user_sessions, permitted<end_sessions>>(
      "/admin/api/users/{id}/sessions",
      about("end_user_sessions", "End all sessions of a user", "users", {no_user()}));
  app.delete_<end_user_session, permitted<end_sessions>>(
      "/admin/api/users/{id}/sessions/{session_id}",
      about("end_user_session", "End one session of a user", "users",
            {{404, "There is no such user or session"}}));
}

void add_transfer(web::App& app) {
  auto import = about("import_users", "Import users with their password hashes", "users",
                      {{413, "The batch is longer than 4 MiB"}});
  import.max_body = max_import_bytes;
  import.max_json_nodes = max_import_values;
  app.post<import_users, permitted<transfer_users>, recently>("/admin/api/users/import", std::move(import));
  app.get<export_users, permitted<transfer_users>, recently>(
      "/admin/api/users/export",
      about("export_users", "Export all users with their password hashes", "users", {}));
}

void add_clients(web::App& app) {
  app.get<list_clients, permitted<manage_clients>>(
      "/admin/api/clients", about("list_clients", "List OAuth clients", "clients", {}));
  app.post<create_client, permitted<manage_clients>, recently>(
      "/admin/api/clients", about("create_client", "Register a client; its secret is shown once", "clients",
                                  {{409, "The id is taken"}}));
  app.get<get_client, permitted<manage_clients>>(
      "/admin/api/clients/{id}", about("get_client", "Show a client", "clients", {no_client()}));
  app.patch<update_client, permitted<manage_clients>>(
      "/admin/api/clients/{id}", about("update_client", "Change a client", "clients", {no_client()}));
  app.delete_<delete_client, permitted<manage_clients>>(
      "/admin/api/clients/{id}",
      about("delete_client", "Delete a client and end the sessions that it began", "clients", {no_client()}));
  app.post<rotate_client_secret, permitted<manage_clients>, recently>(
      "/admin/api/clients/{id}/secret",
      about("rotate_client_secret", "Give a client another secret; it is shown once", "clients",
            {no_client()}));
}

void add_keys(web::App& app) {
  app.get<list_keys, permitted<manage_keys>>("/admin/api/keys",
                                             about("list_keys", "List keys and secrets", "keys", {}));
  app.post<create_key, permitted<manage_keys>, recently>(
      "/admin/api/keys", about("create_key", "Make the next key", "keys",
                               {{409, "There are no key pairs, or a key waits already"}}));
  app.delete_<retire_key, permitted<manage_keys>, recently>(
      "/admin/api/keys/{id}",
      about("retire_key", "Retire a key: tokens that it has signed are refused", "keys",
            {{404, "There is no such key"}, {409, "There are no key pairs"}}));
  app.post<inspect_token, permitted<inspect_tokens>>(
      "/admin/api/tokens/inspect",
      about("inspect_token", "Explain why a token is accepted or refused", "keys", {}));
}

void add_audit(web::App& app) {
  app.get<list_audit, permitted<read_audit>>(
      "/admin/api/audit",
      about("list_audit", "List the audit record, the latest first", "audit", {no_user()}));
  app.get<export_audit, permitted<read_audit>>(
      "/admin/api/audit/export", about("export_audit", "Export the audit record", "audit", {no_user()}));
  app.get<get_audit_head, permitted<read_audit>>(
      "/admin/api/audit/head", about("get_audit_head", "Show the end of the sealed record", "audit",
                                     {{404, "Nothing is sealed yet"}}));
  app.post<verify_audit, permitted<read_audit>>("/admin/api/audit/verify",
                                                about("verify_audit", "Check the audit record", "audit", {}));
}

}  // namespace

void add_routes(web::App& app) {
  add_users(app);
  add_transfer(app);
  add_clients(app);
  add_keys(app);
  add_audit(app);
  app.post<create_backup, permitted<back_up>, recently>(
      "/admin/api/backups", about("create_backup", "Make a backup of everything and send it", "backups", {}));
}

}  // namespace gatehouse::api::admin
