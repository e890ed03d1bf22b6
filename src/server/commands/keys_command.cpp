// SPDX-License-Identifier: Apache-2.0
#include "server/commands/keys_command.h"

#include <chrono>
#include <utility>

#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using auth::KeyRing;
using auth::KeyRingError;

CommandOutcome failure_of(KeyRingError error, const KeysCommand& command) {
  switch (error) {
    case KeyRingError::no_key_pairs:
      return failed(
          "access tokens are signed with the secret: there are no key pairs (the setting tokens.algorithm "
          "is HS256)");
    case KeyRingError::pending:
      return failed("a new key is already waiting to become active: see gatehouse keys list");
    case KeyRingError::not_found:
      return failed("there is no key " + in_quotes(command.kid) + ": see gatehouse keys list");
    case KeyRingError::damaged:
      return failed("a key in the database can't be read");
    case KeyRingError::conflict:
      return failed("somebody else changed the keys at the same time: see gatehouse keys list");
    case KeyRingError::unavailable:
      break;
  }
  return failed_store();
}

std::string time_of(TimePoint time) { return schema::format_time(time).substr(0, 19) + "Z"; }

/// Returns the beginning of a line of the list.
std::string begin_line(std::string_view state, std::string_view algorithm, std::string_view name) {
  std::string line{state};
  line.append(10 - line.size(), ' ').append(algorithm).append("  ").append(name);
  return line;
}

std::string line_of(const auth::KeyStatus& key) {
  auto line = begin_line(to_string(key.state), to_string(key.algorithm), key.kid);
  line += (key.state == auth::KeyState::next ? "  signs from " : "  signs since ") + time_of(key.active_at);
  if (key.until) line += ", kept until " + time_of(*key.until);
  return line;
}

std::string list_of(const KeyRing& keys) {
  std::string text;
  for (const auto& key : keys.list()) text += (text.empty() ? "" : "\n") + line_of(key);
  return text;
}

std::string line_of(const SecretStatus& secret) {
  const auto state = secret.is_previous ? "previous" : "active";
  if (!secret.signs) {
    const auto line = begin_line(state, "HKDF ", secret.name);
    return line + "  keys of cookies; " + secret.source;
  }
  const auto line = begin_line(state, "HS256", secret.name);
  return line + (secret.is_previous ? "  only verifies; " : "  signs; ") + secret.source;
}

std::string list_with_secrets(const KeyRing& keys, const std::vector<SecretStatus>& secrets) {
  auto text = keys.has_key_pairs() ? list_of(keys) : "";
  for (const auto& secret : secrets) {
    // With key pairs, the current secrets are not listed. A previous one is, because an operator has
    // left it there.
    if (keys.has_key_pairs() && !secret.is_previous) continue;
    text += (text.empty() ? "" : "\n") + line_of(secret);
  }
  return text;
}

awaitable<CommandOutcome> rotate(KeyRing& keys, KeysCommand command) {
  std::optional<std::chrono::seconds> lead;
  if (command.after_seconds) lead.emplace(*command.after_seconds);
  const auto kid = co_await keys.rotate(store::Actor{store::ActorKind::the_operator}, lead);
  if (!kid) co_return failure_of(kid.error(), command);
  co_return done("made the key " + *kid + "\n" + list_of(keys));
}

awaitable<CommandOutcome> retire(KeyRing& keys, KeysCommand command) {
  const auto retired = co_await keys.retire(store::Actor{store::ActorKind::the_operator}, command.kid);
  if (!retired) co_return failure_of(retired.error(), command);
  co_return done("retired the key " + command.kid + ": tokens that it has signed are refused from now on\n" +
                 list_of(keys));
}

}  // namespace

awaitable<CommandOutcome> run_keys_command(KeyRing& keys, const std::vector<SecretStatus>& secrets,
                                           KeysCommand command) {
  const bool lists = command.action == "list";
  if (lists && !keys.has_key_pairs()) co_return done(list_with_secrets(keys, secrets));
  if (!keys.has_key_pairs()) co_return failure_of(KeyRingError::no_key_pairs, command);
  const auto loaded = co_await keys.load();
  if (!loaded) co_return failure_of(loaded.error(), command);
  if (lists) co_return done(list_with_secrets(keys, secrets));
  if (command.action == "rotate") co_return co_await rotate(keys, std::move(command));
  if (command.action == "retire") co_return co_await retire(keys, std::move(command));
  co_return failed("this server does not know the command " + in_quotes(command.action));
}

}  // namespace gatehouse::server
