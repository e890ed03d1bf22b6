#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a handler returns when its answer is more than a body in JSON: a status of its own, one of several
// answers, text.

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "gatehouse/web/detail/answering.h"
#include "gatehouse/web/detail/held.h"

namespace gatehouse::web {

/// An answer with that status; its body is what a handler that returns a T answers with. `Answer<202>` has
/// none.
///
///     using NoSuchItem = web::Answer<404, Problem>;
///     awaitable<web::OneOfAnswers<Item, NoSuchItem>> get_item(Path<"id", int> id) {
///       ...
///       co_return NoSuchItem{Problem{"gone"}};
///     }
///
/// To what is closed after use (Resource) and to middleware it is no failure, whatever its status.
template <unsigned Status, class T = void>
class Answer : public detail::Held<T> {
  static_assert(Status >= 200 && Status <= 599 && Status != 204 && Status != 205 && Status != 304,
                "gatehouse: an answer with a body has a status of 200 to 599, and none of 204, 205 and 304 "
                "(RFC 9110 15)");

 public:
  /// With this body, reached by `*` and `->`.
  using detail::Held<T>::Held;
};
template <unsigned Status>
class Answer<Status, void> {};

/// What a handler returns that answers in one of several ways, each of which the document has. What is no
/// `Answer` has the operation's status.
template <class... Answers>
using OneOfAnswers = std::variant<Answers...>;

/// 204, for a handler that may also answer otherwise; one that never does returns nothing.
using NoContent = Answer<204>;

/// 201 and where the new thing is (RFC 9110 9.3.3).
///
///     awaitable<Created<Item>> create_item(Json<NewItem> item) { ... co_return Created{made, "/items/7"}; }
template <class T>
class Created : public detail::Held<T> {
 public:
  /// With this body, reached by `*` and `->`. `location` is a path of the application, or any other
  /// reference; empty: none is sent.
  explicit Created(T value, std::string location = {})
      : detail::Held<T>(std::move(value)), location_(std::move(location)) {}
  /// Where it is.
  [[nodiscard]] std::string& location() noexcept { return location_; }
  /// Where it is.
  [[nodiscard]] const std::string& location() const noexcept { return location_; }

 private:
  std::string location_;
};

/// A text in UTF-8: text/plain.
struct PlainText {
  /// UTF-8.
  explicit PlainText(std::string content) : text(std::move(content)) {}
  /// The body.
  std::string text;
};

/// A page in UTF-8: text/html. Nothing is escaped here: what came from strangers has to be before (CWE-79).
struct Html {
  /// UTF-8; what strangers wrote in it is escaped by its author.
  explicit Html(std::string content) : text(std::move(content)) {}
  /// The body.
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

/// Bodies in JSON alone are one body of several shapes; with an answer among them they are several answers.
template <class... T>
requires(!(... && Answering<T>::is_json)) struct Answering<std::variant<T...>> {
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
requires(std::same_as<T, PlainText> || std::same_as<T, Html>) struct Answering<T> {
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
