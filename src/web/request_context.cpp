// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/detail/request_context.h"

#include <algorithm>
#include <atomic>

#include "gatehouse/schema/utf8.h"
#include "gatehouse/web/http_error.h"
#include "web/cookies.h"
#include "web/field_parameters.h"
#include "web/multipart.h"
#include "web/url_encoded.h"

namespace gatehouse::web::detail {
namespace {

using schema::Document;
using schema::Node;

// More fields than any form has; fewer than make the search for repeated names slow (CWE-407).
constexpr std::size_t max_form_fields = 1000;

Node text_node(std::string_view text) {
  Node node;
  node.kind = Node::Kind::text;
  node.text = text;
  return node;
}

// A repeated name's node is its last value, and has all of them as items.
void add_value(Node& object, std::string_view name, Node value) {
  const auto known = std::ranges::find(object.members, name, &schema::Member::name);
  if (known == object.members.end()) {
    object.members.push_back({name, std::move(value)});
    return;
  }
  auto items = std::move(known->value.items);
  if (items.empty()) items.push_back(std::move(known->value));
  items.push_back(value);
  known->value = std::move(value);
  known->value.items = std::move(items);
}

Document document_of(NameValues pairs) {
  Document document;
  document.root.kind = Node::Kind::object;
  for (auto& [name, value] : pairs) {
    const auto kept_name = document.keep(std::move(name));
    add_value(document.root, kept_name, text_node(document.keep(std::move(value))));
  }
  return document;
}

// What is not encoded stays where it lies: `text` outlives the document. Nothing when there are too many.
std::optional<Document> read_url_encoded(std::string_view text, std::size_t most) {
  Document document;
  document.root.kind = Node::Kind::object;
  const auto meant = [&](std::string_view part) {
    return is_plain(part) ? part : document.keep(decode_part(part));
  };
  std::size_t count = 0;
  while (const auto pair = take_pair(text)) {
    if (++count > most) return std::nullopt;
    const auto name = meant(pair->name);
    add_value(document.root, name, text_node(meant(pair->value)));
  }
  return document;
}

void drop_empty(Node& form) {
  std::erase_if(form.members, [](const auto& member) {
    return member.value.kind == Node::Kind::text && member.value.text.empty();
  });
}

Document read_multipart(std::string_view body, std::string_view content_type) {
  const auto boundary = find_boundary(content_type);
  if (!boundary) throw HttpError{400, "Missing boundary in multipart."};
  const auto parts = parse_multipart(body, *boundary, max_form_fields);
  if (!parts) throw HttpError{400, "There was an error parsing the body"};
  Document document;
  document.root.kind = Node::Kind::object;
  for (const auto& part : *parts) {
    // A text field is UTF-8 (RFC 7578 5.1.2); what isn't gets U+FFFD, as in the other kind of form.
    auto node = text_node(part.is_file ? part.content : document.keep(schema::to_valid_utf8(part.content)));
    if (part.is_file) node.kind = Node::Kind::file;
    add_value(document.root, document.keep(part.name), std::move(node));
  }
  return document;
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

const Node& RequestContext::form_body() {
  body_.emplace();
  body_->root.kind = Node::Kind::object;
  const auto content_type = request().find("Content-Type").value_or("");
  const auto type = parse_field_parameters(content_type).value;
  if (http::equal_ignoring_case(type, "application/x-www-form-urlencoded")) {
    auto form = read_url_encoded(request().body, max_form_fields);
    if (!form) throw HttpError{400, "Too many fields"};
    *body_ = std::move(*form);
  } else if (http::equal_ignoring_case(type, "multipart/form-data")) {
    *body_ = read_multipart(request().body, content_type);
  }
  drop_empty(body_->root);
  return body_->root;
}

}  // namespace gatehouse::web::detail
