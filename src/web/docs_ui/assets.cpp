// SPDX-License-Identifier: Apache-2.0
#include "web/docs_ui/assets.h"

#include <zlib.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace gatehouse::web::detail {
namespace {

struct Plain {
  std::once_flag once;
  std::string content;
};

std::string inflate(const Asset& asset) {
  constexpr int gzip_wrapper = 15 + 16;  // the largest window, with the header of gzip instead of zlib
  z_stream stream{};
  if (inflateInit2(&stream, gzip_wrapper) != Z_OK) throw std::runtime_error{"zlib did not start"};

  std::string plain(asset.plain_size, '\0');
  // zlib takes a pointer to non-const by default, but does not write through it.
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

}  // namespace

const Asset* find_asset(std::string_view path) noexcept {
  const auto all = assets();
  const auto found = std::ranges::find(all, path, &Asset::path);
  return found == all.end() ? nullptr : &*found;
}

// Keeps one copy for the whole process, however many callers request it without reading the answer (CWE-400).
std::string_view plain_content(std::size_t index) {
  static std::vector<Plain> kept(assets().size());
  auto& plain = kept[index];
  std::call_once(plain.once, [&] { plain.content = inflate(assets()[index]); });
  return plain.content;
}

}  // namespace gatehouse::web::detail
