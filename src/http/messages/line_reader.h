#pragma once
// SPDX-License-Identifier: Apache-2.0
// The lines of a head, of chunks and of trailers, in bytes that arrive piece by piece.

#include <cstddef>
#include <string_view>

#include "http/messages/characters.h"

namespace gatehouse::http {

/// The end of every line: CR LF; an LF alone is none here (RFC 9112 2.2 would allow it, and parsers differ).
inline constexpr std::string_view line_end = "\r\n";

/// Finds one line after the other, and looks at no byte twice however they arrive.
class LineReader {
 public:
  enum class Result { line, unfinished, malformed };

  /// Looks for the end of the line that `input` begins with. `line`: here it is, without its end, and the
  /// next input is what follows that. `unfinished`: the next input is this one and more. `malformed`: it
  /// holds a control character other than the tab.
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
  std::size_t seen_ = 0;  // of the line: no control character up to here
};

}  // namespace gatehouse::http
