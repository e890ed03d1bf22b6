// SPDX-License-Identifier: Apache-2.0
#include "server/services/token_explainers.h"

#include <string>
#include <utility>

#include "gatehouse/base/clock.h"
#include "server/services/token_explanation.h"
#include "server/services/token_header.h"

namespace gatehouse::server {
namespace {

using api::admin::TokenExplainer;
using api::admin::TokenExplanation;
using Outcome = result<TokenExplanation, std::string>;

constexpr const char* unusable =
    "the database can't be used now: check the server's log, the free disk space and the folder's "
    "permissions";

class Explainer final : public TokenExplainer {
 public:
  Explainer(auth::TokenInspector& inspector, const TokenSettings& settings)
      : inspector_(inspector), settings_(settings) {}

  awaitable<Outcome> explain(std::string token, unsigned worker) override {
    const auto header = read_header(token);
    auto inspecting = inspector_.inspect(std::move(token), worker);
    const auto inspection = co_await std::move(inspecting);
    if (!inspection) co_return Outcome{std::string{unusable}};
    Outcome outcome =
        explain_inspection(*inspection, header, settings_, inspector_.grace(), system_clock().now());
    co_return outcome;
  }

 private:
  auth::TokenInspector& inspector_;
  const TokenSettings& settings_;
};

class LateExplainer final : public TokenExplainer {
 public:
  LateExplainer(AccountServices& accounts, FoundSecrets secrets, const Settings& settings,
                std::shared_ptr<Log> log)
      : accounts_(accounts), secrets_(std::move(secrets)), settings_(settings), log_(std::move(log)) {}

  awaitable<Outcome> explain(std::string token, unsigned worker) override {
    if (!explainer_) {
      auto opening = open();
      auto why = co_await std::move(opening);
      if (!why.empty()) co_return Outcome{std::move(why)};
    }
    auto explaining = explainer_->explain(std::move(token), worker);
    co_return co_await std::move(explaining);
  }

 private:
  /// Returns why the services cannot be made, or an empty text.
  awaitable<std::string> open() {
    if (!secrets_.secrets) {
      std::string text;
      for (const auto& problem : secrets_.problems) text += (text.empty() ? "" : "; ") + problem;
      co_return text;
    }
    if (accounts_.keys()->has_key_pairs()) {
      auto reading = accounts_.keys()->read();
      const auto read = co_await std::move(reading);
      if (!read) co_return std::string{unusable};
    }
    auto opening = TokenServices::open(accounts_, *secrets_.secrets, settings_, 1, log_);
    auto opened = co_await std::move(opening);
    if (!opened) co_return opened.error().text;
    tokens_ = std::move(*opened);
    explainer_.emplace(tokens_->inspector(), settings_.tokens);
    co_return std::string{};
  }

  AccountServices& accounts_;
  FoundSecrets secrets_;
  const Settings& settings_;
  std::shared_ptr<Log> log_;
  std::unique_ptr<TokenServices> tokens_;
  std::optional<Explainer> explainer_;
};

}  // namespace

std::shared_ptr<TokenExplainer> make_explainer(TokenServices& tokens, const TokenSettings& settings) {
  return std::make_shared<Explainer>(tokens.inspector(), settings);
}

std::shared_ptr<TokenExplainer> make_late_explainer(AccountServices& accounts, FoundSecrets secrets,
                                                    const Settings& settings, std::shared_ptr<Log> log) {
  return std::make_shared<LateExplainer>(accounts, std::move(secrets), settings, std::move(log));
}

}  // namespace gatehouse::server
