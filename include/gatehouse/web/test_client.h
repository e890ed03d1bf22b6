#pragma once
// SPDX-License-Identifier: Apache-2.0
// Sends requests to an app without a socket, for tests.

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

/// Calls an app on the current thread. Like a browser, it keeps the cookies that answers set, by name and
/// path, and sends them with later requests.
///
///     web::TestClient client{app};
///     const auto made = client.post_json("/items", NewItem{"lamp"});
///     EXPECT_EQ(made.status, 201U);
///     EXPECT_EQ(web::read_json<Item>(made).name, "lamp");
class TestClient {
 public:
  /// The names and values of header fields.
  using Fields = std::vector<std::pair<std::string, std::string>>;

  /// Starts the app if needed and runs its start hooks. Throws std::logic_error with the reason if the
  /// app cannot start.
  explicit TestClient(App& app);
  /// Runs the stop hooks of the app. Their exceptions are ignored.
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  /// Sends a field with each later request that has no other value for it: `with("Authorization", ...)`.
  TestClient& with(std::string name, std::string value);

  /// Sends a request and runs until the answer is complete, including a streamed body and the work
  /// scheduled for after the answer. Throws an exception that the app does not answer and that the server
  /// would answer with 500.
  http::Response request(std::string_view method, std::string_view target, std::string_view body = {},
                         const Fields& fields = {});
  /// Sends a GET request.
  http::Response get(std::string_view target, const Fields& fields = {}) {
    return request("GET", target, {}, fields);
  }
  /// Sends a HEAD request.
  http::Response head(std::string_view target, const Fields& fields = {}) {
    return request("HEAD", target, {}, fields);
  }
  /// Sends an OPTIONS request.
  http::Response options(std::string_view target, const Fields& fields = {}) {
    return request("OPTIONS", target, {}, fields);
  }
  /// Sends a DELETE request.
  http::Response delete_(std::string_view target, const Fields& fields = {}) {
    return request("DELETE", target, {}, fields);
  }

  /// Sends a POST request with Content-Type application/json. The body is JSON text, or a value to
  /// encode as JSON.
  template <class Body>
  http::Response post_json(std::string_view target, const Body& body, Fields fields = {}) {
    return request_json("POST", target, body, std::move(fields));
  }
  /// Same as `post_json` with the method PUT.
  template <class Body>
  http::Response put_json(std::string_view target, const Body& body, Fields fields = {}) {
    return request_json("PUT", target, body, std::move(fields));
  }
  /// Same as `post_json` with the method PATCH.
  template <class Body>
  http::Response patch_json(std::string_view target, const Body& body, Fields fields = {}) {
    return request_json("PATCH", target, body, std::move(fields));
  }
  /// Same as `post_json` with any method.
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
  /// Sends a POST request with Content-Type application/x-www-form-urlencoded.
  http::Response post_form(std::string_view target, std::string_view form, Fields fields = {});

  /// Returns the value of a cookie as it is sent, or nothing.
  [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
  /// Deletes all cookies.
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

/// Decodes the body of an answer. Throws std::runtime_error with the body in its message if that fails.
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
