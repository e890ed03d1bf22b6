#pragma once
// SPDX-License-Identifier: Apache-2.0
// How what a handler returns becomes an answer, and how the document tells of it.

#include <utility>
#include <vector>

#include "gatehouse/http/response.h"
#include "gatehouse/schema/schema.h"
#include "gatehouse/web/operation.h"
#include "gatehouse/web/redirect.h"

namespace gatehouse::web::detail {

/// What a handler's T means. A type that is more than its own JSON specialises this:
///   is_json                      whether it is nothing but a body in JSON
///   status                       of the answer, unless the operation's options name another
///   fill(response, value)        makes the answer; `response.status` is already what the operation says
///   describe(answers, declared)  adds what the document says, `declared` being the operation's status
template <class T>
struct Answering {
  static constexpr bool is_json = true;
  static constexpr unsigned status = 200;
  static void fill(http::Response& response, T& value) {
    schema::encode(response.body, value);
    response.content_type = "application/json";
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared, .type = &schema::type_info<T>});
  }
};

/// Handlers that return nothing: an empty answer.
template <>
struct Answering<void> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 204;
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared});
  }
};

template <>
struct Answering<Redirect> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 307;
  static void fill(http::Response& response, Redirect& redirect) {
    response.status = redirect.status;
    response.set_location(std::move(redirect.location));
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared / 100 == 3 ? declared : Answering::status});
  }
};

/// An answer made by hand: nobody knows before what it will be.
template <>
struct Answering<http::Response> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 200;
  static void fill(http::Response& response, http::Response& made) {
    auto after = std::move(response.after);  // what a Background parameter was told
    response = std::move(made);
    for (auto& task : after) response.after.push_back(std::move(task));
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared});
  }
};

}  // namespace gatehouse::web::detail
