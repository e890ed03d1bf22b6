// SPDX-License-Identifier: Apache-2.0

#include "http/line_reader.h"

#include "http/characters.h"

namespace gatehouse::http {

LineReader::Result LineReader::read(std::string_view input, std::string_view& line) noexcept {
  const char* const found = find_control(input.data() + seen_, input.data() + input.size());
  seen_ = static_cast<std::size_t>(found - input.data());
  const auto rest = input.substr(seen_, line_end.size());
  if (!line_end.starts_with(rest)) return Result::malformed;
  if (rest.size() < line_end.size()) return Result::unfinished;
  line = input.substr(0, seen_);
  seen_ = 0;
  return Result::line;
}

}  // namespace gatehouse::http
