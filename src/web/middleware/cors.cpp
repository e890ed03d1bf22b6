// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/middleware/cors.h"

#include <re2/re2.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "gatehouse/http/list_field.h"

namespace gatehouse::web {
namespace {

using Words = std::vector<std::string>;

constexpr const char* allow_origin = "Access-Control-Allow-Origin";
constexpr std::string_view wanted_fields = "Access-Control-Request-Headers";

bool has(const Words& words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

std::string join(const Words& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

// The options, prepared once for all requests.
class Cors {
 public:
  explicit Cors(const CorsOptions& options)
      : options_(options),
        allows_all_origins_(has(options.origins, "*")),
        allows_all_fields_(has(options.request_fields, "*")) {
    // Every site could then read what its visitors are allowed to read (CWE-942). Browsers refuse a literal
    // "*" for this reason.
    if (allows_all_origins_ && options.credentials) {
      throw std::invalid_argument(
          "CORS: all origins (\"*\") can't be allowed together with credentials; name the origins");
    }
    if (!options.origin_pattern.empty()) {
      pattern_ = std::make_unique<RE2>(options.origin_pattern, RE2::Quiet);
      if (!pattern_->ok()) throw std::invalid_argument("the pattern of origins: " + pattern_->error());
    }
    if (has(options.methods, "*"))
      options_.methods = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"};
    auto& fields = options_.request_fields;
    for (const auto* safe : {"Accept", "Accept-Language", "Content-Language", "Content-Type"}) {
      if (!has(fields, safe)) fields.emplace_back(safe);
    }
    std::ranges::sort(fields);
  }

  void preflight(const http::Request& request, std::string_view origin, std::string_view method,
                 http::Response& response) const {
    std::string failures;
    const auto fail = [&](std::string_view what) {
      failures.append(failures.empty() ? "" : ", ").append(what);
    };
    if (!allows_all_origins_) {
      response.set("Vary", "Origin");
    } else {
      response.set(allow_origin, "*");
    }
    response.set("Access-Control-Allow-Methods", join(options_.methods));
    response.set("Access-Control-Max-Age", std::to_string(options_.max_age));
    if (options_.credentials) response.set("Access-Control-Allow-Credentials", "true");
    if (!is_allowed(origin)) {
      fail("origin");
    } else if (!allows_all_origins_) {
      response.set(allow_origin, std::string{origin});
    }
    if (!has(options_.methods, method)) fail("method");
    const auto wanted = request.find(wanted_fields);
    if (!allows_all_fields_) {
      response.set("Access-Control-Allow-Headers", join(options_.request_fields));
      if (!allows_fields(request)) fail("headers");
    } else if (wanted) {
      response.set("Access-Control-Allow-Headers", std::string{*wanted});
    }
    response.content_type = "text/plain; charset=utf-8";
    response.body = failures.empty() ? "OK" : "Disallowed CORS " + failures;
    if (!failures.empty()) response.status = 400;
  }

  void allow(std::string_view origin, http::Response& response) const {
    if (options_.credentials) response.replace("Access-Control-Allow-Credentials", "true");
    if (!options_.response_fields.empty()) {
      response.replace("Access-Control-Expose-Headers", join(options_.response_fields));
    }
    if (allows_all_origins_) {
      response.replace(allow_origin, "*");
    } else if (is_allowed(origin)) {
      response.replace(allow_origin, std::string{origin});
      response.vary("Origin");
    }
  }

 private:
  [[nodiscard]] bool is_allowed(std::string_view origin) const {
    if (allows_all_origins_ || has(options_.origins, origin)) return true;
    return pattern_ != nullptr && RE2::FullMatch({origin.data(), origin.size()}, *pattern_);
  }

  [[nodiscard]] bool allows_fields(const http::Request& request) const {
    bool allows_all = true;
    http::for_each_element(request, wanted_fields, [&](const http::ListElement& wanted) {
      const auto is_same = [&](const auto& allowed) {
        return http::equal_ignoring_case(allowed, wanted.text());
      };
      allows_all = allows_all && std::ranges::any_of(options_.request_fields, is_same);
    });
    return allows_all;
  }

  CorsOptions options_;
  bool allows_all_origins_;
  bool allows_all_fields_;
  std::unique_ptr<const RE2> pattern_;
};

awaitable<> run(std::shared_ptr<const Cors> cors, const http::Request& request, http::Response& response,
                Next next) {
  const auto origin = request.find("Origin");
  if (origin && request.method == "OPTIONS") {
    if (const auto method = request.find("Access-Control-Request-Method")) {
      cors->preflight(request, *origin, *method, response);
      co_return;
    }
  }
  std::exception_ptr failure;
  try {
    auto rest = next();
    co_await std::move(rest);
  } catch (...) {
    failure = std::current_exception();
  }
  if (origin) cors->allow(*origin, response);
  if (failure) std::rethrow_exception(failure);  // the error answer made from it keeps these fields
}

}  // namespace

Middleware cors(const CorsOptions& options) {
  return [cors = std::make_shared<const Cors>(options)](const http::Request& request,
                                                        http::Response& response, Next next) {
    return run(cors, request, response, next);
  };
}

}  // namespace gatehouse::web
