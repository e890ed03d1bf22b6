// SPDX-License-Identifier: Apache-2.0
#include "server/commands/keys_command.h"

#include <utility>

#include "api/admin/keys.h"
#include "gatehouse/base/percent_encoding.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using api::admin::KeyOut;
using api::admin::KeyPage;
using api::admin::SecretOut;

Outcome failure_of(const Refusal& refusal, const KeysCommand& command) {
  if (refusal.code == "no_key_pairs") return failed(refusal.message);
  if (refusal.code == "key_pending") {
    return failed("a new key is already waiting to become active: see gatehouse keys list");
  }
  if (refusal.code == "key_not_found") {
    return failed("there is no key " + in_quotes(command.kid) + ": see gatehouse keys list");
  }
  if (refusal.code == "conflict") {
    return failed("somebody else changed the keys at the same time: see gatehouse keys list");
  }
  return failed(refusal);
}

/// Returns the beginning of a line of the list.
std::string begin_line(std::string_view state, std::string_view algorithm, std::string_view name) {
  std::string line{state};
  line.append(10 - line.size(), ' ').append(algorithm).append("  ").append(name);
  return line;
}

std::string line_of(const KeyOut& key) {
  auto line = begin_line(to_string(key.state), key.algorithm, key.kid);
  line +=
      (key.state == auth::KeyState::next ? "  signs from " : "  signs since ") + in_seconds(key.active_at);
  if (key.until) line += ", kept until " + in_seconds(*key.until);
  return line;
}

std::string line_of(const SecretOut& secret) {
  const auto state = secret.previous ? "previous" : "active";
  if (!secret.signs) return begin_line(state, "HKDF ", secret.name) + "  keys of cookies; " + secret.source;
  return begin_line(state, "HS256", secret.name) + (secret.previous ? "  only verifies; " : "  signs; ") +
         secret.source;
}

std::string list_of(const KeyPage& page) {
  std::string text;
  for (const auto& key : page.items) text += (text.empty() ? "" : "\n") + line_of(key);
  return text;
}

std::string list_with_secrets(const KeyPage& page) {
  auto text = list_of(page);
  for (const auto& secret : page.secrets) {
    // With key pairs, the current secrets are not listed. A previous one is, because an operator has
    // left it there.
    if (!page.items.empty() && !secret.previous) continue;
    text += (text.empty() ? "" : "\n") + line_of(secret);
  }
  return text;
}

/// Returns `what`, followed by the keys as they are then.
Outcome with_list(AdminClient& client, const KeysCommand& command, const std::string& what) {
  const auto page = client.ask<KeyPage>({.target = "/admin/api/keys"});
  if (!page) return failure_of(page.error(), command);
  return done(what + "\n" + list_of(*page));
}

Outcome list(AdminClient& client, const KeysCommand& command, bool json) {
  const auto page = client.ask<KeyPage>({.target = "/admin/api/keys"});
  if (!page) return failure_of(page.error(), command);
  return done(json ? in_json(*page) : list_with_secrets(*page));
}

Outcome rotate(AdminClient& client, const KeysCommand& command, bool json) {
  const auto body =
      command.after_seconds ? "{\"after_seconds\":" + std::to_string(*command.after_seconds) + "}" : "{}";
  const auto key = client.ask<KeyOut>({.method = "POST", .target = "/admin/api/keys", .body = body});
  if (!key) return failure_of(key.error(), command);
  return json ? done(in_json(*key)) : with_list(client, command, "made the key " + key->kid);
}

Outcome retire(AdminClient& client, const KeysCommand& command, bool json) {
  const auto retired =
      client.send({.method = "DELETE", .target = "/admin/api/keys/" + percent_encode(command.kid)});
  if (!retired) return failure_of(retired.error(), command);
  if (json) return done("{\"kid\":" + in_json(command.kid) + "}");
  return with_list(client, command,
                   "retired the key " + command.kid + ": tokens that it has signed are refused from now on");
}

}  // namespace

Outcome run_keys_command(AdminClient& client, const KeysCommand& command, bool json) {
  if (!is_text(command.kid)) return failed("a key's name must be text in UTF-8");
  if (command.kid.size() > max_argument) return failed(in_quotes(command.kid) + " is too long");
  if (command.action == "rotate") return rotate(client, command, json);
  if (command.action == "list") return list(client, command, json);
  if (command.kid.empty()) return failed("there is no key \"\": see gatehouse keys list");
  return retire(client, command, json);
}

}  // namespace gatehouse::server
