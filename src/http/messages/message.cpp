// SPDX-License-Identifier: Apache-2.0

#include "http/messages/message.h"

#include "http/messages/target.h"

namespace gatehouse::http {
namespace {

void move_view(std::string_view& view, const char* from, const char* to) noexcept {
  if (view.data() != nullptr) view = {to + (view.data() - from), view.size()};
}

}  // namespace

void Message::clear() noexcept {
  request.method = request.target = request.authority = request.path = request.query = request.body = {};
  request.version = 11;
  request.fields.clear();
  request.gone.reset();
  raw_target = body_view = {};
  body_text.clear();
  body_is_copied = is_streamed = false;
  request.reader = nullptr;
  piece = {};
}

void Message::rebase(const char* from, const char* to) noexcept {
  if (from == to) return;
  move_view(request.method, from, to);
  move_view(raw_target, from, to);
  move_view(body_view, from, to);
  for (auto& field : request.fields) {
    move_view(field.name, from, to);
    move_view(field.value, from, to);
  }
  split();  // repeated instead of moved, because the path may be static text
}

const char* Message::head_end() const noexcept {
  const auto last = request.fields.empty() ? raw_target : request.fields.back().value;
  return last.data() + last.size();
}

void Message::copy_body() {
  body_text.append(body_view);
  body_view = {};
  body_is_copied = true;
}

void Message::copy_head(const char* from) {
  head.assign(from, head_end());
  rebase(from, head.data());
}

bool Message::split() noexcept {
  Target target;
  if (!split_target(request.method, raw_target, target)) return false;
  request.target = target.whole;
  request.authority = target.authority;
  request.path = target.path;
  request.query = target.query;
  return true;
}

}  // namespace gatehouse::http
