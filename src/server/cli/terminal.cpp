// SPDX-License-Identifier: Apache-2.0
#include "server/cli/terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "server/cli/terminal_quiet.h"

namespace gatehouse::server {
namespace {

enum class LineEnd { whole, interrupted, too_long, failed };

struct Line {
  LineEnd end;
  Secret text;
};

// Reads byte by byte, because what follows the line is for another reader. `wait` is called before each byte.
template <class Wait>
Line read_line(int input, std::size_t longest, Wait wait) {
  std::string text;
  text.reserve(longest + 1);  // Never grows, so no copy is left behind. The Secret wipes it.
  LineEnd end = LineEnd::whole;
  for (;;) {
    char c = 0;
    if (!wait()) {
      end = LineEnd::interrupted;
      break;
    }
    const auto got = ::read(input, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) end = LineEnd::failed;
    if (got <= 0 || c == '\n') break;
    if (text.size() == longest) {
      end = LineEnd::too_long;
      break;
    }
    text += c;
  }
  return {end, Secret{std::move(text)}};
}

/// What is asked for: the name that errors use, and the longest accepted length in bytes.
struct Wanted {
  std::string_view name;
  std::size_t longest;
};

result<Secret, Problem> checked(Line line, const Wanted& what) {
  const std::string name{what.name};
  if (line.end == LineEnd::failed) return Problem{"cannot read the " + name + ": " + std::strerror(errno)};
  if (line.end == LineEnd::too_long)
    return Problem{"the " + name + " is too long: over " + std::to_string(what.longest) + " bytes"};
  auto view = line.text.reveal();
  if (view.ends_with('\r')) view.remove_suffix(1);
  if (view.empty()) return Problem{"no " + name + " was given"};
  return Secret{std::string{view}};
}

void say(int terminal, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(terminal, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// Returns one answer. Asks again after the program was stopped and continued.
result<Secret, Problem> ask_once(int terminal, const std::string& question, const Wanted& what) {
  for (;;) {
    QuietTerminal quiet{terminal};
    if (!quiet.is_quiet())
      return Problem{"cannot hide what is typed on this terminal; pipe the " + std::string{what.name} +
                     " in instead"};
    say(terminal, question);
    auto line = read_line(terminal, what.longest, [&quiet] { return quiet.wait_for_input(); });
    const int error = errno;
    const int signal = quiet.restore();
    say(terminal, "\n");
    if (line.end == LineEnd::interrupted && signal != 0) {
      ::raise(signal);
      if (signal == SIGTSTP) continue;
      return Problem{"interrupted"};  // The program handles this signal itself.
    }
    if (line.end == LineEnd::interrupted) line.end = LineEnd::failed;
    errno = error;
    return checked(std::move(line), what);
  }
}

result<Secret, Problem> ask_on(int terminal, std::string_view question, Asking asking, const Wanted& what) {
  auto first = ask_once(terminal, std::string{question} + ": ", what);
  if (!first || asking == Asking::once) return first;
  const auto second = ask_once(terminal, "The same again: ", what);
  if (!second) return second;
  if (first->reveal() != second->reveal()) return Problem{"the two " + std::string{what.name} + "s differ"};
  return first;
}

}  // namespace

result<Secret, Problem> ask_password(std::string_view question, Asking asking, std::string_view what,
                                     std::size_t longest) {
  const Wanted wanted{what, longest};
  if (::isatty(STDIN_FILENO) != 1)
    return checked(read_line(STDIN_FILENO, longest, [] { return true; }), wanted);
  // Standard output and error may be redirected, so the question goes to the terminal.
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) return ask_on(STDIN_FILENO, question, asking, wanted);
  auto answer = ask_on(terminal, question, asking, wanted);
  ::close(terminal);
  return answer;
}

}  // namespace gatehouse::server
