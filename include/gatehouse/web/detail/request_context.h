#pragma once
// SPDX-License-Identifier: Apache-2.0
// One request on its way to its handler: what was matched, what has been read, what is wrong so far.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/schema/node.h"
#include "gatehouse/schema/problem.h"
#include "gatehouse/schema/type_info.h"

namespace gatehouse::web {
struct OperationInfo;
}

namespace gatehouse::web::detail {

/// An address that stands for one dependency, whatever its type.
template <auto Dependency>
inline constexpr char dependency_key = 0;

/// A number for each type used as State, so that finding one is an index.
std::size_t next_state_index();
template <class T>
std::size_t state_index() {
  static const std::size_t index = next_state_index();
  return index;
}

/// What all requests share: states and replaced dependencies. Fixed once the app serves.
struct Shared {
  std::vector<std::shared_ptr<void>> states;                         // by state_index
  std::unordered_map<const char*, std::shared_ptr<void>> overrides;  // by dependency_key

  [[nodiscard]] void* find_state(std::size_t index) const noexcept {
    return index < states.size() ? states[index].get() : nullptr;
  }
};

/// The values of a path's {names}, decoded, in the path's order.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

/// What guards around an operation leave to it: the values that they have made, and what was wrong.
struct Surroundings {
  const Surroundings* outer = nullptr;  ///< of the guards around those
  /// By slot_key; null where there was a problem, so that it is not told twice.
  std::vector<std::pair<const char*, void*>> values;
  schema::Problems problems;  ///< the outer ones' too

  /// The value, which may be null, if these guards or those around them ran that dependency.
  [[nodiscard]] std::optional<void*> find(const char* key) const noexcept;
};

struct FormBody;

/// What the router hands to an operation.
struct Match {
  const http::Request* request = nullptr;
  http::Response* response = nullptr;
  const Shared* shared = nullptr;
  PathValues path_values{};
  const Surroundings* around = nullptr;  ///< none: no guards but those compiled into the operation
  bool passes_refusals_on = false;       ///< whether what is thrown is answered further out
  const OperationInfo* operation = nullptr;
};

/// A request while its parameters are read.
class RequestContext {
 public:
  explicit RequestContext(Match match) : match_(std::move(match)) {
    if (match_.around != nullptr) problems = match_.around->problems;
  }

  [[nodiscard]] const http::Request& request() const noexcept { return *match_.request; }
  [[nodiscard]] http::Response& response() const noexcept { return *match_.response; }
  [[nodiscard]] const Shared& shared() const noexcept { return *match_.shared; }
  [[nodiscard]] const Match& match() const noexcept { return match_; }

  /// The path's value of that name; the route has it, or the app had not started.
  [[nodiscard]] std::string_view path_value(std::string_view name) const noexcept;
  /// The query as an object of texts.
  const schema::Node& query();
  /// The cookies as an object of texts.
  const schema::Node& cookies();
  /// The values of a header field that may be repeated; nothing if it is absent.
  [[nodiscard]] std::optional<schema::Node> header_values(std::string_view name) const;
  /// The body as it was before any content coding. Throws HttpError 415 for a coding that the operation does
  /// not decode.
  std::string_view body();
  /// The body as JSON, read for a type; nothing if there is none, or after a problem was noted. Throws
  /// HttpError 415. It is large: to be destroyed as soon as it is decoded.
  std::optional<schema::Document> read_json_body(const schema::TypeInfo& type, bool is_required);
  /// The body as a form; throws HttpError 400 when it can't be taken apart. `keeps_files`: else only that
  /// they are there is known.
  const schema::Node& form_body(bool keeps_files);
  /// Frees what can be made of the body again.
  void release_body() noexcept;
  /// Reads a form that is still arriving, if it is; `form_body` then gives it.
  awaitable<> load_form();
  /// Frees all that was read, once every parameter has its value: a handler may run for long.
  void release() noexcept;

  schema::Problems problems{};

 private:
  Match match_;
  std::optional<schema::Document> query_{};
  std::optional<schema::Document> cookies_{};
  std::optional<Secret> decoded_body_{};
  std::shared_ptr<FormBody> form_{};
  bool is_form_loaded_ = false;
};

/// Fills the answer with 422 and the problems.
void answer_problems(http::Response& response, const schema::Problems& problems);
/// Fills the answer with a status and `{"detail": ...}`.
void answer_detail(http::Response& response, unsigned status, std::string_view detail);

}  // namespace gatehouse::web::detail
