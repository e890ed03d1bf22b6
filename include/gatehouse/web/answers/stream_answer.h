#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer whose body is produced while it is sent, like Starlette's StreamingResponse.

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

/// Writes to the body of a StreamAnswer. Cheap to copy. All copies belong to one coroutine.
class StreamWriter {
 public:
  /// Called by the library.
  explicit StreamWriter(std::shared_ptr<detail::StreamState> state);
  /// The copy writes to the same answer.
  StreamWriter(const StreamWriter&);
  StreamWriter& operator=(const StreamWriter&) = delete;
  ~StreamWriter();

  /// Sends the bytes and resumes when the next ones are wanted. If the caller has disconnected, it never
  /// resumes: the coroutine is destroyed together with its variables.
  awaitable<> write(std::string piece) const;

 private:
  std::shared_ptr<detail::StreamState> state_;
};

/// A body of unknown length that a coroutine writes piece by piece.
///
///     awaitable<> count(web::StreamWriter out) {
///       for (int i = 0; i < 1000; ++i) co_await out.write(std::to_string(i) + "\n");
///     }
///     StreamAnswerAs<"text/plain"> get_numbers() { return StreamAnswerAs<"text/plain">{count}; }
///
/// The coroutine may be a lambda with captures, which are kept alive for it. It runs after the handler,
/// when the request and the values of dependencies no longer exist, so it must own everything that it
/// uses. Objects of State<T> are still valid. An exception from it closes the connection, because the
/// answer has already begun.
class StreamAnswer {
 public:
  /// A function that writes the body; see above.
  using Produce = std::function<awaitable<>(StreamWriter)>;

  /// `type` is the Content-Type.
  explicit StreamAnswer(Produce produce, std::string type = "application/octet-stream");
  /// Takes the body from another source.
  explicit StreamAnswer(std::unique_ptr<http::BodySource> body, std::string type = "application/octet-stream")
      : source(std::move(body)), content_type(std::move(type)) {}

  /// Produces the body.
  std::unique_ptr<http::BodySource> source;
  std::string content_type;
};

/// A stream whose type is known at compile time, so that the document states it. A plain StreamAnswer is
/// documented as bytes of any type.
template <schema::FixedString Type>
class StreamAnswerAs : public StreamAnswer {
 public:
  /// See the constructors of StreamAnswer.
  explicit StreamAnswerAs(Produce produce) : StreamAnswer(std::move(produce), std::string{Type.view()}) {}
  /// See the constructors of StreamAnswer.
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
