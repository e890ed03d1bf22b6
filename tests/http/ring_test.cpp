// SPDX-License-Identifier: Apache-2.0
// Waiting with io_uring: the behaviour that Asio and the server rely on.

#include <gmock/gmock.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/io_activity.h"
#include "gatehouse/http/ring.h"
#include "http/raw_client.h"
#include "http/sockets/socket.h"
#include "http/test_server.h"
#include "ring/event_wait.h"
#include "ring/io_uring.h"

namespace gatehouse::http::test {
namespace {

using namespace std::chrono_literals;

/// Remembers how it ended.
class Noted final : public Ring::Operation {
 public:
  std::optional<int> result;
  bool is_abandoned = false;
  std::function<void()> then;

 private:
  void complete(int outcome) override {
    result = outcome;
    if (then) then();
  }
  void abandon() noexcept override { is_abandoned = true; }
};

struct Pair {
  Pair() {
    std::array<int, 2> fds{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds.data()) != 0) throw std::bad_alloc{};
    ours = Descriptor{fds[0]};
    theirs = Descriptor{fds[1]};
  }
  void tell(std::string_view text) const {
    EXPECT_EQ(::write(theirs.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  Descriptor ours;
  Descriptor theirs;
};

class RingTest : public testing::Test {
 protected:
  void SetUp() override {
    auto made = ring::IoUring::make();
    if (!made) GTEST_SKIP() << "no io_uring: " << made.error();
    ring_ = std::move(*made);
  }

  /// Runs the context until `is_done` returns true, at most five seconds.
  void run_until(const std::function<bool()>& is_done) {
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (!is_done() && std::chrono::steady_clock::now() < end) context_.poll();
    EXPECT_TRUE(is_done());
  }
  void run_until(const Noted& operation) {
    run_until([&] { return operation.result.has_value(); });
  }

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
  boost::asio::steady_timer unused_{context_};  // a context has no epoll until something waits
  std::unique_ptr<Ring> ring_;
};

TEST_F(RingTest, ReceivesWhatComesLater) {
  const Pair pair;
  std::array<char, 16> buffer{};
  Noted received;
  ring_->receive(pair.ours.get(), buffer.data(), buffer.size(), received);
  EXPECT_TRUE(received.is_under_way());
  context_.poll();
  EXPECT_FALSE(received.result);
  pair.tell("hello");
  run_until(received);
  EXPECT_EQ(received.result, 5);
  EXPECT_FALSE(received.is_under_way());
  EXPECT_EQ((std::string{buffer.data(), 5}), "hello");
}

TEST_F(RingTest, ReceivesWhatHasComeAndTheEndBehindIt) {
  const auto pair = std::make_unique<Pair>();
  pair->tell("bye");
  pair->theirs = Descriptor{};
  std::array<char, 16> buffer{};
  Noted received;
  ring_->receive(pair->ours.get(), buffer.data(), buffer.size(), received);
  run_until(received);
  EXPECT_EQ(received.result, 3);
  received.result.reset();
  ring_->receive(pair->ours.get(), buffer.data(), buffer.size(), received);
  run_until(received);
  EXPECT_EQ(received.result, 0);
}

TEST_F(RingTest, TellsWhatItCouldNotSend) {
  const Pair pair;
  const std::string much(16 << 20, 'x');  // more than a socket holds
  Noted sent;
  ring_->send(pair.ours.get(), much, sent);
  run_until(sent);
  ASSERT_TRUE(sent.result);
  EXPECT_GT(*sent.result, 0);
  EXPECT_LT(*sent.result, static_cast<int>(much.size()));
  sent.result.reset();
  ring_->send(pair.ours.get(), much, sent);
  run_until(sent);
  EXPECT_EQ(sent.result, -EAGAIN);
}

TEST_F(RingTest, CancelsWhatWaitsEvenBeforeTheKernelHasIt) {
  const Pair pair;
  std::array<char, 16> buffer{};
  Noted received;
  ring_->cancel(received);  // there is nothing to cancel
  ring_->receive(pair.ours.get(), buffer.data(), buffer.size(), received);
  ring_->cancel(received);
  run_until(received);
  EXPECT_EQ(received.result, -ECANCELED);
  received.result.reset();
  ring_->receive(pair.ours.get(), buffer.data(), buffer.size(), received);
  context_.poll();
  ring_->cancel(received);
  run_until(received);
  EXPECT_EQ(received.result, -ECANCELED);
}

TEST_F(RingTest, LeavesTheMemoryOfADestroyedOperationAlone) {
  const Pair pair;
  std::array<char, 16> buffer{};
  for (const bool has_kernel : {false, true}) {
    std::optional<Noted> received{std::in_place};
    ring_->receive(pair.ours.get(), buffer.data(), buffer.size(), *received);
    if (has_kernel) context_.poll();
    received.reset();
    pair.tell("late");
    context_.poll();
    EXPECT_EQ(buffer[0], '\0');
    std::array<char, 16> taken{};
    EXPECT_EQ(::read(pair.ours.get(), taken.data(), taken.size()), 4);
  }
}

TEST_F(RingTest, AbandonsAllWhenDestroyed) {
  const Pair pair;
  const Pair other;
  std::array<char, 16> buffer{};
  std::array<Noted, 3> operations;
  ring_->receive(pair.ours.get(), buffer.data(), buffer.size(), operations[0]);
  context_.poll();
  other.tell("there");
  ring_->receive(other.ours.get(), buffer.data(), buffer.size(), operations[1]);
  ring_.reset();
  EXPECT_TRUE(operations[0].is_abandoned);
  EXPECT_TRUE(operations[1].is_abandoned);
  EXPECT_FALSE(operations[2].is_abandoned);
  for (const auto& operation : operations) {
    EXPECT_FALSE(operation.result);
    EXPECT_FALSE(operation.is_under_way());
  }
}

TEST_F(RingTest, TakesMoreThanItHasPlacesFor) {
  constexpr std::size_t each = 100;
  const std::array<Pair, 7> pairs;  // 700 in total, and a ring holds 512
  std::deque<Noted> operations;
  for (std::size_t i = 0; i < each; ++i) {
    for (const auto& pair : pairs) ring_->send(pair.ours.get(), "x", operations.emplace_back());
  }
  context_.poll();
  for (const auto& sent : operations) {
    EXPECT_FALSE(sent.result);
    EXPECT_FALSE(sent.is_under_way());
  }
  for (const auto& pair : pairs) {
    std::array<char, 2 * each> taken{};
    EXPECT_EQ(::read(pair.theirs.get(), taken.data(), taken.size()), static_cast<ssize_t>(each));
  }
}

TEST_F(RingTest, WaitsForEventsOnceThoughTheyWereCollectedWhileItWasFull) {
  const Descriptor event{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  boost::asio::posix::stream_descriptor watched{context_, ::dup(event.get())};
  int seen = 0;
  std::function<void()> watch = [&] {
    watched.async_wait(boost::asio::posix::stream_descriptor::wait_read, [&](const auto& error) {
      std::uint64_t count = 0;
      if (error || ::read(event.get(), &count, sizeof count) < 0) return;
      ++seen;
      watch();
    });
  };
  watch();
  context_.poll();  // the ring waits for events
  const std::array<Pair, 7> pairs;
  for (int round = 1; round <= 3; ++round) {
    const std::uint64_t one = 1;
    ASSERT_EQ(::write(event.get(), &one, sizeof one), static_cast<ssize_t>(sizeof one));
    std::deque<Noted> operations;  // more than the ring has places for, so that it collects completions
    for (int i = 0; i < 100; ++i) {
      for (const auto& pair : pairs) ring_->send(pair.ours.get(), "x", operations.emplace_back());
    }
    run_until([&] { return seen == round; });
  }
  watched.close();
  context_.poll();
}

TEST_F(RingTest, LosesNothingWhenMoreCompletesThanItCanHold) {
  constexpr std::size_t count = 5000;  // a ring keeps 4096
  Pair pair;
  std::array<char, 1> buffer{};
  std::deque<Noted> operations;
  for (std::size_t i = 0; i < count; ++i) {
    ring_->receive(pair.ours.get(), buffer.data(), buffer.size(), operations.emplace_back());
  }
  context_.poll();
  pair.theirs = Descriptor{};
  for (const auto& operation : operations) {
    run_until(operation);
    EXPECT_EQ(operation.result, 0);
  }
}

TEST_F(RingTest, LeavesTimeForOthersWhenThereIsAlwaysMore) {
  const Pair pair;
  while (::write(pair.ours.get(), "x", 1) > 0) {
  }
  bool is_posted = false;
  boost::asio::post(context_, [&] { is_posted = true; });
  constexpr std::size_t most = 100'000;
  std::size_t completed = 0;
  std::deque<Noted> operations(600);  // more than the ring holds, so it reads completions
  for (auto& sent : operations) {
    sent.then = [&] {
      if (++completed < most && !is_posted) ring_->send(pair.ours.get(), "x", sent);
    };
    ring_->send(pair.ours.get(), "x", sent);
  }
  run_until([&] { return is_posted; });
  EXPECT_LT(completed, most / 2);
}

TEST_F(RingTest, WakesForTimersAndOtherThreads) {
  boost::asio::steady_timer timer{context_, 20ms};
  bool has_fired = false;
  timer.async_wait([&](const boost::system::error_code& error) { has_fired = !error; });
  bool is_posted = false;
  std::thread other{[&] {
    std::this_thread::sleep_for(60ms);
    boost::asio::post(context_, [&] {
      is_posted = true;
      context_.stop();
    });
  }};
  context_.run();  // sleeps in the ring; without the wake it would not return
  other.join();
  EXPECT_TRUE(has_fired);
  EXPECT_TRUE(is_posted);
}

TEST_F(RingTest, SleepsUntilAnOperationCompletes) {
  const Pair pair;
  std::array<char, 16> buffer{};
  Noted received;
  received.then = [&] { context_.stop(); };
  ring_->receive(pair.ours.get(), buffer.data(), buffer.size(), received);
  std::thread other{[&] {
    std::this_thread::sleep_for(30ms);
    pair.tell("wake");
  }};
  context_.run();
  other.join();
  EXPECT_EQ(received.result, 4);
}

TEST_F(RingTest, LeavesOtherContextsToEpoll) {
  context_.poll();
  boost::asio::io_context second{1};
  boost::asio::steady_timer timer{second, 10ms};
  bool has_fired = false;
  timer.async_wait([&](const boost::system::error_code& error) { has_fired = !error; });
  second.run();
  EXPECT_TRUE(has_fired);
}

TEST_F(RingTest, EndsTheWaitOfASocketThatCouldNotSendAll) {
  Pair pair;
  Socket socket{context_.get_executor(), ring_.get(), std::move(pair.ours), boost::asio::ip::tcp::v4()};
  const std::string much(16 << 20, 'x');
  std::array<char, 16> buffer{};
  bool is_over = false;
  auto send_and_wait = [&]() -> awaitable<> {
    socket.start_send(much);
    auto receiving = socket.receive(buffer.data(), buffer.size());
    const auto size = co_await std::move(receiving);
    EXPECT_EQ(size, 0U);
    is_over = true;
  };
  boost::asio::co_spawn(context_, send_and_wait, boost::asio::detached);
  run_until([&] { return is_over; });  // although no data arrives
  EXPECT_EQ(socket.error(), boost::asio::error::operation_aborted);
  const auto sent = socket.take_sent();
  ASSERT_TRUE(sent);
  EXPECT_GT(*sent, 0);
  EXPECT_LT(*sent, static_cast<int>(much.size()));
  EXPECT_FALSE(socket.take_sent());
}

TEST(EventWait, CountsTheThreadAsIdle) {
  IoActivity activity;
  const int epoll = epoll_create1(EPOLL_CLOEXEC);
  const int bell = eventfd(0, EFD_CLOEXEC);
  epoll_event wanted{};
  wanted.events = EPOLLIN;
  ASSERT_EQ(epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &wanted), 0);
  std::thread waiting{[&] {
    const IoActivity::Thread counted{activity};
    epoll_event got{};
    EXPECT_EQ(ring::wait_for_events(epoll, &got, 1, 0), 0);
    EXPECT_FALSE(activity.quiet_mark()) << "a mere look is no wait";
    EXPECT_EQ(ring::wait_for_events(epoll, &got, 1, -1), 1);
    EXPECT_FALSE(activity.quiet_mark()) << "it has work again";
  }};
  while (!activity.quiet_mark()) std::this_thread::yield();
  const std::uint64_t one = 1;
  EXPECT_EQ(write(bell, &one, sizeof one), static_cast<ssize_t>(sizeof one));
  waiting.join();
  close(bell);
  close(epoll);
}

/// Makes the system call fail on the calling thread, as container runtimes do.
void forbid(unsigned system_call) {
  std::array<sock_filter, 4> filter{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, system_call, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  ASSERT_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
  ASSERT_EQ(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
}

TEST(WithoutRing, TheServerUsesEpollAndSaysSo) {
  TestHandler handler;
  const auto log = std::make_shared<MemoryLog>();
  auto options = test_options();
  options.make_ring = ring::IoUring::make;
  options.log = log;
  Server server{options, handler};
  ASSERT_TRUE(server.listen());
  std::thread running{[&] {
    forbid(SYS_io_uring_setup);
    server.run();
  }};
  RawClient client{port_of(server)};
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read().status, 200U);
  server.stop();
  running.join();
  EXPECT_THAT(log->text(),
              testing::HasSubstr("epoll is used, since io_uring is not to be had why=Operation not "
                                 "permitted"));
}

TEST(FailingRing, EndsTheServerWithTheError) {
  if (const auto made = ring::IoUring::make(); !made) GTEST_SKIP() << "no io_uring: " << made.error();
  TestHandler handler;
  auto options = test_options();
  options.threads = 2;
  options.make_ring = [] {
    auto made = ring::IoUring::make();
    forbid(SYS_io_uring_enter);
    return made;
  };
  Server server{options, handler};
  ASSERT_TRUE(server.listen());
  std::exception_ptr failure;
  std::thread running{[&] {
    try {
      server.run();
    } catch (...) {
      failure = std::current_exception();
    }
  }};
  running.join();
  ASSERT_TRUE(failure);
  EXPECT_THROW(std::rethrow_exception(failure), RingFailure);
}

}  // namespace
}  // namespace gatehouse::http::test
