#pragma once
// SPDX-License-Identifier: Apache-2.0
// A form, of either kind, read while its body arrives.

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

/// A form and all that its nodes point to.
struct FormBody {
  schema::Document document;
  std::string text;                     // of a form that is url-encoded
  std::forward_list<UploadFile> files;  // a list: they stay where they are
};

/// Fills a FormBody. What it refuses it throws as HttpError, 400 or 413.
class FormReader final : public PartSink {
 public:
  /// `keeps_files`: else files' bytes are dropped, and only their being there is noted.
  FormReader(FormBody& body, std::string_view content_type, bool keeps_files);

  /// Whether the Content-Type is that of a form; else it is as one without fields.
  [[nodiscard]] bool is_form() const noexcept { return is_url_encoded_ || multipart_; }
  void feed(std::string_view bytes);
  /// All bytes have been fed.
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
  std::string name_;                // of the part that is being read
  std::string text_;                // its bytes, if it is a text
  bool is_file_ = false;            // whether it is a file
  std::shared_ptr<Upload> upload_;  // the file
  std::shared_ptr<Spool> spool_;    // of all files that are too large for memory
  std::uint64_t text_size_ = 0;     // of all texts
  std::uint64_t memory_size_ = 0;   // of all files in memory
};

}  // namespace gatehouse::web::detail
