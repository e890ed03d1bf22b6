// SPDX-License-Identifier: Apache-2.0
#include "web/forms/form_reader.h"

#include <utility>

#include "gatehouse/http/request.h"
#include "gatehouse/schema/utf8.h"
#include "gatehouse/web/answers/http_error.h"
#include "web/forms/field_parameters.h"
#include "web/forms/value_nodes.h"

namespace gatehouse::web::detail {
namespace {

// The total for all text fields of a form, which stay in memory.
constexpr std::uint64_t max_text = 1024 * 1024;
constexpr std::uint64_t max_in_memory = 256 * 1024;       // for one file
constexpr std::uint64_t max_all_in_memory = 1024 * 1024;  // total for all files of a form

[[noreturn]] void refuse() { throw HttpError{400, "There was an error parsing the body"}; }
[[noreturn]] void refuse_length() { throw HttpError{413, "Content Too Large"}; }

}  // namespace

FormReader::FormReader(FormBody& body, std::string_view content_type, bool keeps_files)
    : body_(body), keeps_files_(keeps_files) {
  body_.document.root.kind = schema::Node::Kind::object;
  const auto type = parse_field_parameters(content_type).value;
  is_url_encoded_ = http::equal_ignoring_case(type, "application/x-www-form-urlencoded");
  if (!http::equal_ignoring_case(type, "multipart/form-data")) return;
  const auto boundary = find_boundary(content_type);
  if (!boundary) throw HttpError{400, "Missing boundary in multipart."};
  multipart_.emplace(*boundary, max_form_fields, *this);
}

void FormReader::feed(std::string_view bytes) {
  if (multipart_ && !multipart_->feed(bytes)) refuse();
  if (!is_url_encoded_) return;
  if (body_.text.size() + bytes.size() > max_text) refuse_length();
  body_.text += bytes;
}

void FormReader::finish() {
  if (multipart_ && !multipart_->is_done()) refuse();
  if (!is_url_encoded_) return;
  auto form = read_url_encoded(body_.text, max_form_fields);
  if (!form) throw HttpError{400, "Too many fields"};
  body_.document = std::move(*form);
}

void FormReader::begin_part(PartHead head) {
  name_ = std::move(head.name);
  text_.clear();
  is_file_ = head.filename.has_value();
  upload_.reset();
  if (!is_file_ || !keeps_files_) return;
  upload_ = std::make_shared<Upload>();
  upload_->filename = std::move(*head.filename);
  upload_->content_type = std::move(head.content_type);
}

void FormReader::add(std::string_view bytes) {
  if (upload_) return add_to_file(bytes);
  if (is_file_) return;
  text_size_ += bytes.size();
  if (text_size_ > max_text) refuse_length();
  text_ += bytes;
}

void FormReader::add_to_file(std::string_view bytes) {
  upload_->size += bytes.size();
  if (!upload_->spool && upload_->size <= max_in_memory && memory_size_ + bytes.size() <= max_all_in_memory) {
    upload_->memory += bytes;
    memory_size_ += bytes.size();
    return;
  }
  if (!upload_->spool) {
    if (!spool_) spool_ = std::make_shared<Spool>();
    upload_->spool = spool_;
    upload_->begin = spool_->size();
    memory_size_ -= upload_->memory.size();
    spool_->append(std::exchange(upload_->memory, {}));
  }
  spool_->append(bytes);
}

void FormReader::end_part() {
  auto& document = body_.document;
  schema::Node node;
  if (is_file_) {
    node.kind = schema::Node::Kind::file;
    if (upload_) node.held = &body_.files.emplace_front(std::exchange(upload_, nullptr));
  } else {
    // A text field is UTF-8 (RFC 7578 5.1.2). Invalid bytes become U+FFFD, as in url-encoded forms.
    node = text_node(document.keep(schema::to_valid_utf8(text_)));
  }
  add_value(document.root, document.keep(std::move(name_)), std::move(node));
}

}  // namespace gatehouse::web::detail
