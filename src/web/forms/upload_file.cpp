// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/parameters/upload_file.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "web/forms/upload.h"

namespace gatehouse::web {
namespace {

constexpr std::size_t piece_size = 256 * 1024;

}  // namespace

namespace detail {

void Upload::copy(std::uint64_t from, std::size_t count, std::string& out) const {
  if (!spool) {
    out.append(memory, static_cast<std::size_t>(from), count);
    return;
  }
  const auto old = out.size();
  out.resize(old + count);
  spool->read(begin + from, out.data() + old, count);
}

bool decode_upload(const schema::Node& node, schema::Reporter& reporter, UploadFile& out) {
  if (node.kind == schema::Node::Kind::file && node.held != nullptr) {
    out = *static_cast<const UploadFile*>(node.held);
    return true;
  }
  // FastAPI's message. A form contains only files and texts.
  reporter.report("Expected UploadFile, received: <class 'str'>", "value_error");
  return false;
}

}  // namespace detail

UploadFile::UploadFile() : upload_(std::make_shared<detail::Upload>()) {}
UploadFile::UploadFile(std::shared_ptr<detail::Upload> upload) noexcept : upload_(std::move(upload)) {}
UploadFile::UploadFile(const UploadFile&) = default;
// Moving copies the handle, so that the moved-from object remains usable.
UploadFile::UploadFile(UploadFile&& other) noexcept : upload_(other.upload_) {}
UploadFile& UploadFile::operator=(const UploadFile&) = default;
UploadFile& UploadFile::operator=(UploadFile&& other) noexcept {
  upload_ = other.upload_;
  return *this;
}
UploadFile::~UploadFile() = default;

const std::string& UploadFile::filename() const noexcept { return upload_->filename; }
const std::string& UploadFile::content_type() const noexcept { return upload_->content_type; }
std::uint64_t UploadFile::size() const noexcept { return upload_->size; }
bool UploadFile::is_in_memory() const noexcept { return !upload_->spool; }

awaitable<std::string> UploadFile::read(std::size_t most) const {
  const auto upload = upload_;
  const auto from = std::min(upload->position, upload->size);
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(most, upload->size - from));
  std::string out;
  upload->copy(from, count, out);
  upload->position = from + count;
  co_return out;
}

void UploadFile::seek(std::uint64_t position) const noexcept { upload_->position = position; }

awaitable<> UploadFile::save_to(std::string path) const {
  const auto upload = upload_;
  const Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
  if (file.get() < 0) throw std::system_error{errno, std::system_category(), "opening " + path};
  std::string piece;
  for (std::uint64_t at = 0; at < upload->size; at += piece.size()) {
    piece.clear();
    upload->copy(at, static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, upload->size - at)), piece);
    detail::write_whole(file.get(), piece);
  }
  co_return;
}

}  // namespace gatehouse::web
