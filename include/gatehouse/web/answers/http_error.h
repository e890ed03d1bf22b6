#pragma once
// SPDX-License-Identifier: Apache-2.0
// How a handler or a dependency refuses: an answer other than the good one, thrown.

#include <concepts>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/schema/schema.h"

namespace gatehouse::web {

/// Answers with a status and `{"detail": ...}`. Thrown by handlers and dependencies.
///
///     throw web::HttpError{404, "Could not find user"};
///     throw web::HttpError{409, Conflict{.seats = {7, 8}}};  // detail may be anything with a schema
///     throw web::HttpError{401, "Token expired", {{"WWW-Authenticate", "Bearer"}}};
class HttpError : public std::exception {
 public:
  /// Header fields: names and values.
  using Fields = std::vector<std::pair<std::string, std::string>>;

  /// `detail` is shown to the client: no cause, no secret.
  HttpError(unsigned status, std::string detail, Fields fields = {})
      : status_(status), detail_(std::move(detail)), fields_(std::move(fields)) {}

  /// The same, the detail being a described struct, a list, a number.
  template <class T>
  requires(!std::constructible_from<std::string, const T&>)
      HttpError(unsigned status, const T& detail, Fields fields = {})
      : status_(status), fields_(std::move(fields)) {
    schema::encode(detail_, detail);
    body_ = "{\"detail\":" + detail_ + '}';
  }

  /// From 400 to 599, or whatever was asked for.
  [[nodiscard]] unsigned status() const noexcept { return status_; }
  /// The text; of another detail, its JSON.
  [[nodiscard]] const std::string& detail() const noexcept { return detail_; }
  /// Header fields of the answer.
  [[nodiscard]] const Fields& fields() const noexcept { return fields_; }
  /// The answer's body in JSON, where it is not `{"detail": ...}`; else empty.
  [[nodiscard]] const std::string& body() const noexcept { return body_; }
  /// The detail.
  [[nodiscard]] const char* what() const noexcept override { return detail_.c_str(); }

 protected:
  /// With a body of its own; for derived classes.
  HttpError(unsigned status, std::string body, std::string detail, Fields fields)
      : status_(status), detail_(std::move(detail)), fields_(std::move(fields)), body_(std::move(body)) {}

 private:
  unsigned status_;
  std::string detail_;
  Fields fields_;
  std::string body_;
};

/// Answers with a status and a described struct, for errors that say more, or other things, than a detail.
/// Name its type in `OperationOptions::error`, and the document has it.
///
///     struct Refusal { std::string detail; Code code; };
///     throw web::HttpErrorOf{404, Refusal{"No such session", Code::session_not_found}};
template <class Body>
class HttpErrorOf : public HttpError {
 public:
  /// Answers with `body` in JSON.
  HttpErrorOf(unsigned status, const Body& body, Fields fields = {})
      : HttpError(status, encode(body), std::string{}, std::move(fields)) {}

 private:
  static std::string encode(const Body& body) {
    std::string json;
    schema::encode(json, body);
    return json;
  }
};

/// Refuses a bearer token (RFC 6750 3): 401 where a new one would help, 403 where not, with WWW-Authenticate.
class BearerError : public HttpError {
 public:
  /// `detail` is shown to the client.
  BearerError(unsigned status, std::string detail)
      : HttpError(status, std::move(detail), {{"WWW-Authenticate", R"(Bearer error="invalid_token")"}}) {}
};

/// Answers 422 with a list of problems, for what only a handler can see.
///
///     throw web::InvalidInput{{"body", "password"}, "too common", "value_error.password.common"};
class InvalidInput : public std::exception {
 public:
  /// Several at once.
  explicit InvalidInput(schema::Problems problems) : problems_(std::move(problems)) {}
  /// One problem.
  InvalidInput(schema::Location location, std::string_view message, std::string type) {
    problems_.push_back({std::move(location), std::string{message}, std::move(type), {}});
  }

  /// What is wrong.
  [[nodiscard]] const schema::Problems& problems() const noexcept { return problems_; }
  /// Always the same words.
  [[nodiscard]] const char* what() const noexcept override { return "invalid input"; }

 private:
  schema::Problems problems_;
};

}  // namespace gatehouse::web
