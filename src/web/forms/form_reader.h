#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads a form of either kind while its body arrives.

#include <cstdint>
#include <forward_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/schema/node.h"
#include "gatehouse/web/parameters/upload_file.h"
#include "web/forms/multipart.h"
#include "web/forms/upload.h"

namespace gatehouse::web::detail {

/// A form and the memory that its nodes point to.
struct FormBody {
  schema::Document document;
  std::string text;                     // the whole text of a url-encoded form
  std::forward_list<UploadFile> files;  // a list, because the nodes point to its elements
};

/// Fills a FormBody. Throws HttpError 400 or 413 for input that it refuses.
class FormReader final : public PartSink {
 public:
  /// If `keeps_files` is false, the bytes of files are dropped and only their presence is noted.
  FormReader(FormBody& body, std::string_view content_type, bool keeps_files);

  /// Returns whether the Content-Type is that of a form. Any other body counts as a form without fields.
  [[nodiscard]] bool is_form() const noexcept { return is_url_encoded_ || multipart_; }
  void feed(std::string_view bytes);
  /// Call it once after all bytes have been fed.
  void finish();

 private:
  void begin_part(PartHead head) override;
  void add(std::string_view bytes) override;
  void end_part() override;
  void add_to_file(std::string_view bytes);

  FormBody& body_;
  bool keeps_files_;
  bool is_url_encoded_ = false;
  std::optional<MultipartParser> multipart_;
  std::string name_;                // of the current part
  std::string text_;                // the content of the current part if it is a text
  bool is_file_ = false;            // whether the current part is a file
  std::shared_ptr<Upload> upload_;  // the current file
  std::shared_ptr<Spool> spool_;    // shared by all files that are too large for memory
  std::uint64_t text_size_ = 0;     // of all text fields
  std::uint64_t memory_size_ = 0;   // of all files in memory
};

}  // namespace gatehouse::web::detail
