// SPDX-License-Identifier: Apache-2.0
#include "auth/sessions/sessions.h"

#include <algorithm>
#include <utility>

#include "auth/attempts.h"
#include "auth/roles.h"
#include "auth/scope.h"
#include "auth/sessions/refresh_bearer.h"
#include "store/rules/session_rules.h"

namespace gatehouse::auth {
namespace {

using store::RefreshOutcome;
using store::Session;
using store::StoreError;

/// Brings a scope into its canonical form. Returns false if it is not a scope; nullopt is left unchanged.
bool normalize(std::optional<std::string>& scope) {
  if (!scope) return true;
  auto parsed = parse_scope(*scope);
  if (!parsed) return false;
  scope = std::move(parsed);
  return true;
}

/// Returns why a refresh issues no pair, or nullopt if it does.
std::optional<SessionError> refusal_of(RefreshOutcome outcome) {
  switch (outcome) {
    case RefreshOutcome::rotated:
    case RefreshOutcome::replayed:
      break;
    case RefreshOutcome::spent:
      return SessionError::spent;
    case RefreshOutcome::expired:
      return SessionError::expired;
    case RefreshOutcome::wrong_client:
      return SessionError::wrong_client;
    case RefreshOutcome::ended:
    case RefreshOutcome::not_found:
      return SessionError::ended;
  }
  return std::nullopt;
}

store::SessionLimits limits_of(const crypto::TokenOptions& tokens, const SessionOptions& options) {
  store::SessionLimits limits;
  limits.idle = tokens.refresh_lifetime;
  limits.absolute = options.absolute;
  limits.access = tokens.access_lifetime;
  limits.grace = options.grace;
  limits.per_user = options.max_per_user;
  return limits;
}

}  // namespace

Sessions::Sessions(store::SessionStore& store, Accounts& accounts, const crypto::Tokens& tokens,
                   SessionOptions options)
    : store_(store),
      accounts_(accounts),
      tokens_(tokens),
      options_(std::move(options)),
      limits_(limits_of(tokens.options(), options_)) {}

awaitable<AccountResult<TokenPair>> Sessions::log_in(store::Actor by, std::string email, Secret password,
                                                     crypto::JobOptions job, TokenRequest request) {
  const bool is_scope = normalize(request.scope);
  for (int verifications = max_verifications; verifications > 0;) {
    auto user = co_await accounts_.authenticate(email, password, job, verifications);
    if (!user) co_return user.error();
    // This check comes after the password, so that only the user learns what the user may have.
    const bool may_have = !request.scope || is_within(*request.scope, askable_scope_of(user->roles));
    if (!is_scope || !may_have) co_return AccountError::invalid_scope;
    auto session = co_await begin(by, *user, request);
    if (session) {
      if (options_.counts) options_.counts->add(SessionEvent::begun);
      accounts_.note_login(user->id);
      auto pair = sign(*session, session->created_at, request);
      pair.user = std::move(*user);
      co_return pair;
    }
    // The user changed after the verification, so the password has to be verified again.
    const bool has_changed =
        session.error() == StoreError::conflict || session.error() == StoreError::not_found;
    if (!has_changed) co_return AccountError::unavailable;
  }
  co_return AccountError::busy;
}

awaitable<store::StoreResult<Session>> Sessions::begin(store::Actor by, const store::User& user,
                                                       TokenRequest request) {
  store::SessionStart fresh;
  fresh.id = Uuid::random(options_.random);
  fresh.user = user.id;
  fresh.credential_version = user.credential_version;
  fresh.token = Uuid::random(options_.random);
  fresh.address = by.address;
  fresh.agent = store::tidy_agent(by.agent);
  fresh.limits = limits_;
  fresh.scope = std::move(request.scope);
  fresh.client = std::move(request.client);
  by.kind = store::ActorKind::user;
  by.id = user.id.to_string();
  store::Call call{std::move(by)};
  return store_.create_session(std::move(call), std::move(fresh));
}

// What becomes of the session is decided in the transaction that changes it, by judge_refresh in
// store/rules/session_rules.cpp.
awaitable<SessionResult<TokenPair>> Sessions::refresh(store::Actor by, std::string_view token,
                                                      TokenRequest request) {
  const auto bearer = read_refresh(tokens_, token);
  if (!bearer) co_return bearer.error();
  if (!normalize(request.scope)) co_return SessionError::invalid_scope;
  if (request.scope) {
    auto checking = check_scope(bearer->session, bearer->token, request);
    const auto checked = co_await std::move(checking);
    if (!checked) co_return checked.error();
  }
  store::Refresh asked;
  asked.session = bearer->session;
  asked.token = bearer->token;
  asked.successor = Uuid::random(options_.random);
  asked.limits = limits_;
  asked.client = request.client;
  store::Call call{std::move(by)};
  auto refreshed = co_await store_.refresh_session(std::move(call), std::move(asked));
  if (!refreshed) co_return SessionError::unavailable;
  if (refreshed->outcome == RefreshOutcome::spent) tell_of_reuse(refreshed->session);
  if (const auto refusal = refusal_of(refreshed->outcome)) co_return *refusal;
  auto pair = sign(refreshed->session, refreshed->at, request);
  if (options_.counts) options_.counts->add(SessionEvent::refreshed);
  pair.is_replay = refreshed->outcome == RefreshOutcome::replayed;
  co_return pair;
}

SessionResult<Uuid> Sessions::session_of(std::string_view token) const {
  const auto bearer = read_refresh(tokens_, token);
  if (!bearer) return bearer.error();
  return bearer->session;
}

awaitable<SessionResult<>> Sessions::check_scope(Uuid session, Uuid token, TokenRequest request) {
  SessionResult<> outcome;
  const auto found = co_await store_.find_session(session);
  if (!found && found.error() != StoreError::not_found) outcome = SessionError::unavailable;
  // A token that is no longer valid is left to the refresh itself, which also acts on it.
  if (!found || !store::rules::is_open_to(*found, request.client) || found->ended_at ||
      (found->token != token && found->replaced_token != token))
    co_return outcome;
  if (!is_within(*request.scope, scope_of(*found))) outcome = SessionError::invalid_scope;
  co_return outcome;
}

awaitable<SessionResult<Session>> Sessions::find(std::string_view token) {
  const auto bearer = read_refresh(tokens_, token);
  if (!bearer) co_return bearer.error();
  auto inspecting = inspect(bearer->session, bearer->token);
  auto view = co_await std::move(inspecting);
  if (!view) co_return view.error();
  if (const auto refusal = refusal_of(view->outcome)) co_return *refusal;
  // A refresh would return the same successor again, but the session does not continue from this token.
  if (view->outcome == RefreshOutcome::replayed) co_return SessionError::spent;
  co_return std::move(*view->session);
}

awaitable<SessionResult<RefreshView>> Sessions::inspect(Uuid session, Uuid token) {
  RefreshView view;
  auto found = co_await store_.find_session(session);
  if (!found && found.error() == StoreError::not_found) co_return view;
  if (!found) co_return SessionError::unavailable;
  view.outcome = store::rules::judge_token(*found, token, limits_, tokens_.options().clock.now());
  view.session = std::move(*found);
  co_return view;
}

awaitable<SessionResult<Session>> Sessions::find_by_id(Uuid session) {
  auto found = co_await store_.find_session(session);
  if (!found) co_return session_error_of(found.error());
  co_return std::move(*found);
}

awaitable<SessionResult<store::SessionPage>> Sessions::list(Uuid user, std::optional<Uuid> own,
                                                            store::SessionCursor after, std::size_t limit) {
  auto page = co_await store_.list_sessions(user, after, limit);
  if (!page) co_return session_error_of(page.error());
  if (!own) co_return std::move(*page);
  auto& listed = page->sessions;
  if (after != store::SessionCursor{}) {
    std::erase_if(listed, [&](const Session& session) { return session.id == *own; });
    co_return std::move(*page);
  }
  if (!page->next || std::ranges::find(listed, *own, &Session::id) != listed.end()) {
    co_return std::move(*page);
  }
  auto found = co_await store_.find_session(*own);
  if (!found && found.error() != StoreError::not_found) co_return SessionError::unavailable;
  if (!found || found->user != user || found->ended_at) co_return std::move(*page);
  // It takes the place of the page's last session, with which the next page then begins.
  listed.pop_back();
  page->next.emplace(TimePoint::max(), *own);  // everything except this one
  if (!listed.empty()) page->next.emplace(listed.back().last_used_at, listed.back().id);
  listed.push_back(std::move(*found));
  co_return std::move(*page);
}

TokenPair Sessions::sign(const Session& session, TimePoint at, const TokenRequest& request) const {
  const auto subject = session.user.to_string();
  const auto sid = session.id.to_string();
  auto access = tokens_.access_claims(subject, sid);
  const auto issued_at = std::chrono::floor<std::chrono::seconds>(at);
  access.issued_at = issued_at;
  // Not `access_until`: an earlier token may have been issued with a longer lifetime.
  const auto last = session.created_at + limits_.absolute;
  access.expires_at =
      std::chrono::floor<std::chrono::seconds>(std::min<TimePoint>(at + limits_.access, last));
  access.scope = scope_of(session);
  if (request.scope) access.scope = common_scope(access.scope, *request.scope);
  // A token whose `sub` equals its `client_id` stands for a client, so a user's token must not look so
  // (RFC 9700 4.15).
  if (request.client && *request.client != subject) access.client = *request.client;
  // All claims come from stored values, so that signing the same token again gives the same text.
  auto refresh = tokens_.refresh_claims(subject, sid);
  refresh.id = session.token.to_string();
  refresh.issued_at = session.last_used_at;
  refresh.expires_at = session.expires_at;
  return {tokens_.sign_access(access), tokens_.sign_refresh(std::move(refresh)),
          std::chrono::duration_cast<std::chrono::seconds>(access.expires_at - issued_at), access.scope};
}

void Sessions::tell_of_reuse(const Session& session) const {
  if (!options_.log) return;
  const auto user = session.user.to_string();
  const auto id = session.id.to_string();
  options_.log->write(LogLevel::warning, "a spent refresh token was presented: its session has been ended",
                      {{"user", user}, {"session", id}});
}

}  // namespace gatehouse::auth
