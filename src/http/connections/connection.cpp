// SPDX-License-Identifier: Apache-2.0

#include "http/connections/connection.h"

#include <poll.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "http/worker.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t flush_size = 64 * 1024;  // pipelined answers are collected up to this size

}  // namespace

Connection::Connection(Worker& worker, Descriptor fd, const asio::ip::tcp& protocol, Peer peer,
                       Handler& handler)
    : MemoryHolder(peer.key),
      worker_(worker),
      handler_(handler),
      remote_address_(std::move(peer.address)),
      place_(std::move(peer.place)),
      socket_(worker.context().get_executor(), worker.ring(), std::move(fd), protocol) {
  is_from_proxy_ = worker_.proxies().contains(remote_address_);
  message_.request.remote_address = remote_address_;
  message_.request.peer = peer.process;
  message_.request.worker = worker.index();
  message_.request.id = {id_.data(), id_.size()};
  worker_.add(*this);
}

Connection::~Connection() {
  worker_.memory().charge(*this, 0);
  worker_.remove(*this);
}

void Connection::expire() noexcept {
  is_expired_ = true;
  wake();
}

void Connection::wake() noexcept { socket_.cancel(); }

void Connection::note_end() noexcept {
  has_ended_ = true;
  wake();
}

void Connection::look_for_client() noexcept {
  const auto& gone = message_.request.gone;
  if (!gone || gone->stop_requested()) return;
  // Does not read, because a pipelined request may precede the end.
  pollfd state{socket_.native_handle(), POLLRDHUP, 0};
  if (::poll(&state, 1, 0) > 0) gone->request_stop();
}

bool Connection::drop() noexcept {
  if (is_dropped_) return false;
  is_dropped_ = true;
  socket_.close();
  return true;
}

awaitable<> Connection::serve() {
  while (!is_dropped_ && !is_broken_) {
    const Step step = parse();
    if (step == Step::receive) {
      if (!send_later() && !send_now()) co_await send_rest();
      if (is_broken_) break;
      prepare_receive();
      if (refusal_ != 0 || is_dropped_) continue;  // too much memory is in use
      if (worker_.is_stopping() && !parser_) {
        if (!receive_now()) break;
        continue;
      }
      if (std::exchange(has_ended_, false)) {
        if (!receive_last()) break;
        continue;
      }
      auto receiving = socket_.receive(in_.free_begin(), in_.free_size());
      const auto size = co_await std::move(receiving);
      if (finish_receive(size)) continue;
      if (is_choked_ && !is_broken_ && !is_dropped_ && !send_now()) co_await send_rest();
      break;
    }
    if (step == Step::answer) {
      response_.clear();
      worker_.enter(*this, Phase::handling);
      try {
        co_await handler_.handle(message_.request, response_);
        // A handler may refuse a long body itself, without reading it.
        if (message_.is_streamed && response_.status == 413) log_refusal(413, "the body is too long");
      } catch (const BodyError& e) {
        set_error(e.status());
        log_refusal(e.status(), "the body could not be read to its end");
      } catch (const std::exception& e) {
        note_exception(e.what());
      } catch (...) {
        note_exception("not a std::exception");
      }
      if (message_.is_streamed) end_reading();
    }
    append_answer();
    const bool is_more = response_.source || !response_.after.empty();
    if ((!keep_alive_ || !tail_.empty() || is_more || out_.size() >= flush_size) && !send_now())
      co_await send_rest();
    if (is_more) co_await finish_answer();
    wipe_body();
    parser_.reset();
    if (!keep_alive_) {
      if (!is_broken_) co_await linger();
      break;
    }
  }
}

Connection::Step Connection::parse() {
  if (refusal_ != 0) return refuse(std::exchange(refusal_, 0), {});
  if (!parser_) {
    if (!begin_request()) return Step::receive;
  }
  while (!in_.unread().empty()) {
    const auto taken = parser_->parse(in_.unread());
    in_.take(taken);
    if (parser_->refusal() != 0) return refuse(parser_->refusal(), parser_->reason());
    if (parser_->is_done()) {
      keep_alive_ = parser_->is_persistent();
      note_origin();
      return Step::answer;
    }
    if (parser_->needs_plan()) {
      const auto step = plan_body();
      if (step != Step::receive) return step;
    }
    if (taken == 0) break;
  }
  if (!parser_->is_header_done()) return Step::receive;
  // The header of a chunk and the trailers may be as long as the header of a request.
  if (in_.unread().size() >= worker_.limits().header_bytes) return refuse(400, "a chunk's line is too long");
  const bool has_begun = !in_.unread().empty() || !message_.body_view.empty() || !message_.body_text.empty();
  if (parser_->expects_continue() && !has_begun && !is_continue_sent_) {
    is_continue_sent_ = true;
    out_.append(continue_line);
  }
  return Step::receive;
}

bool Connection::begin_request() {
  // Old clients end a body with an extra line end (RFC 9112 2.2). One is accepted.
  if (may_skip_newline_ && in_.unread().starts_with("\r\n")) {
    in_.take(2);
    may_skip_newline_ = false;
  }
  if (in_.unread().empty() || (may_skip_newline_ && in_.unread() == "\r")) return false;
  may_skip_newline_ = true;
  is_continue_sent_ = false;
  start_ = in_.position();
  if (is_from_proxy_) message_.request.remote_address = remote_address_;  // until its fields have been read
  const auto id = worker_.next_id();
  std::copy(id.begin(), id.end(), id_.begin());
  message_.clear();
  parser_.emplace(message_, worker_.limits());
  return true;
}

void Connection::append_answer() {
  if (response_.status < 200 || response_.status > 999) note_exception("the handler set no final status");
  keep_alive_ = keep_alive_ && !worker_.is_stopping() && !asks_to_close(response_);
  std::string_view body =
      response_.static_body.empty() ? std::string_view{response_.body} : response_.static_body;
  HeadContext context;
  std::uint64_t size = body.size();
  if (response_.source) {
    const auto known = response_.source->size();
    size = known.value_or(0);
    body = {};
    framing_ = Framing::length;
    if (!known) framing_ = message_.request.version >= 11 ? Framing::chunks : Framing::close;
    if (framing_ == Framing::close) keep_alive_ = false;
    context.framing = framing_;
  }
  context.date_line = worker_.date_line();
  context.request_id = message_.request.id;
  context.version = message_.request.version;
  context.keep_alive = keep_alive_;
  write_head(out_, response_, size, context);
  if (message_.request.method == "HEAD" || is_bodiless(response_.status)) {
    response_.source.reset();
    return;
  }
  if (body.size() >= gather_size) {
    tail_ = body;
  } else {
    out_.append(body);
  }
}

}  // namespace gatehouse::http
