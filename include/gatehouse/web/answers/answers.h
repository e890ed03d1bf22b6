#pragma once
// SPDX-License-Identifier: Apache-2.0
// Return types of handlers whose answer is not only a JSON body with the default status.

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "gatehouse/web/detail/answering.h"
#include "gatehouse/web/detail/held.h"

namespace gatehouse::web {

/// An answer with a fixed status. The body is the answer of a handler that returns T; `Answer<202>`
/// has no body.
///
///     using NoSuchItem = web::Answer<404, Problem>;
///     awaitable<web::OneOfAnswers<Item, NoSuchItem>> get_item(Path<"id", int> id) {
///       ...
///       co_return NoSuchItem{Problem{"gone"}};
///     }
///
/// Resources and middleware do not treat it as a failure, whatever its status.
template <unsigned Status, class T = void>
class Answer : public detail::Held<T> {
  static_assert(Status >= 200 && Status <= 599 && Status != 204 && Status != 205 && Status != 304,
                "gatehouse: an answer with a body has a status of 200 to 599, and none of 204, 205 and 304 "
                "(RFC 9110 15)");

 public:
  /// Takes the body, which `*` and `->` return.
  using detail::Held<T>::Held;
};
template <unsigned Status>
class Answer<Status, void> {};

/// The return type of a handler with several kinds of answers. The document lists each of them. A type that
/// is not an `Answer` has the status of the operation.
template <class... Answers>
using OneOfAnswers = std::variant<Answers...>;

/// 204, for a handler that also has other answers. A handler that has no other answer returns void.
using NoContent = Answer<204>;

/// 201 with the location of the new resource (RFC 9110 9.3.3).
///
///     awaitable<Created<Item>> create_item(Json<NewItem> item) { ... co_return Created{made, "/items/7"}; }
template <class T>
class Created : public detail::Held<T> {
 public:
  /// Takes the body, which `*` and `->` return. `location` is a path of the application or any other URL
  /// reference. If it is empty, no Location is sent.
  explicit Created(T value, std::string location = {})
      : detail::Held<T>(std::move(value)), location_(std::move(location)) {}
  [[nodiscard]] std::string& location() noexcept { return location_; }
  [[nodiscard]] const std::string& location() const noexcept { return location_; }

 private:
  std::string location_;
};

/// A text in UTF-8, sent as text/plain.
struct PlainText {
  /// Takes text in UTF-8.
  explicit PlainText(std::string content) : text(std::move(content)) {}
  std::string text;
};

/// A page in UTF-8, sent as text/html. It is sent unchanged: escape text from callers beforehand (CWE-79).
struct Html {
  /// Takes UTF-8 in which text from callers is already escaped.
  explicit Html(std::string content) : text(std::move(content)) {}
  std::string text;
};

namespace detail {

template <unsigned Status, class T>
struct Answering<Answer<Status, T>> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = Status;
  static void fill(http::Response& response, Answer<Status, T>& answer) {
    response.status = Status;
    Answering<T>::fill(response, *answer);
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned) {
    Answering<T>::describe(answers, Status);
  }
};
template <unsigned Status>
struct Answering<Answer<Status, void>> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = Status;
  static void fill(http::Response& response, Answer<Status>&) { response.status = Status; }
  static void describe(std::vector<AnswerInfo>& answers, unsigned) { answers.push_back({.status = Status}); }
};

/// Alternatives that are all plain JSON are one body of several shapes. If one of them is an answer of
/// another kind, they are several answers.
template <class... T>
  requires(!(... && Answering<T>::is_json))
struct Answering<std::variant<T...>> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 200;
  static void fill(http::Response& response, std::variant<T...>& value) {
    std::visit([&](auto& one) { Answering<std::remove_cvref_t<decltype(one)>>::fill(response, one); }, value);
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    (..., Answering<T>::describe(answers, declared));
  }
};

template <class T>
struct Answering<Created<T>> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 201;
  static void fill(http::Response& response, Created<T>& created) {
    response.status = status;
    if (!created.location().empty()) response.set_location(std::move(created.location()));
    Answering<T>::fill(response, *created);
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned) {
    Answering<T>::describe(answers, status);
    answers.back().headers.push_back({.name = "Location", .description = "Where it is"});
  }
};

template <class T>
  requires(std::same_as<T, PlainText> || std::same_as<T, Html>)
struct Answering<T> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 200;
  static constexpr const char* content_type =
      std::is_same_v<T, Html> ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
  static constexpr const char* media_type = std::is_same_v<T, Html> ? "text/html" : "text/plain";
  static void fill(http::Response& response, T& value) {
    response.body = std::move(value.text);
    response.content_type = content_type;
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared, .content_type = media_type});
  }
};

}  // namespace detail
}  // namespace gatehouse::web
