// SPDX-License-Identifier: Apache-2.0
#include "server/cli/terminal_quiet.h"

#include <poll.h>

#include <cerrno>
#include <cstddef>

namespace gatehouse::server {
namespace {

volatile sig_atomic_t caught_signal = 0;

extern "C" void catch_signal(int number) { caught_signal = number; }

bool set_attributes(int terminal, const termios& attributes) {
  while (::tcsetattr(terminal, TCSAFLUSH, &attributes) != 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

}  // namespace

QuietTerminal::QuietTerminal(int terminal) : terminal_(terminal) {
  // The signals are blocked except during ppoll, so none can arrive unnoticed between a check and a read.
  sigset_t held;
  ::sigemptyset(&held);
  for (const int signal : signals) ::sigaddset(&held, signal);
  ::sigprocmask(SIG_BLOCK, &held, &mask_before_);
  caught_signal = 0;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    ::sigaction(signals[i], nullptr, &actions_before_[i]);
    if (actions_before_[i].sa_handler == SIG_IGN) continue;  // set by nohup; must stay ignored
    struct sigaction action{};
    action.sa_handler = catch_signal;
    ::sigaction(signals[i], &action, nullptr);
  }
  if (::tcgetattr(terminal_, &before_) != 0) return;
  termios silent = before_;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
  silent.c_lflag |= ICANON | ISIG;
  quiet_ = set_attributes(terminal_, silent);
}

QuietTerminal::~QuietTerminal() { restore(); }

bool QuietTerminal::wait_for_input() {
  sigset_t open = mask_before_;
  for (const int signal : signals) ::sigdelset(&open, signal);
  pollfd waiting{terminal_, POLLIN, 0};
  while (::ppoll(&waiting, 1, nullptr, &open) < 0) {
    if (errno != EINTR || caught_signal != 0) return false;
  }
  return caught_signal == 0;
}

int QuietTerminal::restore() {
  if (restored_) return 0;
  restored_ = true;
  if (quiet_) set_attributes(terminal_, before_);
  for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &actions_before_[i], nullptr);
  ::sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
  return caught_signal;
}

}  // namespace gatehouse::server
