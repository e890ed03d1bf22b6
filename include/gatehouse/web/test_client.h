#pragma once
// SPDX-License-Identifier: Apache-2.0
// Requests to an app without a socket, for tests.

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "gatehouse/http/response.h"
#include "gatehouse/schema/schema.h"
#include "gatehouse/web/app.h"

namespace gatehouse::web {

/// Calls an app in this thread. It is a browser's tab rather than a request: it keeps the cookies that
/// answers set, by name and path, and sends them.
///
///     web::TestClient client{app};
///     const auto made = client.post_json("/items", NewItem{"lamp"});
///     EXPECT_EQ(made.status, 201U);
///     EXPECT_EQ(web::read_json<Item>(made).name, "lamp");
class TestClient {
 public:
  /// Header fields: names and values.
  using Fields = std::vector<std::pair<std::string, std::string>>;

  /// Starts the app if need be, and runs its start hooks; throws std::logic_error with the reason when it
  /// can't start.
  explicit TestClient(App& app);
  /// Runs the app's stop hooks; what they throw is lost.
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  /// Has a field sent with each request from now on that names no other value for it: `with("Authorization",
  /// ...)`.
  TestClient& with(std::string name, std::string value);

  /// Sends a request and runs until its answer is there, all of a body that is made while it is sent
  /// included, and what was left for after it is done. What no one answers, and the server would answer with
  /// 500, is thrown.
  http::Response request(std::string_view method, std::string_view target, std::string_view body = {},
                         const Fields& fields = {});
  /// Sends a GET.
  http::Response get(std::string_view target, const Fields& fields = {}) {
    return request("GET", target, {}, fields);
  }
  /// Sends a HEAD.
  http::Response head(std::string_view target, const Fields& fields = {}) {
    return request("HEAD", target, {}, fields);
  }
  /// Sends an OPTIONS.
  http::Response options(std::string_view target, const Fields& fields = {}) {
    return request("OPTIONS", target, {}, fields);
  }
  /// Sends a DELETE.
  http::Response delete_(std::string_view target, const Fields& fields = {}) {
    return request("DELETE", target, {}, fields);
  }

  /// With Content-Type application/json; the body is a text in JSON, or a value that is written as such.
  template <class Body>
  http::Response post_json(std::string_view target, const Body& body, Fields fields = {}) {
    return request_json("POST", target, body, std::move(fields));
  }
  /// See `post_json`.
  template <class Body>
  http::Response put_json(std::string_view target, const Body& body, Fields fields = {}) {
    return request_json("PUT", target, body, std::move(fields));
  }
  /// See `post_json`.
  template <class Body>
  http::Response patch_json(std::string_view target, const Body& body, Fields fields = {}) {
    return request_json("PATCH", target, body, std::move(fields));
  }
  /// The same for any method.
  template <class Body>
  http::Response request_json(std::string_view method, std::string_view target, const Body& body,
                              Fields fields = {}) {
    fields.emplace_back("Content-Type", "application/json");
    if constexpr (std::is_convertible_v<const Body&, std::string_view>) {
      return request(method, target, body, fields);
    } else {
      std::string json;
      schema::encode(json, body);
      return request(method, target, json, fields);
    }
  }
  /// With Content-Type application/x-www-form-urlencoded.
  http::Response post_form(std::string_view target, std::string_view form, Fields fields = {});

  /// The cookie's value as it is sent, or nothing.
  [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
  /// As a new tab.
  void forget_cookies() noexcept { cookies_.clear(); }

 private:
  struct KeptCookie {
    std::string name;
    std::string value;
    std::string path;
  };
  class Loop;

  void keep_cookies(const http::Response& response, std::string_view path);
  [[nodiscard]] std::string cookies_for(std::string_view path) const;

  App& app_;
  Fields fields_;
  std::vector<KeptCookie> cookies_;
  std::unique_ptr<Loop> loop_;
};

/// An answer's body as a T; throws std::runtime_error that quotes the body when it is none.
template <class T>
[[nodiscard]] T read_json(const http::Response& response) {
  T value{};
  schema::Problems problems;
  schema::Reporter reporter{problems};
  const auto document = schema::parse_json(response.body);
  if (!document || !schema::decode(document->root, reporter, value)) {
    throw std::runtime_error("not the JSON that was expected: " + response.body);
  }
  return value;
}

}  // namespace gatehouse::web
