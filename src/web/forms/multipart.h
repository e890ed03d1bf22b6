#pragma once
// SPDX-License-Identifier: Apache-2.0
// multipart/form-data (RFC 7578): a body taken apart into its named parts while it arrives.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::web::detail {

/// What the header of a part says.
struct PartHead {
  std::string name;                     ///< UTF-8
  std::optional<std::string> filename;  ///< of a file, UTF-8; may be empty
  std::string content_type;
};

/// Gets the parts, one after the other.
class PartSink {
 public:
  virtual ~PartSink() = default;
  virtual void begin_part(PartHead head) = 0;
  /// Some of the part's bytes.
  virtual void add(std::string_view bytes) = 0;
  virtual void end_part() = 0;
};

/// The boundary that a Content-Type names, or nothing (RFC 2046 5.1.1: 1 to 70 characters).
[[nodiscard]] std::optional<std::string> find_boundary(std::string_view content_type);

/// Parses one body.
class MultipartParser {
 public:
  /// `most`: parts.
  MultipartParser(std::string_view boundary, std::size_t most, PartSink& sink);

  /// Takes the next bytes; false: the body is not well formed, or has too many parts.
  [[nodiscard]] bool feed(std::string_view bytes);
  /// Whether the last boundary has come; what follows it does not matter.
  [[nodiscard]] bool is_done() const noexcept { return state_ == State::done; }

 private:
  enum class State { preamble, boundary_end, head, content, done };
  /// more: nothing to be done before more bytes come.
  enum class Step { next, more, broken };

  Step step(std::string_view& rest);
  Step skip_preamble(std::string_view& rest);
  Step end_boundary(std::string_view& rest);
  Step read_head(std::string_view& rest);
  Step read_content(std::string_view& rest);

  std::string delimiter_;  // the end of a line, two dashes, the boundary
  std::size_t most_;
  PartSink& sink_;
  State state_ = State::preamble;
  std::size_t parts_ = 0;
  std::string pending_;  // what could not be told without more bytes
};

}  // namespace gatehouse::web::detail
