#pragma once
// SPDX-License-Identifier: Apache-2.0
// Defines how the result of a handler becomes an answer, and how the document describes it.

#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/http/response.h"
#include "gatehouse/schema/schema.h"
#include "gatehouse/web/answers/redirect.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// How to answer with a T. Specialise it for types that are not sent as plain JSON:
///   is_json                      whether the answer is only a JSON body
///   status                       the status of the answer, unless the operation's options set another
///   fill(response, value)        makes the answer; `response.status` is already that of the operation
///   describe(answers, declared)  adds the answer to the document; `declared` is the operation's status
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

/// The media type range in the document for a body whose type is known only when it is sent
/// (OpenAPI 3.1, 4.8.17).
inline constexpr std::string_view any_type = "*/*";

/// Describes a body that is sent unchanged: text if the type begins with "text/", otherwise bytes. `type`
/// must be static text. Its parameters ("; charset=utf-8") are not part of the documented type.
constexpr AnswerInfo bytes_of_type(unsigned status, std::string_view type) {
  const auto media_type = type.substr(0, type.find(';'));
  return {.status = status, .content_type = media_type, .is_binary = !media_type.starts_with("text/")};
}

/// An empty answer, for handlers that return void.
template <>
struct Answering<void> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 204;
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared});
  }
};

template <unsigned Status>
struct Answering<RedirectWith<Status>> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = Status;
  static void fill(http::Response& response, RedirectWith<Status>& redirect) {
    response.status = Status;
    response.set_location(std::move(redirect.location));
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned) { answers.push_back({.status = Status}); }
};

/// An answer that the handler fills itself, so nothing is known about it beforehand.
template <>
struct Answering<http::Response> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 200;
  static void fill(http::Response& response, http::Response& made) {
    auto after = std::move(response.after);  // added by a Background parameter
    made.route = response.route;
    response = std::move(made);
    for (auto& task : after) response.after.push_back(std::move(task));
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared});
  }
};

}  // namespace gatehouse::web::detail
