// SPDX-License-Identifier: Apache-2.0
// The buffers of a connection: how they grow, what is kept between requests, and what is charged.

#include <string.h>  // explicit_bzero

#include <algorithm>
#include <string>

#include "http/connections/connection.h"
#include "http/worker.h"

namespace gatehouse::http {
namespace {

constexpr std::size_t body_capacity = 64 * 1024;  // bodies up to about this size are not copied
/// The memory that a connection may use without being charged. Enough for a small request and its answer.
constexpr std::size_t uncharged_size = 8 * 1024;

}  // namespace

// A large request must not occupy memory for the rest of the connection.
void Connection::release_memory() noexcept {
  if (message_.body_text.capacity() > kept_capacity) WipedText{}.swap(message_.body_text);
  if (response_.body.capacity() > kept_capacity) std::string{}.swap(response_.body);
  if (out_.capacity() > kept_capacity) out_.release();
  if (in_.capacity() > kept_capacity) in_.release();
}

// Does nothing for a request without a body, which is the most frequent case.
void Connection::wipe_body() noexcept {
  if (message_.body_view.empty() && !message_.body_is_copied && !message_.is_streamed) return;
  in_.wipe_taken();
  ::explicit_bzero(message_.body_text.data(), message_.body_text.size());
}

void Connection::move_buffer(std::size_t capacity) {
  const char* const from = in_.base() + start_;
  const auto old = in_.compact(start_, capacity);
  message_.rebase(from, in_.base());
  start_ = 0;
}

void Connection::make_room() {
  if (!parser_) {
    if (in_.unread().empty()) release_memory();
    if (in_.unread().empty() || in_.free_size() == 0) in_.compact(in_.position(), first_capacity);
    return;
  }
  if (parser_->is_header_done()) {
    if (!message_.body_is_copied) {
      const auto remaining = parser_->body_remaining();
      if (remaining <= in_.free_size()) return;
      const auto whole = in_.position() - start_ + remaining;
      if (whole <= body_capacity) return move_buffer(static_cast<std::size_t>(whole));
      message_.copy_body();
    }
    in_.drop_taken(static_cast<std::size_t>(message_.head_end() - in_.base()));
  }
  if (in_.free_size() >= first_capacity / 2) return;
  move_buffer(std::max(in_.capacity(), in_.end() - start_ + first_capacity));
}

void Connection::charge_memory() noexcept {
  auto size = in_.capacity() + out_.capacity() + message_.body_text.capacity() + message_.head.capacity() +
              response_.body.capacity();
  if (response_.source) size += tail_.size();
  if (size <= uncharged_size) size = 0;
  if (size != charged()) worker_.memory().charge(*this, size);
}

bool Connection::give_up_memory() noexcept {
  if (phase_ == Phase::handling) return false;
  // Frees this memory at once, because many connections may give up memory before the first of them is
  // resumed. The memory is not used any more.
  if (!message_.is_streamed) {
    WipedText{}.swap(message_.body_text);
    if (phase_ != Phase::reading) tail_ = {};
    if (phase_ != Phase::reading) std::string{}.swap(response_.body);
  }
  if (phase_ != Phase::reading) return drop();
  refusal_ = 503;
  wake();
  return true;
}

}  // namespace gatehouse::http
