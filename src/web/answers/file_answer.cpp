// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/answers/file_answer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/http/body_source.h"
#include "gatehouse/http/http_date.h"
#include "gatehouse/http/list_field.h"
#include "gatehouse/http/request.h"
#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/detail/run_operation.h"
#include "web/answers/byte_range.h"
#include "web/answers/media_types.h"

namespace gatehouse::web::detail {
namespace {

constexpr std::size_t piece_size = 64 * 1024;

std::string http_date(std::time_t seconds) {
  std::string text(http::http_date_size, ' ');
  http::write_http_date(text.data(), seconds);
  return text;
}

std::string etag_of(const struct stat& file) {
  std::array<char, 64> text{};
  std::snprintf(
      text.data(), text.size(), "\"%llx%llx-%llx\"", static_cast<unsigned long long>(file.st_mtim.tv_sec),
      static_cast<unsigned long long>(file.st_mtim.tv_nsec), static_cast<unsigned long long>(file.st_size));
  return text.data();
}

// Writes Content-Disposition (RFC 6266 4.1, RFC 8187): a plain name in quotes, any other
// in percent-encoded UTF-8.
std::string attachment(std::string_view filename) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : filename) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '.' || c == '-' || c == '_' || c == '~';
    if (is_plain) {
      encoded += c;
    } else {
      encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  }
  if (encoded == filename) return "attachment; filename=\"" + encoded + '"';
  return "attachment; filename*=utf-8''" + encoded;
}

/// Reads a file or a part of it.
class FileSource final : public http::BodySource {
 public:
  FileSource(Descriptor file, const struct stat& info)
      : file_(std::move(file)),
        whole_(static_cast<std::uint64_t>(info.st_size)),
        left_(whole_),
        etag_(etag_of(info)),
        modified_(http_date(info.st_mtim.tv_sec)) {}

  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override { return left_; }

  awaitable<std::string_view> next() override {
    if (left_ == 0) co_return std::string_view{};
    if (!buffer_) buffer_.reset(new char[piece_size]);
    ssize_t got = 0;
    do {
      got = ::pread(file_.get(), buffer_.get(), std::min<std::uint64_t>(piece_size, left_),
                    static_cast<off_t>(position_));
    } while (got < 0 && errno == EINTR);
    if (got < 0) throw std::system_error{errno, std::system_category(), "reading a file"};
    if (got == 0) throw std::runtime_error{"a file has become shorter"};
    const std::string_view piece{buffer_.get(), static_cast<std::size_t>(got)};
    position_ += piece.size();
    left_ -= piece.size();
    co_return piece;
  }

  void take_part(const ByteRange& range) noexcept {
    position_ = range.begin;
    left_ = range.size;
  }
  [[nodiscard]] std::uint64_t whole() const noexcept { return whole_; }
  [[nodiscard]] const std::string& etag() const noexcept { return etag_; }
  [[nodiscard]] const std::string& modified() const noexcept { return modified_; }

 private:
  Descriptor file_;
  std::uint64_t whole_;
  std::uint64_t left_;
  std::uint64_t position_ = 0;
  std::string etag_;
  std::string modified_;
  std::unique_ptr<char[]> buffer_;
};

// RFC 9110 13.1.2, 13.1.3. The time is compared as text, because clients send back the text
// that they received.
bool has_current(const http::Request& request, const FileSource& file) {
  if (request.find("If-None-Match")) return http::has_entity_tag(request, "If-None-Match", file.etag());
  return request.find("If-Modified-Since") == file.modified();
}

// Returns whether the requested part belongs to this version of the file (RFC 9110 13.1.5).
bool is_same_version(const http::Request& request, const FileSource& file) {
  const auto version = request.find("If-Range");
  return !version || *version == file.etag() || *version == file.modified();
}

}  // namespace

void fill_file(http::Response& response, const FileAnswer& answer) {
  // O_NONBLOCK: opening a pipe would otherwise block until its other end is opened.
  Descriptor file{::open(answer.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) throw HttpError{404, "Not Found"};
    throw std::system_error{errno, std::system_category(), "opening " + answer.path};
  }
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) throw std::system_error{errno, std::system_category(), "fstat"};
  if (!S_ISREG(info.st_mode)) throw std::runtime_error{"not a file: " + answer.path};
  auto source = std::make_unique<FileSource>(std::move(file), info);
  const auto& name = answer.filename.empty() ? answer.path : answer.filename;
  response.content_type = {};
  response.replace("Content-Type",
                   answer.content_type.empty() ? std::string{media_type_of(name)} : answer.content_type);
  if (!answer.filename.empty()) response.replace("Content-Disposition", attachment(answer.filename));
  response.replace("Last-Modified", source->modified());
  response.replace("ETag", source->etag());
  response.replace("Accept-Ranges", "bytes");
  response.source = std::move(source);
}

void settle_file(const http::Request& request, http::Response& response) {
  if (!response.source || response.status != 200) return;
  auto* const file = dynamic_cast<FileSource*>(response.source.get());
  if (file == nullptr || (request.method != "GET" && request.method != "HEAD")) return;
  if (has_current(request, *file)) {
    response.status = 304;
    response.source.reset();
    response.remove("Content-Type");
    response.remove("Content-Disposition");
    return;
  }
  const auto field = request.find("Range");
  if (!field || request.method != "GET" || !is_same_version(request, *file)) return;
  const auto range = parse_byte_range(*field, file->whole());
  if (!range) return;
  const auto whole = std::to_string(file->whole());
  if (range->size == 0) {
    response.status = 416;
    response.source.reset();
    response.remove("Content-Type");
    response.remove("Content-Disposition");
    response.set("Content-Range", "bytes */" + whole);
    return;
  }
  response.status = 206;
  response.set("Content-Range", "bytes " + std::to_string(range->begin) + '-' +
                                    std::to_string(range->begin + range->size - 1) + '/' + whole);
  file->take_part(*range);
}

}  // namespace gatehouse::web::detail
