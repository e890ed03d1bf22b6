#pragma once
// SPDX-License-Identifier: Apache-2.0
// A terminal that shows nothing of what is typed, for as long as this lives.

#include <signal.h>
#include <termios.h>

#include <array>

namespace gatehouse::server {

/// Turns echo off, and holds the signals that end or stop a program until the terminal is as it was.
/// One at a time, in a program's only thread.
class QuietTerminal {
 public:
  /// `terminal` is an open descriptor, not owned. Typed-ahead input is dropped.
  explicit QuietTerminal(int terminal);
  ~QuietTerminal();
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

  /// Whether echo is off.
  [[nodiscard]] bool is_quiet() const noexcept { return quiet_; }

  /// Waits until there is input; false when a signal came first.
  [[nodiscard]] bool wait_for_input();

  /// Puts the terminal and the signals back, once; returns the signal that came, or 0. It is still to be
  /// raised.
  int restore();

 private:
  static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

  int terminal_;
  bool quiet_ = false;
  bool restored_ = false;
  termios before_{};
  sigset_t mask_before_{};
  std::array<struct sigaction, signals.size()> actions_before_{};
};

}  // namespace gatehouse::server
