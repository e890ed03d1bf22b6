#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses multipart/form-data (RFC 7578) into named parts while the body arrives.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::web::detail {

/// The header of a part.
struct PartHead {
  std::string name;                     ///< in UTF-8
  std::optional<std::string> filename;  ///< set for a file, in UTF-8; may be empty
  std::string content_type;
};

/// Receives the parts one after another.
class PartSink {
 public:
  virtual ~PartSink() = default;
  virtual void begin_part(PartHead head) = 0;
  /// Receives some bytes of the current part.
  virtual void add(std::string_view bytes) = 0;
  virtual void end_part() = 0;
};

/// Returns the boundary in a Content-Type, or nothing if it is missing or invalid (RFC 2046 5.1.1: 1
/// to 70 characters).
[[nodiscard]] std::optional<std::string> find_boundary(std::string_view content_type);

class MultipartParser {
 public:
  /// `most` is the maximum number of parts.
  MultipartParser(std::string_view boundary, std::size_t most, PartSink& sink);

  /// Takes the next bytes. Returns false if the body is malformed or has too many parts.
  [[nodiscard]] bool feed(std::string_view bytes);
  /// Returns whether the last boundary has been read. Anything after it is ignored.
  [[nodiscard]] bool is_done() const noexcept { return state_ == State::done; }

 private:
  enum class State { preamble, boundary_end, head, content, done };
  /// `more` means that more bytes are needed.
  enum class Step { next, more, broken };

  Step step(std::string_view& rest);
  Step skip_preamble(std::string_view& rest);
  Step end_boundary(std::string_view& rest);
  Step read_head(std::string_view& rest);
  Step read_content(std::string_view& rest);

  std::string delimiter_;  // the end of a line, two dashes, and the boundary
  std::size_t most_;
  PartSink& sink_;
  State state_ = State::preamble;
  std::size_t parts_ = 0;
  std::string pending_;  // bytes that cannot be decided without more input
};

}  // namespace gatehouse::web::detail
