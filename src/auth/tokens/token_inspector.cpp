// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/token_inspector.h"

#include <utility>

namespace gatehouse::auth {
namespace {

using store::RefreshOutcome;
using store::StoreError;

Objections objections_of(RefreshOutcome outcome) {
  Objections found;
  switch (outcome) {
    case RefreshOutcome::rotated:
    case RefreshOutcome::replayed:
    case RefreshOutcome::wrong_client:  // never said of a token as such
      break;
    case RefreshOutcome::spent:
      found.add(Objection::token_spent);
      break;
    case RefreshOutcome::ended:
      found.add(Objection::session_ended);
      break;
    case RefreshOutcome::expired:
      found.add(Objection::session_expired);
      break;
    case RefreshOutcome::not_found:
      found.add(Objection::session_unknown);
      break;
  }
  return found;
}

}  // namespace

awaitable<store::StoreResult<TokenInspection>> TokenInspector::inspect(std::string token,
                                                                       std::size_t worker) {
  TokenInspection inspection;
  inspection.findings = tokens_.examine_access(token);
  const auto& claims = inspection.findings.claims;
  if (claims && claims->use == "refresh") {
    inspection.kind = TokenKind::refresh;
    inspection.findings = tokens_.examine_refresh(token);
  } else if (claims && stands_for_client(*claims)) {
    inspection.kind = TokenKind::client;
  }
  // The user, session or client that it names is looked up only when its signature is valid.
  if (inspection.findings.signer == crypto::Signer::nobody || !inspection.findings.claims)
    co_return inspection;
  if (inspection.kind == TokenKind::client) {
    auto inspecting = inspect_client(std::move(inspection));
    co_return co_await std::move(inspecting);
  }
  if (inspection.kind == TokenKind::refresh) {
    auto inspecting = inspect_refresh(std::move(inspection), worker);
    co_return co_await std::move(inspecting);
  }
  auto inspecting = inspect_access(std::move(inspection), worker);
  co_return co_await std::move(inspecting);
}

awaitable<TokenInspector::Outcome> TokenInspector::inspect_access(TokenInspection inspection,
                                                                  std::size_t worker) {
  auto viewing = service_.inspect(*inspection.findings.claims, worker);
  auto view = co_await std::move(viewing);
  if (!view) co_return view.error();
  inspection.objections = view->objections;
  inspection.user = std::move(view->user);
  const auto id = Uuid::parse(inspection.findings.claims->session);
  if (!id) co_return inspection;
  auto session = co_await sessions_.find_by_id(*id);
  if (!session && session.error() != SessionError::not_found) co_return StoreError::unavailable;
  if (session) inspection.session = std::move(*session);
  co_return inspection;
}

awaitable<TokenInspector::Outcome> TokenInspector::inspect_refresh(TokenInspection inspection,
                                                                   std::size_t worker) {
  const auto& claims = *inspection.findings.claims;
  auto& objections = inspection.objections;
  const auto session = Uuid::parse(claims.session);
  const auto token = Uuid::parse(claims.id);
  objections.add_if(!session, Objection::no_session);
  objections.add_if(!token, Objection::no_id);
  if (!session || !token) co_return inspection;
  auto view = co_await sessions_.inspect(*session, *token);
  if (!view) co_return StoreError::unavailable;
  inspection.refresh = view->outcome;
  inspection.session = std::move(view->session);
  objections.add_all(objections_of(view->outcome));
  // This is not a reason on its own: the restore has ended the session, or the backup never contained it.
  objections.add_if(!objections.empty() && service_.is_before_epoch(claims.issued_at),
                    Objection::before_restore);
  const auto subject = Uuid::parse(claims.subject);
  if (!subject) co_return inspection;
  auto user = co_await users_.find(worker, *subject);
  if (!user && user.error() != StoreError::not_found) co_return user.error();
  if (user) inspection.user = std::move(*user);
  objections.add_if(!inspection.user, Objection::user_deleted);
  objections.add_if(inspection.user && inspection.user->disabled, Objection::user_disabled);
  co_return inspection;
}

awaitable<TokenInspector::Outcome> TokenInspector::inspect_client(TokenInspection inspection) {
  auto viewing = clients_.inspect(*inspection.findings.claims);
  auto view = co_await std::move(viewing);
  if (!view) co_return StoreError::unavailable;
  inspection.objections = view->objections;
  inspection.client = std::move(view->client);
  co_return inspection;
}

}  // namespace gatehouse::auth
