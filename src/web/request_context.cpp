// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/detail/request_context.h"

#include <algorithm>
#include <atomic>

#include "gatehouse/http/body_reader.h"
#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/operation.h"
#include "web/forms/cookies.h"
#include "web/forms/field_parameters.h"
#include "web/forms/form_reader.h"
#include "web/forms/url_encoded.h"
#include "web/forms/value_nodes.h"
#include "web/middleware/content_coding.h"

namespace gatehouse::web::detail {
namespace {

using schema::Document;
using schema::Node;

Document document_of(NameValues pairs) {
  Document document;
  document.root.kind = Node::Kind::object;
  for (auto& [name, value] : pairs) {
    const auto kept_name = document.keep(std::move(name));
    add_value(document.root, kept_name, text_node(document.keep(std::move(value))));
  }
  return document;
}

void drop_empty(Node& form) {
  std::erase_if(form.members, [](const auto& member) {
    return member.value.kind == Node::Kind::text && member.value.text.empty();
  });
}

}  // namespace

std::size_t next_state_index() {
  static std::atomic<std::size_t> next{0};
  return next++;
}

std::optional<void*> Surroundings::find(const char* key) const noexcept {
  for (const auto* at = this; at != nullptr; at = at->outer) {
    for (const auto& [known, value] : at->values) {
      if (known == key) return value;
    }
  }
  return std::nullopt;
}

std::string_view RequestContext::path_value(std::string_view name) const noexcept {
  for (const auto& [key, value] : match_.path_values) {
    if (key == name) return value;
  }
  return {};
}

const Node& RequestContext::query() {
  if (!query_) {
    query_ = read_url_encoded(request().query, max_form_fields);
    if (!query_) throw HttpError{400, "Too many query parameters"};
  }
  return query_->root;
}

const Node& RequestContext::cookies() {
  if (!cookies_) cookies_ = document_of(parse_cookies(request()));
  return cookies_->root;
}

std::optional<Node> RequestContext::header_values(std::string_view name) const {
  std::optional<Node> values;
  for (const auto& field : request().fields) {
    if (!http::equal_ignoring_case(field.name, name)) continue;
    if (!values) {
      values = text_node(field.value);
    } else {
      add_item(*values, text_node(field.value));
    }
  }
  return values;
}

std::string_view RequestContext::body() {
  if (decoded_body_) return decoded_body_->reveal();
  if (request().body.empty() && request().reader == nullptr) return {};
  const auto coding = content_coding(request());
  if (coding == ContentCoding::none) return request().body;
  const auto most = match_.operation == nullptr ? 0 : match_.operation->options.max_decoded_body;
  if (most == 0 || coding != ContentCoding::gzip || request().reader != nullptr) {
    // RFC 7694 3: Accept-Encoding lists the supported codings.
    throw HttpError{415,
                    "The body's Content-Encoding is not supported",
                    {{"Accept-Encoding", most == 0 ? "identity" : "gzip"}}};
  }
  auto decoded = gunzip(request().body, most);
  if (!decoded) {
    if (decoded.error() == DecodeError::too_long) throw HttpError{413, "Content Too Large"};
    throw HttpError{400, "The body is not gzip, as its Content-Encoding says"};
  }
  return decoded_body_.emplace(std::move(*decoded)).reveal();
}

std::optional<Document> RequestContext::read_json_body(const schema::TypeInfo& type, bool is_required) {
  schema::Reporter reporter{problems};
  const auto source = reporter.enter("body");
  const auto* options = match_.operation == nullptr ? nullptr : &match_.operation->options;
  const bool is_strict = options != nullptr && options->requires_json_type;
  const auto text = body();
  std::optional<Document> document{std::in_place};
  if (!text.empty()) {
    const auto content_type = request().find("Content-Type").value_or("");
    const bool is_json = is_json_type(content_type) || (content_type.empty() && !is_strict);
    if (!is_json && is_strict) {
      throw HttpError{
          415, "The body's Content-Type must be application/json", {{"Accept", "application/json"}}};
    }
    if (!is_json) {
      // No type decodes a file from JSON, so the expected type reports the problem.
      document->root.kind = Node::Kind::file;
      return document;
    }
    schema::JsonOptions reading{.type = &type};
    if (options != nullptr && options->max_json_nodes != 0) reading.max_nodes = options->max_json_nodes;
    auto parsed = schema::parse_json(text, reading);
    if (!parsed) {
      const auto step = reporter.enter(static_cast<std::int64_t>(parsed.error().offset));
      reporter.report(parsed.error().message, "value_error.jsondecode");
      return std::nullopt;
    }
    *document = std::move(*parsed);
  }
  if (document->root.kind == Node::Kind::null) {
    if (is_required) reporter.report("field required", "value_error.missing");
    return std::nullopt;
  }
  return document;
}

const Node& RequestContext::form_body(bool keeps_files) {
  if (form_) return form_->document.root;  // load_form() has read it
  form_ = std::make_shared<FormBody>();
  auto& form = form_->document;
  form.root.kind = Node::Kind::object;
  const auto bytes = body();
  const auto content_type = request().find("Content-Type").value_or("");
  const auto type = parse_field_parameters(content_type).value;
  if (http::equal_ignoring_case(type, "application/x-www-form-urlencoded")) {
    auto read = read_url_encoded(bytes, max_form_fields);
    if (!read) throw HttpError{400, "Too many fields"};
    form = std::move(*read);
  } else if (http::equal_ignoring_case(type, "multipart/form-data")) {
    FormReader reader{*form_, content_type, keeps_files};
    reader.feed(bytes);
    reader.finish();
  }
  drop_empty(form.root);
  return form.root;
}

void RequestContext::release_body() noexcept {
  if (!is_form_loaded_) form_.reset();
  decoded_body_.reset();
}

void RequestContext::release() noexcept {
  query_.reset();
  cookies_.reset();
  form_.reset();
  decoded_body_.reset();
}

awaitable<> RequestContext::load_form() {
  auto* const arriving = request().reader;
  if (arriving == nullptr) co_return;
  body();  // throws if the body has a content coding
  auto form = std::make_shared<FormBody>();
  FormReader reader{*form, request().find("Content-Type").value_or(""), true};
  while (reader.is_form()) {
    const auto piece = co_await arriving->next();
    if (piece.empty()) break;
    reader.feed(piece);
  }
  reader.finish();
  drop_empty(form->document.root);
  form_ = std::move(form);
  is_form_loaded_ = true;
}

}  // namespace gatehouse::web::detail
