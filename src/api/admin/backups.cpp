// SPDX-License-Identifier: Apache-2.0
#include "api/admin/backups.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "api/coded_error.h"
#include "gatehouse/base/descriptor.h"

namespace gatehouse::api::admin {
namespace {

constexpr std::size_t piece_size = 256 * 1024;

[[noreturn]] void refuse_backup(std::string why) {
  throw CodedHttpError{503, CodedError{std::move(why), ErrorCode::backup_failed}};
}

/// Sends a file that has no name any more.
class FileSource final : public http::BodySource {
 public:
  FileSource(Descriptor fd, std::uint64_t size) : fd_(std::move(fd)), size_(size), piece_(piece_size, '\0') {}

  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override { return size_; }

  awaitable<std::string_view> next() override {
    ssize_t count = 0;
    do {
      count = ::read(fd_.get(), piece_.data(), piece_.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) throw std::system_error{errno, std::system_category(), "reading the draft of a backup"};
    co_return std::string_view{piece_.data(), static_cast<std::size_t>(count)};
  }

 private:
  Descriptor fd_;
  std::uint64_t size_;
  std::string piece_;
};

}  // namespace

awaitable<web::StreamAnswerAs<"application/vnd.sqlite3">> create_backup(web::State<BackupWriter> writer) {
  auto writing = writer->write_draft();
  const auto draft = co_await std::move(writing);
  if (!draft) refuse_backup(draft.error());
  Descriptor fd{::open(draft->file.c_str(), O_RDONLY | O_CLOEXEC)};
  const int failure = errno;
  // From now on only this answer refers to the file, so nothing of it remains when the answer has ended.
  ::unlink(draft->file.c_str());
  struct stat info{};
  if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0) {
    refuse_backup("the draft of the backup can't be read: " + std::system_category().message(failure));
  }
  auto source = std::make_unique<FileSource>(std::move(fd), static_cast<std::uint64_t>(info.st_size));
  web::StreamAnswerAs<"application/vnd.sqlite3"> answer{std::move(source)};
  co_return answer;
}

}  // namespace gatehouse::api::admin
