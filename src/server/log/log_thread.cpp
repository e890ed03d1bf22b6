// SPDX-License-Identifier: Apache-2.0
#include "server/log/log_thread.h"

#include <signal.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <string>

namespace gatehouse::server {
namespace {

constexpr std::chrono::milliseconds crash_wait{1000};
constexpr std::array fatal_signals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

std::atomic<const LogWriter*> at_work{nullptr};

// The failed thread waits here while the log's thread writes what is left. Then the signal has
// its default effect.
void on_fatal_signal(int number, siginfo_t* info, void*) {
  if (const auto* writer = at_work.exchange(nullptr)) writer->wait_until_written(crash_wait);
  // A fault occurs again when its instruction is repeated, but a signal that was sent does not.
  if (info->si_code <= 0) ::raise(number);
}

// Replaces the handler of the C++ library, which blocks while standard error is not read.
[[noreturn]] void on_terminate() {
  std::string text = "terminate called";
  try {
    if (const auto failure = std::current_exception()) std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    text += std::string{": "} + error.what();
  } catch (...) {
    text += " by an exception of an unknown type";
  }
  write_last_words(text + "\n");
  std::abort();
}

void handle_fatal_signals() {
  for (const int number : fatal_signals) {
    struct sigaction current{};
    // A handler that exists already, for example a sanitizer's, stays in place.
    if (::sigaction(number, nullptr, &current) != 0 || (current.sa_flags & SA_SIGINFO) != 0 ||
        current.sa_handler != SIG_DFL) {
      continue;
    }
    struct sigaction ours{};
    ours.sa_sigaction = on_fatal_signal;
    ours.sa_flags = SA_SIGINFO | static_cast<int>(SA_RESETHAND) | SA_NODEFER;
    ::sigaction(number, &ours, nullptr);
  }
}

}  // namespace

LogThread::LogThread(ProgramLog& log) : writer_(log.writer()) {
  writer_.begin();
  at_work = &writer_;
  std::set_terminate(on_terminate);
  handle_fatal_signals();
}

LogThread::~LogThread() {
  at_work = nullptr;
  writer_.end();
}

}  // namespace gatehouse::server
