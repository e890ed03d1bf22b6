// SPDX-License-Identifier: Apache-2.0
#include "api/admin/tokens.h"

#include <utility>

#include "api/coded_error.h"
#include "api/refusals.h"

namespace gatehouse::api::admin {

awaitable<TokenExplanation> inspect_token(web::Json<TokenQuestion> question,
                                          web::State<TokenExplainer> explainer, const web::Request& request) {
  auto explaining = explainer->explain(std::move(question->token), request.worker);
  auto explanation = co_await std::move(explaining);
  if (!explanation) {
    throw CodedHttpError{
        503, CodedError{explanation.error(), ErrorCode::secret_unavailable}, {{"Retry-After", retry_after}}};
  }
  co_return std::move(*explanation);
}

}  // namespace gatehouse::api::admin
