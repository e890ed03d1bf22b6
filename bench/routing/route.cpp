// SPDX-License-Identifier: Apache-2.0
// A request through an App of twenty operations, without sockets: finds the handler, calls it and
// writes the answer.

#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/web.h"
#include "support/coroutine.h"
#include "tokens/sample_tokens.h"

namespace gatehouse::bench {

using web::Depends, web::Path, web::State;

struct Answer {
  std::string id;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (id, email))

namespace {

inline constexpr web::OAuth2PasswordBearer bearer{"/login", "JWT"};

std::string get_subject(Depends<bearer> token, State<crypto::Tokens> tokens) {
  auto claims = tokens->verify_access(*token);
  if (!claims) throw web::BearerError{403, "Could not validate credentials"};
  return std::move(claims->subject);
}

Answer get_me(Depends<get_subject> subject) { return {*subject, "ada.lovelace@example.com"}; }
Answer get_fixed() { return {"1", "ada.lovelace@example.com"}; }
Answer get_by_id(Path<"id", std::string> id) { return {*id, "ada.lovelace@example.com"}; }

// The paths of the server, or similar ones.
web::App& app() {
  static web::App made{{.title = "Twenty operations"}};
  static const bool is_started = [] {
    made.get<get_me>("/me").patch<get_fixed>("/me").delete_<get_fixed>("/me");
    made.post<get_fixed>("/me/password").post<get_fixed>("/signup").post<get_fixed>("/login");
    made.post<get_fixed>("/refresh").post<get_fixed>("/logout").post<get_fixed>("/logout/all");
    made.get<get_fixed>("/sessions").delete_<get_by_id>("/sessions/{id}").post<get_fixed>("/token");
    made.post<get_fixed>("/introspect").post<get_fixed>("/revoke").get<get_fixed>("/.well-known/jwks.json");
    made.get<get_fixed>("/admin/users").get<get_by_id>("/admin/users/{id}");
    made.patch<get_by_id>("/admin/users/{id}").delete_<get_by_id>("/admin/users/{id}");
    made.get<get_by_id>("/admin/users/{id}/sessions");
    made.state(make_tokens());
    return made.start().has_value();
  }();
  if (!is_started) throw std::logic_error("the app can't start");
  return made;
}

http::Request make_request(std::string_view method, std::string_view path) {
  http::Request request;
  request.method = method;
  request.target = path;
  request.path = path;
  request.remote_address = "127.0.0.1";
  request.id = "bench";
  request.fields = {{"Host", "127.0.0.1:8000"}, {"Accept", "*/*"}};
  return request;
}

awaitable<> repeat(benchmark::State& state, const http::Request& request, unsigned expected) {
  http::Response response;
  for (auto _ : state) {
    response.clear();
    co_await app().handle(request, response);
  }
  if (response.status != expected) state.SkipWithError("an unexpected status");
}

void measure(benchmark::State& state, const http::Request& request, unsigned expected) {
  run([&] { return repeat(state, request, expected); });
}

void route_fixed(benchmark::State& state) { measure(state, make_request("GET", "/sessions"), 200); }
BENCHMARK(route_fixed)->Name("route/fixed");

void route_parameter(benchmark::State& state) {
  measure(state, make_request("GET", "/admin/users/6f1c2b7e-6d0b-4a5e-9a51-3b0f9a7c2d11"), 200);
}
BENCHMARK(route_parameter)->Name("route/parameter");

void route_unknown(benchmark::State& state) { measure(state, make_request("GET", "/wp-login.php"), 404); }
BENCHMARK(route_unknown)->Name("route/unknown");

// Includes the rest of what /me does: checking a token, a dependency, JSON.
void route_me(benchmark::State& state) {
  const auto authorization = "Bearer " + make_tokens().issue_access(subject, session);
  auto request = make_request("GET", "/me");
  request.fields.push_back({"Authorization", authorization});
  measure(state, request, 200);
}
BENCHMARK(route_me)->Name("route/me");

}  // namespace
}  // namespace gatehouse::bench
