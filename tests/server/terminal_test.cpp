// SPDX-License-Identifier: Apache-2.0
#include "server/cli/terminal.h"

#include <gmock/gmock.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include <array>
#include <functional>
#include <string>

namespace gatehouse::server {
namespace {

// Returns what the child writes to its pipe: the password or the problem.
std::string answer_of(const result<Secret, Problem>& asked) {
  return asked ? "password:" + std::string{asked->reveal()} : "problem:" + asked.error().text;
}

std::string read_all(int from) {
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const auto got = ::read(from, part.data(), part.size());
    if (got <= 0) return text;
    text.append(part.data(), static_cast<std::size_t>(got));
  }
}

void send(int to, std::string_view text) {
  ASSERT_EQ(::write(to, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

// A child that asks on a terminal of its own, whose other end the test holds. Each side waits for the other
// side's text, never for time.
class Asked {
 public:
  explicit Asked(Asking asking, const std::function<void()>& prepare = [] {}) {
    int pipe[2] = {};
    if (::openpty(&master_, &slave_, nullptr, nullptr, nullptr) != 0 || ::pipe(pipe) != 0) ::abort();
    child_ = ::fork();
    if (child_ < 0) ::abort();  // kill(-1) would end everything
    if (child_ == 0) {
      ::close(pipe[0]);
      ::close(master_);
      ::login_tty(slave_);
      ask_in_grandchild(asking, pipe[1], prepare);
    }
    ::close(pipe[1]);
    answers_ = pipe[0];
  }
  ~Asked() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    ::close(master_);
    ::close(slave_);
    ::close(answers_);
  }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  // Blocks until the screen shows `text`, and clears it.
  void expect_screen(const std::string& text) {
    while (screen_.find(text) == std::string::npos) {
      std::array<char, 256> part{};
      const auto got = ::read(master_, part.data(), part.size());
      ASSERT_GT(got, 0) << "the screen shows: " << screen_;
      screen_.append(part.data(), static_cast<std::size_t>(got));
      all_ += std::string{part.data(), static_cast<std::size_t>(got)};
    }
    screen_.clear();
  }
  void type(std::string_view text) { send(master_, text); }
  std::string answer() { return read_all(answers_); }
  const std::string& shown() const { return all_; }
  bool echoes() const {
    termios now{};
    return ::tcgetattr(slave_, &now) == 0 && (now.c_lflag & ECHO) != 0;
  }

 private:
  // The asking process is a job of its leader, as under a shell, so that it can be stopped. The leader
  // reports its state.
  [[noreturn]] static void ask_in_grandchild(Asking asking, int answers,
                                             const std::function<void()>& prepare) {
    ::signal(SIGTTOU, SIG_IGN);
    const pid_t asker = ::fork();
    if (asker == 0) {
      ::setpgid(0, 0);
      ::tcsetpgrp(STDIN_FILENO, ::getpid());
      // When tests run in the background these signals are ignored, and the child would inherit that.
      for (const int signal : {SIGTTOU, SIGINT, SIGQUIT, SIGTSTP}) ::signal(signal, SIG_DFL);
      prepare();
      const auto text = answer_of(ask_password("Password", asking));
      [[maybe_unused]] const auto written = ::write(answers, text.data(), text.size());
      ::_exit(0);
    }
    for (;;) {
      int status = 0;
      ::waitpid(asker, &status, WUNTRACED);
      if (WIFSTOPPED(status)) {
        termios now{};
        ::tcgetattr(STDIN_FILENO, &now);
        const std::string text = (now.c_lflag & ECHO) != 0 ? "stopped with echo;" : "stopped without echo;";
        [[maybe_unused]] const auto written = ::write(answers, text.data(), text.size());
        ::kill(asker, SIGCONT);
        continue;
      }
      const std::string text = WIFSIGNALED(status) ? "killed:" + std::to_string(WTERMSIG(status)) : "";
      [[maybe_unused]] const auto written = ::write(answers, text.data(), text.size());
      ::_exit(0);
    }
  }

  int master_ = -1;
  int slave_ = -1;
  int answers_ = -1;
  pid_t child_ = -1;
  std::string screen_;
  std::string all_;
};

TEST(Terminal, HidesWhatIsTyped) {
  Asked asked{Asking::once};
  asked.expect_screen("Password: ");
  EXPECT_FALSE(asked.echoes());
  asked.type("correct horse\n");
  asked.expect_screen("\r\n");
  EXPECT_EQ(asked.answer(), "password:correct horse");
  EXPECT_TRUE(asked.echoes());
  EXPECT_THAT(asked.shown(), testing::Not(testing::HasSubstr("horse")));
}

TEST(Terminal, AsksTwiceForANewOne) {
  struct Row {
    const char* first;
    const char* second;
    const char* answer;
  };
  for (const auto& [first, second, answer] : {Row{"abc\n", "abc\n", "password:abc"},
                                              {"abc\n", "abd\n", "problem:the two passwords differ"},
                                              {"abc\n", "\n", "problem:no password was given"}}) {
    Asked asked{Asking::twice};
    asked.expect_screen("Password: ");
    asked.type(first);
    asked.expect_screen("The same again: ");
    EXPECT_FALSE(asked.echoes());
    asked.type(second);
    EXPECT_EQ(asked.answer(), answer);
    EXPECT_TRUE(asked.echoes());
  }
}

TEST(Terminal, TakesNoEmptyOne) {
  for (const auto text : {"\n", "\x04", "\r"}) {
    Asked asked{Asking::twice};
    asked.expect_screen("Password: ");
    asked.type(text);
    EXPECT_EQ(asked.answer(), "problem:no password was given");
  }
}

TEST(Terminal, LetsTheTypistCorrect) {
  Asked asked{Asking::once};
  asked.expect_screen("Password: ");
  asked.type("wrong\x15rightt\x7f\n");  // erases the line, then a letter
  EXPECT_EQ(asked.answer(), "password:right");
}

TEST(Terminal, IsAsItWasWhenASignalEndsTheProgram) {
  for (const auto& [key, signal] : {std::pair{"\x03", SIGINT}, {"\x1c", SIGQUIT}}) {
    Asked asked{Asking::once};
    asked.expect_screen("Password: ");
    EXPECT_FALSE(asked.echoes());
    asked.type(std::string{"half"} + key);
    EXPECT_EQ(asked.answer(), "killed:" + std::to_string(signal));
    EXPECT_TRUE(asked.echoes());
  }
}

TEST(Terminal, AsksAgainAfterAStop) {
  Asked asked{Asking::once};
  asked.expect_screen("Password: ");
  asked.type("half\x1a");
  asked.expect_screen("Password: ");
  EXPECT_FALSE(asked.echoes());
  asked.type("whole\n");
  EXPECT_EQ(asked.answer(), "stopped with echo;password:whole");
  EXPECT_TRUE(asked.echoes());
}

TEST(Terminal, AHandledSignalIsToldOf) {
  Asked asked{Asking::once, [] { ::signal(SIGINT, [](int) {}); }};
  asked.expect_screen("Password: ");
  asked.type("half\x03");
  EXPECT_EQ(asked.answer(), "problem:interrupted");
  EXPECT_TRUE(asked.echoes());
}

TEST(Terminal, AnIgnoredSignalStaysIgnored) {
  Asked asked{Asking::once, [] { ::signal(SIGINT, SIG_IGN); }};
  asked.expect_screen("Password: ");
  asked.type("half\x03whole\n");  // the terminal drops the line, as for every such key
  EXPECT_THAT(asked.answer(), testing::StartsWith("password:"));
}

// Standard input that is not a terminal: `text` comes through a pipe. What is left in it is returned
// after a bar.
std::string piped(const std::string& text, Asking asking = Asking::once) {
  int input[2] = {};
  if (::pipe(input) != 0) return "no pipe";
  send(input[1], text);
  ::close(input[1]);
  const int before = ::dup(STDIN_FILENO);
  ::dup2(input[0], STDIN_FILENO);
  ::close(input[0]);
  const auto answer = answer_of(ask_password("Password", asking));
  const auto rest = read_all(STDIN_FILENO);
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  return answer + "|" + rest;
}

TEST(Terminal, ReadsOneLineWhereThereIsNone) {
  EXPECT_EQ(piped("secret\n"), "password:secret|");
  EXPECT_EQ(piped("secret"), "password:secret|");
  EXPECT_EQ(piped("secret\r\n"), "password:secret|");
  EXPECT_EQ(piped(" a b \nmore\n"), "password: a b |more\n");
  EXPECT_EQ(piped("secret\nother\n", Asking::twice), "password:secret|other\n");
  EXPECT_EQ(piped(""), "problem:no password was given|");
  EXPECT_EQ(piped("\nsecret\n"), "problem:no password was given|secret\n");
  EXPECT_EQ(piped(std::string(4096, 'x') + "\n"), "password:" + std::string(4096, 'x') + "|");
  EXPECT_EQ(piped(std::string(4097, 'x')), "problem:the password is too long: over 4096 bytes|");
}

}  // namespace
}  // namespace gatehouse::server
