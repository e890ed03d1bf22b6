// SPDX-License-Identifier: Apache-2.0
// Bodies that are not held whole in memory, and what follows an answer.

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/socket_base.hpp>
#include <charconv>
#include <exception>
#include <utility>

#include "http/connection.h"
#include "http/worker.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;

constexpr unsigned pieces_at_once = 16;         // of a body, before others get their turn
constexpr std::size_t gather_size = 16 * 1024;  // pieces from this on are sent from where they lie

constexpr std::string_view line_end = "\r\n";
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
  std::string_view line;  // before the next chunk's size: the end of the last
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
    // A fast reader of a body that is never waited for must not keep the other connections waiting.
    if (pieces % pieces_at_once == 0) co_await asio::post(socket_.get_executor(), use_awaitable);
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
  // The end of the connection would be the body's: a reset is not.
  boost::system::error_code ignored;
  socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
  drop();  // at once: a destroyed socket would forget the option
}

}  // namespace gatehouse::http
