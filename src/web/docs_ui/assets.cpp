// SPDX-License-Identifier: Apache-2.0
#include "web/docs_ui/assets.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace gatehouse::web::detail {

const Asset* find_asset(std::string_view path) noexcept {
  const auto all = assets();
  const auto found = std::ranges::find(all, path, &Asset::path);
  return found == all.end() ? nullptr : &*found;
}

std::string inflate(const Asset& asset) {
  constexpr int gzip_wrapper = 15 + 16;  // the largest window, and gzip's header instead of zlib's
  z_stream stream{};
  if (inflateInit2(&stream, gzip_wrapper) != Z_OK) throw std::runtime_error{"zlib did not start"};

  std::string plain(asset.plain_size, '\0');
  // zlib reads through a pointer to non-const unless told otherwise; it does not write there.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(asset.gzip.data()));
  stream.avail_in = static_cast<uInt>(asset.gzip.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  const int status = ::inflate(&stream, Z_FINISH);
  const bool is_whole = status == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 0;
  inflateEnd(&stream);
  if (!is_whole) throw std::runtime_error{"an embedded file is damaged"};
  return plain;
}

}  // namespace gatehouse::web::detail
