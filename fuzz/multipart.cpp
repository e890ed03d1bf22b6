// SPDX-License-Identifier: Apache-2.0
// A multipart body, whose first line is its Content-Type: the result does not depend on how it arrives, and
// no part contains a boundary.
#include "web/forms/multipart.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "require.h"

namespace {

using namespace gatehouse::web::detail;  // NOLINT: a program of one function

struct Parts final : PartSink {
  void begin_part(PartHead head) override {
    heads.push_back(head.name + '\n' + head.filename.value_or("-") + '\n' + head.content_type);
    contents.emplace_back();
  }
  void add(std::string_view bytes) override { contents.back() += bytes; }
  void end_part() override { ++ended; }
  bool operator==(const Parts& other) const {
    return heads == other.heads && contents == other.contents && ended == other.ended &&
           is_good == other.is_good;
  }

  std::vector<std::string> heads;
  std::vector<std::string> contents;
  std::size_t ended = 0;
  bool is_good = true;
};

Parts read(std::string_view boundary, std::string_view body, std::size_t piece) {
  Parts parts;
  MultipartParser parser{boundary, 8, parts};
  while (parts.is_good && !body.empty()) {
    parts.is_good = parser.feed(body.substr(0, piece));
    body.remove_prefix(std::min(piece, body.size()));
  }
  parts.is_good = parts.is_good && parser.is_done();
  return parts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const auto line = input.substr(0, input.find('\n'));
  const auto boundary = find_boundary(line);
  if (!boundary) return 0;
  const auto body = input.substr(std::min(line.size() + 1, size));
  const auto whole = read(*boundary, body, size + 1);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const auto pieces = read(*boundary, body, piece);
    gatehouse::fuzz::require(pieces.is_good == whole.is_good);
    if (whole.is_good) gatehouse::fuzz::require(pieces == whole);
  }
  if (!whole.is_good) return 0;
  gatehouse::fuzz::require(whole.ended == whole.heads.size() && whole.ended <= 8);
  for (const auto& content : whole.contents) {
    gatehouse::fuzz::require(content.find("\r\n--" + *boundary) == std::string::npos);
  }
  return 0;
}
