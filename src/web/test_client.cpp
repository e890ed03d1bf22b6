// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/test_client.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <exception>

#include "gatehouse/base/ascii.h"
#include "gatehouse/http/limits.h"
#include "gatehouse/web/detail/request_context.h"
#include "web/forms/field_parameters.h"
#include "web/run_to_end.h"

namespace gatehouse::web {
namespace {

// Returns the default path of a cookie (RFC 6265 5.1.4): the path up to the last slash.
std::string default_path(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos || slash == 0 ? "/" : std::string{path.substr(0, slash)};
}

// Path matching of RFC 6265 5.1.4.
bool is_below(std::string_view path, std::string_view cookie_path) {
  return path.starts_with(cookie_path) &&
         (path.size() == cookie_path.size() || cookie_path.ends_with('/') || path[cookie_path.size()] == '/');
}

bool has_field(const TestClient::Fields& fields, std::string_view name) {
  return std::ranges::any_of(fields,
                             [&](const auto& field) { return http::equal_ignoring_case(field.first, name); });
}

/// A body that arrives in pieces, as from a network.
class PiecesReader final : public http::BodyReader {
 public:
  explicit PiecesReader(std::string_view body) noexcept : size_(body.size()), left_(body) {}
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override { return size_; }
  awaitable<std::string_view> next() override {
    const auto piece = left_.substr(0, piece_size);
    left_.remove_prefix(piece.size());
    co_return piece;
  }

 private:
  static constexpr std::size_t piece_size = 1460;
  std::uint64_t size_;
  std::string_view left_;
};

// Does what the server does after the header: reads a streamed body and runs the work for after the answer.
awaitable<> finish_answer(http::Response& response, std::string_view method) {
  const bool has_body = method != "HEAD" && response.status != 204 && response.status != 304;
  if (response.source && has_body) {
    for (;;) {
      const auto piece = co_await response.source->next();
      if (piece.empty()) break;
      response.body += piece;
    }
  }
  response.source.reset();
  for (auto& task : response.after) {
    auto running = task();
    co_await std::move(running);
  }
  response.after.clear();
}

}  // namespace

// Runs the coroutines of the app for the lifetime of the client, because connections that a start hook opens
// belong to its context.
class TestClient::Loop {
 public:
  void run(awaitable<> task) { detail::run_to_end(context_, std::move(task)); }

 private:
  boost::asio::io_context context_{1};
};

TestClient::TestClient(App& app) : app_(app), loop_(std::make_unique<Loop>()) {
  if (const auto started = app_.start(); !started) throw std::logic_error(started.error());
  try {
    loop_->run(app_.run_start_hooks());
  } catch (const std::exception& error) {
    throw std::logic_error(std::string{"a start hook failed: "} + error.what());
  }
}

TestClient::~TestClient() {
  try {
    loop_->run(app_.run_stop_hooks());
  } catch (...) {
    // A destructor cannot throw. A test that expects a failure calls the hooks itself.
  }
}

TestClient& TestClient::with(std::string name, std::string value) {
  std::erase_if(fields_, [&](const auto& field) { return http::equal_ignoring_case(field.first, name); });
  fields_.emplace_back(std::move(name), std::move(value));
  return *this;
}

http::Response TestClient::request(std::string_view method, std::string_view target, std::string_view body,
                                   const Fields& fields) {
  http::Request request;
  request.method = method;
  request.target = target;
  const auto question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  request.query = target.substr(std::min(question + 1, target.size()));
  request.body = body;
  request.remote_address = "127.0.0.1";
  request.id = "test";
  for (const auto& [name, value] : fields) request.fields.push_back({name, value});
  for (const auto& [name, value] : fields_) {
    if (!has_field(fields, name)) request.fields.push_back({name, value});
  }
  const auto cookies = cookies_for(request.path);
  if (!cookies.empty() && !request.find("Cookie")) request.fields.push_back({"Cookie", cookies});
  http::Response response;
  http::BodyPlan plan{http::Limits{}.body_bytes, false};
  if (!body.empty()) app_.plan_body(request, plan);
  if (body.size() > plan.most) {
    detail::answer_detail(response, 413, http::reason_phrase(413));
    return response;
  }
  PiecesReader pieces{body};
  if (plan.is_streamed) {
    request.body = {};
    request.reader = &pieces;
  }
  loop_->run(app_.handle(request, response));
  loop_->run(finish_answer(response, method));
  keep_cookies(response, request.path);
  return response;
}

http::Response TestClient::post_form(std::string_view target, std::string_view form, Fields fields) {
  fields.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  return request("POST", target, form, fields);
}

std::optional<std::string> TestClient::cookie(std::string_view name) const {
  const auto found = std::ranges::find(cookies_, name, &KeptCookie::name);
  return found == cookies_.end() ? std::nullopt : std::optional{found->value};
}

void TestClient::keep_cookies(const http::Response& response, std::string_view path) {
  for (const auto& [field, text] : response.fields) {
    if (!http::equal_ignoring_case(field, "Set-Cookie")) continue;
    const auto equals = std::min(text.find('='), text.size());
    KeptCookie cookie{text.substr(0, equals), {}, default_path(path)};
    const auto end = std::min(text.find("; ", equals), text.size());
    cookie.value = text.substr(std::min(equals + 1, text.size()), end - std::min(equals + 1, end));
    const auto attributes = detail::parse_field_parameters(text);
    if (const auto named = attributes.find("Path"); named && named->starts_with('/')) cookie.path = *named;
    std::erase_if(cookies_,
                  [&](const auto& known) { return known.name == cookie.name && known.path == cookie.path; });
    const auto max_age = attributes.find("Max-Age");
    const bool is_gone = max_age && (*max_age == "0" || max_age->starts_with('-'));
    if (!is_gone) cookies_.push_back(std::move(cookie));
  }
}

std::string TestClient::cookies_for(std::string_view path) const {
  std::string text;
  for (const auto& cookie : cookies_) {
    if (!is_below(path, cookie.path)) continue;
    text.append(text.empty() ? "" : "; ").append(cookie.name).append("=").append(cookie.value);
  }
  return text;
}

}  // namespace gatehouse::web
