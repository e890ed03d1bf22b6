// SPDX-License-Identifier: Apache-2.0
#include "web/middleware/content_coding.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

#include "gatehouse/base/ascii.h"

namespace gatehouse::web::detail {
namespace {

class Inflater {
 public:
  Inflater() {
    constexpr int gzip_wrapper = 15 + 16;  // the largest window, with the header of gzip instead of zlib
    if (inflateInit2(&stream_, gzip_wrapper) != Z_OK) throw std::runtime_error{"zlib did not start"};
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream* operator->() noexcept { return &stream_; }
  int step() noexcept { return inflate(&stream_, Z_NO_FLUSH); }
  int restart() noexcept { return inflateReset(&stream_); }

 private:
  z_stream stream_{};
};

}  // namespace

ContentCoding content_coding(const http::Request& request) {
  auto found = ContentCoding::none;
  for (const auto& field : request.fields) {
    if (!http::equal_ignoring_case(field.name, "Content-Encoding")) continue;
    auto rest = field.value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(','), rest.size());
      const auto coding = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (coding.empty() || http::equal_ignoring_case(coding, "identity")) continue;
      // RFC 9110 8.4.1.3: "x-gzip" means the same.
      const bool is_gzip =
          http::equal_ignoring_case(coding, "gzip") || http::equal_ignoring_case(coding, "x-gzip");
      found = is_gzip && found == ContentCoding::none ? ContentCoding::gzip : ContentCoding::other;
    }
  }
  return found;
}

result<std::string, DecodeError> gunzip(std::string_view bytes, std::uint64_t most) {
  // The counters of zlib are 32 bits wide.
  if (bytes.size() > std::numeric_limits<uInt>::max()) return DecodeError::too_long;
  Inflater inflater;
  std::array<char, 16 * 1024> piece;
  std::string decoded;
  // zlib takes a pointer to non-const by default, but does not write through it.
  inflater->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  inflater->avail_in = static_cast<uInt>(bytes.size());
  for (;;) {
    inflater->next_out = reinterpret_cast<Bytef*>(piece.data());
    inflater->avail_out = static_cast<uInt>(piece.size());
    const int status = inflater.step();
    const auto size = piece.size() - inflater->avail_out;
    // Checked before the bytes are stored, because a few bytes may expand to gigabytes (CWE-409).
    if (size > most - decoded.size()) return DecodeError::too_long;
    decoded.append(piece.data(), size);
    if (status == Z_STREAM_END) {
      if (inflater->avail_in == 0) return decoded;
      // RFC 1952 2.2: another member may follow.
      if (inflater.restart() != Z_OK) return DecodeError::malformed;
    } else if (status != Z_OK || (size == 0 && inflater->avail_in == 0)) {
      return DecodeError::malformed;
    }
  }
}

}  // namespace gatehouse::web::detail
