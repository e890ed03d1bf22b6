#pragma once
// SPDX-License-Identifier: Apache-2.0
// The outcome of a command, in words.

#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/admin_client.h"
#include "server/problem.h"

namespace gatehouse::server {

/// What a command prints on standard output, without a newline at its end; or why it failed.
using Outcome = result<std::string, Problem>;

[[nodiscard]] inline Outcome done(std::string text) {
  // Constructed explicitly, because a string could also convert to a Problem.
  return Outcome{boost::system::in_place_value, std::move(text)};
}
[[nodiscard]] inline Outcome failed(std::string text) { return Problem{std::move(text)}; }

/// Returns the words for a refusal that has no words of its own in a command.
[[nodiscard]] Outcome failed(const Refusal& refusal);

/// Returns whether a text is UTF-8. JSON would turn other bytes into other text, and so
/// into another password.
[[nodiscard]] bool is_text(std::string_view bytes) noexcept;

/// Longer arguments are not sent, because no valid one is as long (RFC 5321 4.5.3.1).
inline constexpr std::size_t max_argument = 1024;

/// Returns the value as JSON on one line.
template <class T>
[[nodiscard]] std::string in_json(const T& value) {
  std::string json;
  schema::encode(json, value);
  return json;
}

/// Returns the values as JSON, one a line, without a newline at the end.
template <class T>
[[nodiscard]] std::string lines_of_json(const std::vector<T>& values) {
  std::string lines;
  for (const auto& value : values) lines += (lines.empty() ? "" : "\n") + in_json(value);
  return lines;
}

/// Returns the time in whole seconds.
[[nodiscard]] inline std::string in_seconds(TimePoint time) {
  return schema::format_time(time).substr(0, 19) + "Z";
}

}  // namespace gatehouse::server
