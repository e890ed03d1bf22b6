#pragma once
// SPDX-License-Identifier: Apache-2.0
// /tokens/inspect: explains why a token is accepted or refused. Callers who present a token are told less.

#include <memory>
#include <string>
#include <vector>

#include "api/admin/caller.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct TokenFact {
  std::string label;  ///< such as "session"
  std::string text;
};
BOOST_DESCRIBE_STRUCT(TokenFact, (), (label, text))

struct TokenExplanation {
  bool accepted = false;
  std::vector<TokenFact> facts;
};
BOOST_DESCRIBE_STRUCT(TokenExplanation, (), (accepted, facts))

struct TokenQuestion {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenQuestion, (), (token))

/// Explains tokens. A state of the app; thread-safe.
class TokenExplainer {
 public:
  TokenExplainer() = default;
  TokenExplainer(const TokenExplainer&) = delete;
  TokenExplainer& operator=(const TokenExplainer&) = delete;
  virtual ~TokenExplainer() = default;

  /// Returns what is known about a token, without changing anything. Fails with a sentence when the server's
  /// secrets or its store cannot be read. Must be called on the thread of the worker with the index `worker`.
  [[nodiscard]] virtual awaitable<result<TokenExplanation, std::string>> explain(std::string token,
                                                                                 unsigned worker) = 0;
};

/// Explains a token. Refuses with 503 when the secrets or the store cannot be read.
awaitable<TokenExplanation> inspect_token(web::Json<TokenQuestion> question,
                                          web::State<TokenExplainer> explainer, const web::Request& request);

}  // namespace gatehouse::api::admin
