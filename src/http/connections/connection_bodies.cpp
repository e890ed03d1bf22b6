// SPDX-License-Identifier: Apache-2.0
// Streamed bodies of requests and answers, and the work after an answer.

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <charconv>
#include <exception>
#include <utility>

#include "http/connections/connection.h"
#include "http/worker.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;

// Pieces of a body that are sent before other connections get their turn.
constexpr unsigned pieces_at_once = 16;

constexpr std::size_t stream_capacity = 64 * 1024;
// Size of the part of a streamed body to which `request_time` applies.
constexpr std::size_t timed_size = 64 * 1024;

constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace

awaitable<> Connection::finish_answer() {
  if (response_.source && !is_broken_) co_await send_source();
  response_.source.reset();
  if (!response_.after.empty())
    worker_.run_after(std::move(response_.after), std::string{message_.request.id});
  response_.after.clear();
}

awaitable<> Connection::send_source() {
  auto left = response_.source->size().value_or(0);
  std::string_view line;  // the end of the previous chunk, which precedes the size of the next
  for (unsigned pieces = 1;; ++pieces) {
    worker_.enter(*this, Phase::handling);
    std::string_view piece;
    std::string failure;
    try {
      piece = co_await response_.source->next();
    } catch (const std::exception& e) {
      failure = std::string{"a body could not be sent whole: "} + e.what();
    } catch (...) {
      failure = "a body could not be sent whole";
    }
    if (failure.empty() && framing_ == Framing::length) {
      if (piece.size() > left || (piece.empty() && left != 0)) failure = "a body is not as long as it said";
      left -= std::min<std::uint64_t>(left, piece.size());
    }
    if (!failure.empty()) co_return break_answer(failure.c_str());
    if (piece.empty()) break;
    if (framing_ == Framing::chunks) {
      std::array<char, 16> digits{};
      const auto* const end =
          std::to_chars(digits.data(), digits.data() + digits.size(), piece.size(), 16).ptr;
      out_.append(std::exchange(line, line_end));
      out_.append({digits.data(), static_cast<std::size_t>(end - digits.data())});
      out_.append(line_end);
    }
    if (piece.size() >= gather_size) {
      tail_ = piece;
    } else {
      out_.append(piece);
    }
    if (!send_now()) co_await send_rest();
    if (is_broken_) co_return;
    // A body that is produced without waiting and read fast must not delay the other connections.
    if (pieces % pieces_at_once == 0) co_await asio::post(socket_.executor(), use_awaitable);
  }
  if (framing_ == Framing::chunks) {
    out_.append(line);
    out_.append(last_chunk);
    if (!send_now()) co_await send_rest();
  }
}

void Connection::break_answer(const char* what) noexcept {
  worker_.log().write(LogLevel::error, "an answer was cut short",
                      {{"request_id", message_.request.id}, {"what", std::string_view{what}}});
  keep_alive_ = false;
  is_broken_ = true;
  if (framing_ != Framing::close) return;
  // A normal end of the connection would look like the end of the body. A reset does not.
  const struct ::linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  drop();  // closed now, because the destructor of the socket would reset the option
}

std::optional<std::uint64_t> Connection::Reader::size() const noexcept {
  return connection_.parser_->content_length();
}

void Connection::note_origin() {
  if (!is_from_proxy_) return;
  message_.request.remote_address = worker_.proxies().client_of(message_.request, remote_address_);
  message_.request.root_path = TrustedProxies::prefix_of(message_.request);
}

Connection::Step Connection::plan_body() {
  BodyPlan plan{worker_.limits().body_bytes, false};
  note_origin();
  handler_.plan_body(message_.request, plan);
  message_.is_streamed = plan.is_streamed;
  parser_->plan_body(plan.most);
  if (parser_->refusal() != 0) return refuse(parser_->refusal(), parser_->reason());
  if (!plan.is_streamed) return Step::receive;
  // From here on the buffer is used for the body.
  message_.copy_head(in_.base() + start_);
  message_.request.reader = &reader_;
  note_origin();  // repeated, because the header has moved
  read_ = 0;
  waited_ = 0;
  body_status_ = 0;
  keep_alive_ = parser_->is_persistent();
  return Step::answer;
}

void Connection::fail_body(unsigned status) {
  body_status_ = status;
  throw BodyError{status};
}

awaitable<std::string_view> Connection::read_body() {
  if (body_status_ != 0) throw BodyError{body_status_};
  const auto& limits = worker_.limits();
  message_.piece = {};
  for (;;) {
    while (!parser_->is_done() && !in_.unread().empty()) {
      const auto taken = parser_->parse(in_.unread());
      in_.take(taken);
      if (parser_->refusal() != 0) fail_body(parser_->refusal());
      if (!message_.piece.empty()) {
        is_continue_sent_ = true;  // a 100 (Continue) is no longer needed
        read_ += message_.piece.size();
        if (read_ >= timed_size) {
          read_ = 0;
          waited_ = 0;
        }
        co_return message_.piece;
      }
      if (taken == 0) break;
    }
    if (parser_->is_done()) co_return std::string_view{};
    if (in_.unread().size() >= limits.header_bytes) fail_body(400);
    if (parser_->expects_continue() && in_.unread().empty() && !is_continue_sent_) {
      is_continue_sent_ = true;
      out_.append(continue_line);
    }
    if (!out_.empty() && !send_now()) co_await send_rest();
    if (is_broken_) fail_body(400);
    in_.compact(in_.position(), stream_capacity);
    // Reads before waiting, because a reset that arrived together with bytes is not reported again.
    const auto there = ::recv(socket_.native_handle(), in_.free_begin(), in_.free_size(), MSG_DONTWAIT);
    if (there > 0) {
      in_.add(static_cast<std::size_t>(there));
      if (++received_ % pieces_at_once == 0) co_await asio::post(socket_.executor(), use_awaitable);
      continue;
    }
    is_at_end_ = there == 0;
    is_broken_ = there < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
    if (is_at_end_ || is_broken_) fail_body(400);
    worker_.enter(*this, Phase::reading);
    charge_memory();
    if (refusal_ != 0) fail_body(std::exchange(refusal_, 0));
    const auto before = worker_.ticks();
    auto receiving = socket_.receive(in_.free_begin(), in_.free_size());
    const auto size = co_await std::move(receiving);
    is_broken_ = !finish_receive(size) || is_broken_;
    worker_.enter(*this, Phase::handling);
    if (is_broken_) fail_body(400);
    if (refusal_ != 0) fail_body(std::exchange(refusal_, 0));
    // A peer that sends a byte now and then must not hold a connection for ever (CWE-400).
    waited_ += worker_.ticks() - before;
    if (waited_ > limits.request_time.count()) fail_body(408);
  }
}

void Connection::end_reading() {
  message_.request.reader = nullptr;
  // The rest of the body may have arrived already.
  while (body_status_ == 0 && !parser_->is_done() && !in_.unread().empty()) {
    const auto taken = parser_->parse(in_.unread());
    in_.take(taken);
    if (parser_->refusal() != 0 || taken == 0) break;
  }
  if (body_status_ != 0 || !parser_->is_done()) keep_alive_ = false;
}

}  // namespace gatehouse::http
