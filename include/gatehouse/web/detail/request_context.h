#pragma once
// SPDX-License-Identifier: Apache-2.0
// The state of one request before its handler runs: the match, the values read and the problems.

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

/// Its address identifies a dependency, whatever its type.
template <auto Dependency>
inline constexpr char dependency_key = 0;

/// Returns a number for each type used as a State, so that a state is found by index.
std::size_t next_state_index();
template <class T>
std::size_t state_index() {
  static const std::size_t index = next_state_index();
  return index;
}

/// The states and replaced dependencies of all requests. Constant once the app serves.
struct Shared {
  std::vector<std::shared_ptr<void>> states;                         // indexed by state_index
  std::unordered_map<const char*, std::shared_ptr<void>> overrides;  // keyed by dependency_key

  [[nodiscard]] void* find_state(std::size_t index) const noexcept {
    return index < states.size() ? states[index].get() : nullptr;
  }
};

/// The decoded values of the {names} in a path, in the order of the path.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

/// What the guards around an operation pass to it: the values that they have made, and the problems found.
struct Surroundings {
  const Surroundings* outer = nullptr;  ///< of the guards around these
  /// Keyed by slot_key. Null if the dependency had a problem, so that the problem is not reported twice.
  std::vector<std::pair<const char*, void*>> values;
  schema::Problems problems;  ///< includes those of the outer guards

  /// Returns the value if these guards or those around them ran the dependency. The value may be null.
  [[nodiscard]] std::optional<void*> find(const char* key) const noexcept;
};

struct FormBody;

/// The data that the router passes to an operation.
struct Match {
  const http::Request* request = nullptr;
  http::Response* response = nullptr;
  const Shared* shared = nullptr;
  PathValues path_values{};
  const Surroundings* around = nullptr;  ///< null if only guards compiled into the operation run
  bool passes_refusals_on = false;       ///< whether exceptions are answered by an outer function
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

  /// Returns the value of a path parameter. The route contains it; otherwise the app would not have started.
  [[nodiscard]] std::string_view path_value(std::string_view name) const noexcept;
  /// Returns the query as an object of texts.
  const schema::Node& query();
  /// Returns the cookies as an object of texts.
  const schema::Node& cookies();
  /// Returns the values of a header field that may be repeated, or nothing if it is absent.
  [[nodiscard]] std::optional<schema::Node> header_values(std::string_view name) const;
  /// Returns the body after removing its content coding. Throws HttpError 415 for a coding that the operation
  /// does not decode.
  std::string_view body();
  /// Parses the body as JSON for a type. Returns nothing if there is no body, or after a problem was noted.
  /// Throws HttpError 415. The document is large: destroy it as soon as it is decoded.
  std::optional<schema::Document> read_json_body(const schema::TypeInfo& type, bool is_required);
  /// Parses the body as a form. Throws HttpError 400 if it is malformed. If `keeps_files` is false, only the
  /// presence of files is noted.
  const schema::Node& form_body(bool keeps_files);
  /// Frees memory of the body whose content can be produced again.
  void release_body() noexcept;
  /// Reads a form that is still arriving, if there is one. `form_body` then returns it.
  awaitable<> load_form();
  /// Frees all input once every parameter has its value, because a handler may run for a long time.
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

/// Answers with 422 and the problems.
void answer_problems(http::Response& response, const schema::Problems& problems);
/// Answers with a status and `{"detail": ...}`.
void answer_detail(http::Response& response, unsigned status, std::string_view detail);

}  // namespace gatehouse::web::detail
