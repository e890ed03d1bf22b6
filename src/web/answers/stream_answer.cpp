// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/answers/stream_answer.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>
#include <optional>
#include <string_view>

namespace gatehouse::web {

namespace detail {

/// The state that a source and its coroutine share. Both run on one thread.
struct StreamState {
  explicit StreamState(StreamAnswer::Produce function) : produce(std::move(function)) {}

  StreamAnswer::Produce produce;
  Resume<bool> taker;  // waits for a piece or for the end
  Resume<bool> maker;  // waits until its piece has been taken
  std::optional<std::string> piece;
  std::exception_ptr failure;
  bool is_done = false;
  bool is_closed = false;  // the source is destroyed, so no piece is taken any more
};

namespace {

void wake(Resume<bool>& waiting) {
  if (waiting) waiting(true);
}

/// Destroys the coroutine that waits for pieces together with the coroutine that makes them, so that the
/// state does not keep it alive.
class TakerGuard {
 public:
  explicit TakerGuard(StreamState& state) : state_(state) {}
  TakerGuard(const TakerGuard&) = delete;
  TakerGuard& operator=(const TakerGuard&) = delete;
  ~TakerGuard() { const auto dropped = std::move(state_.taker); }

 private:
  StreamState& state_;
};

awaitable<> make_pieces(std::shared_ptr<StreamState> state) {
  const TakerGuard guard{*state};
  try {
    auto running = state->produce(StreamWriter{state});
    co_await std::move(running);
  } catch (...) {
    state->failure = std::current_exception();
  }
  state->is_done = true;
  wake(state->taker);
}

class ProducedSource final : public http::BodySource {
 public:
  explicit ProducedSource(StreamAnswer::Produce produce)
      : state_(std::make_shared<StreamState>(std::move(produce))) {}
  ProducedSource(const ProducedSource&) = delete;
  ProducedSource& operator=(const ProducedSource&) = delete;
  ~ProducedSource() override {
    state_->is_closed = true;
    const auto dropped = std::move(state_->maker);  // destroys the coroutine
  }

  awaitable<std::string_view> next() override {
    if (!is_started_) {
      is_started_ = true;
      const auto executor = co_await boost::asio::this_coro::executor;
      boost::asio::co_spawn(executor, make_pieces(state_), boost::asio::detached);
    } else {
      state_->piece.reset();
      wake(state_->maker);
    }
    if (!state_->piece && !state_->is_done) {
      auto start = [this](Resume<bool> resume) { state_->taker = std::move(resume); };
      auto waiting = suspend<bool>(std::move(start));
      co_await std::move(waiting);
    }
    if (state_->failure) std::rethrow_exception(state_->failure);
    if (!state_->piece) co_return std::string_view{};
    co_return std::string_view{*state_->piece};
  }

 private:
  std::shared_ptr<StreamState> state_;
  bool is_started_ = false;
};

}  // namespace
}  // namespace detail

StreamWriter::StreamWriter(std::shared_ptr<detail::StreamState> state) : state_(std::move(state)) {}
StreamWriter::StreamWriter(const StreamWriter&) = default;
StreamWriter::~StreamWriter() = default;

awaitable<> StreamWriter::write(std::string piece) const {
  const auto state = state_;
  if (piece.empty()) co_return;  // an empty piece would mean the end
  auto start = [&state](Resume<bool> resume) {
    if (!state->is_closed) state->maker = std::move(resume);
  };
  if (!state->is_closed) {
    state->piece = std::move(piece);
    detail::wake(state->taker);
  }
  auto waiting = suspend<bool>(std::move(start));
  co_await std::move(waiting);
}

StreamAnswer::StreamAnswer(Produce produce, std::string type)
    : source(std::make_unique<detail::ProducedSource>(std::move(produce))), content_type(std::move(type)) {}

}  // namespace gatehouse::web
