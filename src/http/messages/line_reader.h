#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads the lines of heads, chunks and trailers from bytes that arrive piece by piece.

#include <cstddef>
#include <string_view>

#include "http/messages/characters.h"

namespace gatehouse::http {

/// The end of every line. A single LF is not accepted: RFC 9112 2.2 would allow it, but parsers differ.
inline constexpr std::string_view line_end = "\r\n";

/// Finds lines one after another. Examines each byte only once, however the bytes arrive.
class LineReader {
 public:
  enum class Result { line, unfinished, malformed };

  /// Searches for the end of the line at the start of `input`. Returns `line` and sets `line` to the line
  /// without its end; the next input begins after that end. Returns `unfinished` if more bytes are needed;
  /// the next input is then this input with more bytes. Returns `malformed` if the line contains a control
  /// character other than the tab.
  Result read(std::string_view input, std::string_view& line) noexcept {
    const char* const found = find_control(input.data() + seen_, input.data() + input.size());
    seen_ = static_cast<std::size_t>(found - input.data());
    const auto left = input.size() - seen_;
    if (left != 0 && found[0] != line_end[0]) return Result::malformed;
    if (left < line_end.size()) return Result::unfinished;
    if (found[1] != line_end[1]) return Result::malformed;
    line = {input.data(), seen_};
    seen_ = 0;
    return Result::line;
  }

 private:
  std::size_t seen_ = 0;  // no control character was found in this many bytes of the line
};

}  // namespace gatehouse::http
