#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer whose body is made while it is sent, as Starlette's StreamingResponse.

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/http/body_source.h"
#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/detail/answering.h"

namespace gatehouse::web {

namespace detail {
struct StreamState;
}

/// What a stream's coroutine writes to. Cheap to copy; for one coroutine.
class StreamWriter {
 public:
  /// The library makes it.
  explicit StreamWriter(std::shared_ptr<detail::StreamState> state);
  /// Writes to the same answer.
  StreamWriter(const StreamWriter&);
  StreamWriter& operator=(const StreamWriter&) = delete;
  ~StreamWriter();

  /// Sends these bytes; goes on when the client has taken them. When the client has gone, it does not go on:
  /// the coroutine is destroyed where it waits, and so are its variables.
  awaitable<> write(std::string piece) const;

 private:
  std::shared_ptr<detail::StreamState> state_;
};

/// A body of unknown length, piece by piece.
///
///     awaitable<> count(web::StreamWriter out) {
///       for (int i = 0; i < 1000; ++i) co_await out.write(std::to_string(i) + "\n");
///     }
///     StreamAnswerAs<"text/plain"> get_numbers() { return StreamAnswerAs<"text/plain">{count}; }
///
/// The coroutine may be a lambda with captures, which are kept for it. It runs after the handler: it must own
/// what it uses, and neither the request nor what dependencies gave is there any more; the objects of
/// State<T> are. What it throws before its first piece or later ends the connection, since the answer has
/// begun.
class StreamAnswer {
 public:
  /// Makes the body; see above.
  using Produce = std::function<awaitable<>(StreamWriter)>;

  /// `type`: the Content-Type.
  explicit StreamAnswer(Produce produce, std::string type = "application/octet-stream");
  /// From a source of your own.
  explicit StreamAnswer(std::unique_ptr<http::BodySource> body, std::string type = "application/octet-stream")
      : source(std::move(body)), content_type(std::move(type)) {}

  /// Where the body comes from.
  std::unique_ptr<http::BodySource> source;
  /// The Content-Type.
  std::string content_type;
};

/// A stream whose type is known before, so that the document has it; a plain StreamAnswer is documented as
/// bytes of any type.
template <schema::FixedString Type>
class StreamAnswerAs : public StreamAnswer {
 public:
  /// As a StreamAnswer.
  explicit StreamAnswerAs(Produce produce) : StreamAnswer(std::move(produce), std::string{Type.view()}) {}
  /// As a StreamAnswer.
  explicit StreamAnswerAs(std::unique_ptr<http::BodySource> body)
      : StreamAnswer(std::move(body), std::string{Type.view()}) {}
};

namespace detail {

template <>
struct Answering<StreamAnswer> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 200;
  static void fill(http::Response& response, StreamAnswer& answer) {
    response.source = std::move(answer.source);
    response.content_type = {};
    response.replace("Content-Type", std::move(answer.content_type));
  }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared, .content_type = any_type, .is_binary = true});
  }
};

template <schema::FixedString Type>
struct Answering<StreamAnswerAs<Type>> : Answering<StreamAnswer> {
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back(bytes_of_type(declared, Type.view()));
  }
};

}  // namespace detail
}  // namespace gatehouse::web
