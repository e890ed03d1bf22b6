#pragma once
// SPDX-License-Identifier: Apache-2.0
// How a handler or a dependency refuses: an answer other than the good one, thrown.

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/schema/problem.h"

namespace gatehouse::web {

/// Answers with a status and `{"detail": ...}`. Thrown by handlers and dependencies.
///
///     throw web::HttpError{404, "Could not find user"};
///     throw web::HttpError{401, "Token expired", {{"WWW-Authenticate", "Bearer"}}};
class HttpError : public std::exception {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  /// `detail` is shown to the client: no cause, no secret.
  HttpError(unsigned status, std::string detail, Fields fields = {})
      : status_(status), detail_(std::move(detail)), fields_(std::move(fields)) {}

  [[nodiscard]] unsigned status() const noexcept { return status_; }
  [[nodiscard]] const std::string& detail() const noexcept { return detail_; }
  /// Header fields of the answer.
  [[nodiscard]] const Fields& fields() const noexcept { return fields_; }
  [[nodiscard]] const char* what() const noexcept override { return detail_.c_str(); }

 private:
  unsigned status_;
  std::string detail_;
  Fields fields_;
};

/// Refuses a bearer token (RFC 6750 3): 401 where a new one would help, 403 where not, with WWW-Authenticate.
class BearerError : public HttpError {
 public:
  BearerError(unsigned status, std::string detail)
      : HttpError(status, std::move(detail), {{"WWW-Authenticate", R"(Bearer error="invalid_token")"}}) {}
};

/// Answers 422 with a list of problems, for what only a handler can see.
///
///     throw web::InvalidInput{{"body", "password"}, "too common", "value_error.password.common"};
class InvalidInput : public std::exception {
 public:
  explicit InvalidInput(schema::Problems problems) : problems_(std::move(problems)) {}
  InvalidInput(schema::Location location, std::string_view message, std::string type) {
    problems_.push_back({std::move(location), std::string{message}, std::move(type), {}});
  }

  [[nodiscard]] const schema::Problems& problems() const noexcept { return problems_; }
  [[nodiscard]] const char* what() const noexcept override { return "invalid input"; }

 private:
  schema::Problems problems_;
};

}  // namespace gatehouse::web
