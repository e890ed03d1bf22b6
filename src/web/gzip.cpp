// SPDX-License-Identifier: Apache-2.0
#include "web/gzip.h"

#include <zlib.h>

#include <stdexcept>

namespace gatehouse::web::detail {

bool accepts_gzip(const http::Request& request) {
  const auto accepted = request.find("Accept-Encoding").value_or("");
  const auto at = accepted.find("gzip");
  // "gzip;q=0" is a refusal; finer preferences don't matter with one coding to choose.
  return at != std::string_view::npos && !accepted.substr(at).starts_with("gzip;q=0");
}

std::string gzip(std::string_view bytes, int level) {
  constexpr int gzip_wrapper = 15 + 16;  // the largest window, and gzip's header instead of zlib's
  constexpr int memory = 8;              // zlib's default
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_wrapper, memory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error{"zlib did not start"};
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib reads through a pointer to non-const unless told otherwise; it does not write there.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (!is_whole) throw std::runtime_error{"zlib did not finish"};
  return out;
}

}  // namespace gatehouse::web::detail
