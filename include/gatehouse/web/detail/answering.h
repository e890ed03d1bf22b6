#pragma once
// SPDX-License-Identifier: Apache-2.0
// How what a handler returns becomes an answer, and how the document tells of it.

#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/http/response.h"
#include "gatehouse/schema/schema.h"
#include "gatehouse/web/answers/redirect.h"
#include "gatehouse/web/operation.h"

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

/// What the document says of a body whose type is known only once it is sent (a media type range, OpenAPI
/// 3.1, 4.8.17).
inline constexpr std::string_view any_type = "*/*";

/// A body that is sent as it is: text for a type that begins with "text/", else bytes. `type`: static text;
/// its parameters ("; charset=utf-8") are no part of what the document says.
constexpr AnswerInfo bytes_of_type(unsigned status, std::string_view type) {
  const auto media_type = type.substr(0, type.find(';'));
  return {.status = status, .content_type = media_type, .is_binary = !media_type.starts_with("text/")};
}

/// Handlers that return nothing: an empty answer.
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
