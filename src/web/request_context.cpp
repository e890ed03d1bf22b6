// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/detail/request_context.h"

#include <algorithm>
#include <atomic>

#include "gatehouse/http/body_reader.h"
#include "gatehouse/web/http_error.h"
#include "web/cookies.h"
#include "web/field_parameters.h"
#include "web/form_reader.h"
#include "web/url_encoded.h"
#include "web/value_nodes.h"

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

const Node* RequestContext::json_body(bool is_required) {
  schema::Reporter reporter{problems};
  const auto source = reporter.enter("body");
  const auto type = request().find("Content-Type");
  const bool is_json = !type || type->empty() || is_json_type(*type);
  body_.emplace();
  if (!request().body.empty() && !is_json) {
    body_->root.kind =
        Node::Kind::file;  // no type reads this: the problem is told by the type that was expected
    return &body_->root;
  }
  if (!request().body.empty()) {
    auto parsed = schema::parse_json(request().body);
    if (!parsed) {
      const auto step = reporter.enter(static_cast<std::int64_t>(parsed.error().offset));
      reporter.report(parsed.error().message, "value_error.jsondecode");
      return nullptr;
    }
    *body_ = std::move(*parsed);
  }
  if (body_->root.kind == Node::Kind::null) {
    if (is_required) reporter.report("field required", "value_error.missing");
    return nullptr;
  }
  return &body_->root;
}

const Node& RequestContext::form_body(bool keeps_files) {
  if (form_) return form_->document.root;  // loaded
  body_.emplace();
  body_->root.kind = Node::Kind::object;
  const auto content_type = request().find("Content-Type").value_or("");
  const auto type = parse_field_parameters(content_type).value;
  if (http::equal_ignoring_case(type, "application/x-www-form-urlencoded")) {
    auto form = read_url_encoded(request().body, max_form_fields);
    if (!form) throw HttpError{400, "Too many fields"};
    *body_ = std::move(*form);
  } else if (http::equal_ignoring_case(type, "multipart/form-data")) {
    form_ = std::make_shared<FormBody>();
    FormReader reader{*form_, content_type, keeps_files};
    reader.feed(request().body);
    reader.finish();
    drop_empty(form_->document.root);
    return form_->document.root;
  }
  drop_empty(body_->root);
  return body_->root;
}

awaitable<> RequestContext::load_form() {
  auto* const body = request().reader;
  if (body == nullptr) co_return;
  auto form = std::make_shared<FormBody>();
  FormReader reader{*form, request().find("Content-Type").value_or(""), true};
  while (reader.is_form()) {
    const auto piece = co_await body->next();
    if (piece.empty()) break;
    reader.feed(piece);
  }
  reader.finish();
  drop_empty(form->document.root);
  form_ = std::move(form);
}

}  // namespace gatehouse::web::detail
