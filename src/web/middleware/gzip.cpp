// SPDX-License-Identifier: Apache-2.0
#include "web/middleware/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "gatehouse/http/list_field.h"

namespace gatehouse::web::detail {

bool accepts_gzip(const http::Request& request) { return http::accepts_coding(request, "gzip"); }

class GzipStream::Impl {
 public:
  explicit Impl(int level) {
    constexpr int gzip_wrapper = 15 + 16;  // the largest window, with the header of gzip instead of zlib
    constexpr int memory = 8;              // the default of zlib
    if (deflateInit2(&stream_, level, Z_DEFLATED, gzip_wrapper, memory, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error{"zlib did not start"};
    }
  }
  ~Impl() { deflateEnd(&stream_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::string_view add(std::string_view piece, bool is_last) {
    constexpr std::size_t most_at_once = std::numeric_limits<uInt>::max();  // zlib counts in 32 bits
    out_.clear();
    do {
      const auto part = piece.substr(0, most_at_once);
      piece.remove_prefix(part.size());
      compress(part, piece.empty() ? (is_last ? Z_FINISH : Z_SYNC_FLUSH) : Z_NO_FLUSH);
    } while (!piece.empty());
    return out_;
  }

 private:
  void compress(std::string_view part, int flush) {
    // zlib takes a pointer to non-const by default, but does not write through it.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
    stream_.avail_in = static_cast<uInt>(part.size());
    do {
      constexpr std::size_t smallest_room = 1024;
      const auto before = out_.size();
      out_.resize(before + std::max(smallest_room, part.size() / 4));
      stream_.next_out = reinterpret_cast<Bytef*>(out_.data() + before);
      stream_.avail_out = static_cast<uInt>(out_.size() - before);
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) throw std::runtime_error{"zlib did not go on"};
      out_.resize(out_.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_{};
  std::string out_;
};

GzipStream::GzipStream(int level) : impl_(std::make_unique<Impl>(level)) {}
GzipStream::~GzipStream() = default;

std::string_view GzipStream::add(std::string_view piece, bool is_last) { return impl_->add(piece, is_last); }

}  // namespace gatehouse::web::detail
