#pragma once
// SPDX-License-Identifier: Apache-2.0
// Turns a terminal's echo off during its lifetime.

#include <signal.h>
#include <termios.h>

#include <array>

namespace gatehouse::server {

/// Turns echo off, and delays the signals that end or stop a program until the terminal was restored. Only
/// one may exist at a time, and only in a program with one thread.
class QuietTerminal {
 public:
  /// `terminal` is an open descriptor, which is not owned. Input that was typed before is dropped.
  explicit QuietTerminal(int terminal);
  ~QuietTerminal();
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

  /// Returns whether echo is off.
  [[nodiscard]] bool is_quiet() const noexcept { return quiet_; }

  /// Blocks until there is input. Returns false when a signal came first.
  [[nodiscard]] bool wait_for_input();

  /// Restores the terminal and the signals; further calls do nothing. Returns the signal that came, which the
  /// caller has to raise, or 0.
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
