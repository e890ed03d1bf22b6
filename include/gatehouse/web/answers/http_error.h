#pragma once
// SPDX-License-Identifier: Apache-2.0
// Exceptions that handlers and dependencies throw to answer with an error.

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
  /// The names and values of header fields.
  using Fields = std::vector<std::pair<std::string, std::string>>;

  /// `detail` is sent to the caller, so it must not contain internal causes or secrets.
  HttpError(unsigned status, std::string detail, Fields fields = {})
      : status_(status), detail_(std::move(detail)), fields_(std::move(fields)) {}

  /// Same as above with a detail that is a described struct, a list or a number.
  template <class T>
    requires(!std::constructible_from<std::string, const T&>)
  HttpError(unsigned status, const T& detail, Fields fields = {})
      : status_(status), fields_(std::move(fields)) {
    schema::encode(detail_, detail);
    body_ = "{\"detail\":" + detail_ + '}';
  }

  /// Returns the status given to the constructor, usually from 400 to 599.
  [[nodiscard]] unsigned status() const noexcept { return status_; }
  /// Returns the detail; as JSON if it is not a text.
  [[nodiscard]] const std::string& detail() const noexcept { return detail_; }
  /// Returns the header fields of the answer.
  [[nodiscard]] const Fields& fields() const noexcept { return fields_; }
  /// Returns the JSON body of the answer if it is not `{"detail": "<text>"}`, otherwise an empty string.
  [[nodiscard]] const std::string& body() const noexcept { return body_; }
  /// Returns the detail.
  [[nodiscard]] const char* what() const noexcept override { return detail_.c_str(); }

 protected:
  /// For derived classes that have their own body.
  HttpError(unsigned status, std::string body, std::string detail, Fields fields)
      : status_(status), detail_(std::move(detail)), fields_(std::move(fields)), body_(std::move(body)) {}

 private:
  unsigned status_;
  std::string detail_;
  Fields fields_;
  std::string body_;
};

/// Answers with a status and a described struct, for errors whose body is not a detail. Set
/// `OperationOptions::error` to its type to document it.
///
///     struct Refusal { std::string detail; Code code; };
///     throw web::HttpErrorOf{404, Refusal{"No such session", Code::session_not_found}};
template <class Body>
class HttpErrorOf : public HttpError {
 public:
  /// Takes the body, which is sent as JSON.
  HttpErrorOf(unsigned status, const Body& body, Fields fields = {})
      : HttpError(status, encode(body), std::string{}, std::move(fields)) {}

 private:
  static std::string encode(const Body& body) {
    std::string json;
    schema::encode(json, body);
    return json;
  }
};

/// Refuses a bearer token (RFC 6750 3) with WWW-Authenticate: 401 if a new token would help, otherwise 403.
class BearerError : public HttpError {
 public:
  /// `detail` is sent to the caller.
  BearerError(unsigned status, std::string detail)
      : HttpError(status, std::move(detail), {{"WWW-Authenticate", R"(Bearer error="invalid_token")"}}) {}
};

/// Answers with 422 and a list of problems, for input errors that only a handler can detect.
///
///     throw web::InvalidInput{{"body", "password"}, "too common", "value_error.password.common"};
class InvalidInput : public std::exception {
 public:
  /// Takes several problems.
  explicit InvalidInput(schema::Problems problems) : problems_(std::move(problems)) {}
  /// Takes one problem.
  InvalidInput(schema::Location location, std::string_view message, std::string type) {
    problems_.push_back({std::move(location), std::string{message}, std::move(type), {}});
  }

  [[nodiscard]] const schema::Problems& problems() const noexcept { return problems_; }
  /// Returns a fixed text.
  [[nodiscard]] const char* what() const noexcept override { return "invalid input"; }

 private:
  schema::Problems problems_;
};

}  // namespace gatehouse::web
