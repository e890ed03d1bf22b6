// SPDX-License-Identifier: Apache-2.0
#include "server/services/token_explanation.h"

#include <optional>
#include <utility>
#include <vector>

#include "gatehouse/crypto/tokens/jwt.h"
#include "gatehouse/schema/schema.h"
#include "server/log_text.h"
#include "server/time_words.h"

namespace gatehouse::server {
namespace {

using auth::Objection;
using auth::TokenInspection;
using auth::TokenKind;
using crypto::Signer;
using crypto::TokenError;
using store::EndReason;
using store::RefreshOutcome;

std::string why_ended(EndReason reason) {
  switch (reason) {
    case EndReason::logged_out:
      return "logged out";
    case EndReason::ended_by_owner:
      return "ended by its user, from another session";
    case EndReason::ended_by_administrator:
      return "ended by an administrator";
    case EndReason::token_reused:
      return "a spent refresh token was presented";
    case EndReason::password_changed:
      return "the password was changed";
    case EndReason::email_changed:
      return "the e-mail address was changed";
    case EndReason::too_many:
      return "its user began more sessions than may be live at once";
    case EndReason::user_disabled:
      return "its user was disabled";
    case EndReason::user_deleted:
      return "its user was deleted";
    case EndReason::client_disabled:
      return "the client that began it was disabled";
    case EndReason::client_deleted:
      return "the client that began it was deleted";
    case EndReason::restored:
      return "a backup was restored";
  }
  return "unknown";
}

class Explanation {
 public:
  Explanation(const TokenInspection& inspection, std::string_view kid, std::string_view algorithm,
              const TokenSettings& settings, std::chrono::seconds grace, TimePoint now)
      : inspection_(inspection),
        kid_(kid),
        algorithm_(algorithm),
        settings_(settings),
        grace_(grace),
        now_(now) {}

  api::admin::TokenExplanation explanation() {
    add("signature", signature());
    if (inspection_.findings.signer != Signer::nobody) add_what_became_of_it();
    add("verdict", verdict());
    explanation_.accepted = inspection_.is_accepted();
    return std::move(explanation_);
  }

 private:
  void add(std::string_view label, std::string what) {
    explanation_.facts.push_back({std::string{label}, std::move(what)});
  }

  [[nodiscard]] bool has(TokenError fault) const { return inspection_.findings.faults.contains(fault); }

  std::string signature() const {
    switch (inspection_.findings.signer) {
      case Signer::key_pair:
        return "good, by the key " + std::string{kid_} + " (" + std::string{algorithm_} + ")";
      case Signer::secret:
        return "good, by the secret " + secret_name();
      case Signer::previous_secret:
        return "good, by the secret before this one, " + secret_name() + "_PREVIOUS";
      case Signer::nobody:
        break;
    }
    if (has(TokenError::bad_signature)) return "bad: anyone could have written this";
    if (has(TokenError::unknown_key)) return "made with an unknown key: anyone could have written this";
    return "not checked, since the token's form or header is refused: anyone could have written this";
  }

  std::string secret_name() const {
    return inspection_.kind == TokenKind::refresh ? "JWT_REFRESH_SECRET_KEY" : "JWT_SECRET_KEY";
  }

  void add_what_became_of_it() {
    if (inspection_.kind == TokenKind::client) {
      const auto& client = inspection_.client;
      add("client", !client ? "deleted" : client->name + (client->disabled ? ", disabled" : ", enabled"));
      return;
    }
    add("session", session());
    const auto& user = inspection_.user;
    if (user) {
      add("user", user->email + (user->disabled ? ", disabled" : ", enabled"));
    } else if (inspection_.objections.contains(Objection::user_deleted)) {
      add("user", "deleted");
    }
  }

  std::string session() const {
    const auto& session = inspection_.session;
    if (!session) {
      const auto& claims = inspection_.findings.claims;
      return claims && claims->session.empty() ? "none" : "not known (any more)";
    }
    if (session->ended_at) return ended();
    if (inspection_.objections.contains(Objection::session_expired))
      return "expired " + time_and_distance(session->expires_at, now_);
    return "live, last refreshed " + time_and_distance(session->last_used_at, now_);
  }

  std::string ended() const {
    const auto& session = *inspection_.session;
    return "ended " + time_and_distance(*session.ended_at, now_) + ": " + why_ended(*session.end_reason);
  }

  std::string verdict() const {
    const auto reasons = this->reasons();
    if (reasons.empty()) return accepted();
    if (reasons.size() == 1) return "refused: " + reasons.front() + ".";
    std::string text = "refused:";
    for (const auto& reason : reasons) text += "\n  - " + reason + ".";
    return text;
  }

  std::string accepted() const {
    if (inspection_.kind == TokenKind::client)
      return "accepted, as the client's own: /introspect calls it active; a user's endpoints answer 403.";
    if (inspection_.kind == TokenKind::access) return "accepted.";
    if (inspection_.refresh != RefreshOutcome::replayed) return "accepted by /refresh, once.";
    const auto until = *inspection_.session->replaced_at + grace_;
    return "accepted by /refresh until " + schema::format_time(until) +
           ": it was replaced just now, and /refresh returns the same successor again.";
  }

  std::vector<std::string> reasons() const {
    std::vector<std::string> out;
    for (const auto fault : inspection_.findings.faults.list()) out.push_back(words(fault));
    for (const auto objection : inspection_.objections.list()) out.push_back(words(objection));
    return out;
  }

  std::string words(TokenError fault) const {
    const auto& claims = inspection_.findings.claims;
    switch (fault) {
      case TokenError::too_long:
        return "it is longer than any token the server accepts (" + std::to_string(crypto::max_token_size) +
               " bytes)";
      case TokenError::malformed:
        return "it is not well-formed: three parts in strict base64url, JSON objects, no member twice";
      case TokenError::unsupported_algorithm:
        return "its algorithm, " + in_quotes(algorithm_) + ", is not the key's";
      case TokenError::unknown_critical:
        return "its header has \"crit\", and no extension is known here";
      case TokenError::unencoded_payload:
        return "its header has \"b64\", and only encoded payloads are accepted";
      case TokenError::embedded_key:
        return "its header contains a key, or says where to get one";
      case TokenError::wrong_type:
        return "its \"typ\" is neither JWT nor at+jwt";
      case TokenError::unknown_key:
        if (kid_.empty()) return "its header names no key";
        return "no key here is named " + in_quotes(kid_) + ": it was retired, or is another server's";
      case TokenError::bad_signature:
        return "its signature was not made with the server's key";
      case TokenError::bad_claim:
        return "a claim is missing, or of the wrong kind";
      case TokenError::expired:
        return "it expired " + time_and_distance(claims->expires_at, now_);
      case TokenError::not_yet_valid:
        return "it is valid only from " + schema::format_time(*claims->not_before) + " on";
      case TokenError::wrong_issuer:
        return "its issuer is not " + in_quotes(settings_.issuer);
      case TokenError::wrong_audience:
        return "it is meant for another service (\"aud\")";
      case TokenError::wrong_use:
        return "it is for another use (\"token_use\")";
    }
    return "unknown";
  }

  std::string words(Objection objection) const {
    switch (objection) {
      case Objection::for_client:
        return "it stands for a client, not for a user's login";
      case Objection::no_user:
        return "its \"sub\" is not a user's id";
      case Objection::no_session:
        return "its \"sid\" is not a session's id (tokens.accept_without_session is off)";
      case Objection::no_id:
        return "its \"jti\" is not an id of this server";
      case Objection::before_restore:
        return "it was issued before a backup was restored";
      case Objection::user_deleted:
        return "its user was deleted";
      case Objection::user_disabled:
        return "its user is disabled";
      case Objection::session_unknown:
        return "its session is not known (any more)";
      case Objection::session_ended:
        if (!inspection_.session || !inspection_.session->ended_at) return "its session has ended";
        return "its session " + ended();
      case Objection::session_expired:
        return "its session expired " + time_and_distance(inspection_.session->expires_at, now_);
      case Objection::token_spent:
        return "it was used before; presenting it ends the session";
      case Objection::client_deleted:
        return "its client was deleted";
      case Objection::client_disabled:
        return "its client is disabled";
      case Objection::client_replaced:
        return "it was issued to an earlier client of that id";
      case Objection::token_revoked:
        return "it was revoked";
    }
    return "unknown";
  }

  const TokenInspection& inspection_;
  std::string_view kid_;
  std::string_view algorithm_;
  const TokenSettings& settings_;
  std::chrono::seconds grace_;
  TimePoint now_;
  api::admin::TokenExplanation explanation_;
};

}  // namespace

api::admin::TokenExplanation explain_inspection(const auth::TokenInspection& inspection,
                                                const HeaderHint& header, const TokenSettings& settings,
                                                std::chrono::seconds grace, TimePoint now) {
  return Explanation{inspection, header.kid, header.algorithm, settings, grace, now}.explanation();
}

}  // namespace gatehouse::server
