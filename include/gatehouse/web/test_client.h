#pragma once
// SPDX-License-Identifier: Apache-2.0
// Requests to an app without a socket, for tests.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/http/response.h"
#include "gatehouse/web/app.h"

namespace gatehouse::web {

/// Calls an app in this thread. Starts it if need be; throws std::logic_error with the reason when it can't
/// start.
class TestClient {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  explicit TestClient(App& app);

  /// Sends a request and runs until its answer is there.
  http::Response request(std::string_view method, std::string_view target, std::string_view body = {},
                         const Fields& fields = {});
  http::Response get(std::string_view target, const Fields& fields = {}) {
    return request("GET", target, {}, fields);
  }
  /// With Content-Type application/json.
  http::Response post_json(std::string_view target, std::string_view json);
  /// With Content-Type application/x-www-form-urlencoded.
  http::Response post_form(std::string_view target, std::string_view form);

 private:
  App& app_;
};

}  // namespace gatehouse::web
