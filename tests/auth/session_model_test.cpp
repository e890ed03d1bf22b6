// SPDX-License-Identifier: Apache-2.0
// Runs random sequences of operations on sessions and on a model. Every token ever issued must get the same
// result from both.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <iterator>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "auth/session_model.h"
#include "auth/sessions/session_cleaner.h"
#include "auth/sessions_under_test.h"

namespace gatehouse::auth {
namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

enum class Kind {
  log_in,
  log_in_wrongly,
  refresh_current,
  refresh_any,
  refresh_forged,
  log_out,
  log_out_everywhere,
  end_other,
  change_password,
  set_password,
  disable,
  enable,
  step,
  clean,
  restart,
};
constexpr const char* kind_names[] = {"log_in",
                                      "log_in_wrongly",
                                      "refresh_current",
                                      "refresh_any",
                                      "refresh_forged",
                                      "log_out",
                                      "log_out_everywhere",
                                      "end_other",
                                      "change_password",
                                      "set_password",
                                      "disable",
                                      "enable",
                                      "step",
                                      "clean",
                                      "restart"};

/// What to do, and a number that selects one of the existing objects.
struct Command {
  Kind kind;
  int which;
};
std::ostream& operator<<(std::ostream& out, const Command& command) {
  return out << kind_names[static_cast<int>(command.kind)] << ' ' << command.which;
}

constexpr microseconds steps[] = {microseconds{1}, microseconds{400'000}, seconds{1}, seconds{5}, seconds{10},
                                  minutes{29},     minutes{31},           days{1},    days{6},    days{7}};

/// Does the same to both, and checks whether they agree.
class Comparison {
 public:
  static constexpr int users = 2;

  Comparison() {
    for (int user = 0; user < users; ++user) ids_.push_back(test_.add(address(user)).id);
    model_.now = test_.clock.now();
  }

  void run_command(const Command& command) {
    act(command.kind, command.which);
    compare_access_tokens();
  }

  /// Presents every refresh token ever issued, the newest first. Each result changes both in the same way.
  void present_all() {
    for (int token = SessionModel::last(model_.refresh_tokens); token >= 0; --token) present(token);
    compare_access_tokens();
  }

 private:
  static std::string address(int user) { return "user" + std::to_string(user) + "@example.org"; }
  static std::string password(int number) {
    return number == 0 ? SessionsUnderTest::password : "zqkvjxwp" + std::to_string(number);
  }
  auto& program() { return *test_.program; }

  void act(Kind kind, int which) {
    const int user = which % users;
    auto& owner = SessionModel::at(model_.users, user);
    const auto& id = ids_[static_cast<std::size_t>(user)];
    switch (kind) {
      case Kind::log_in:
        return log_in(user, owner.password);
      case Kind::log_in_wrongly:
        return log_in(user, owner.password + 1);
      case Kind::refresh_current:
        if (!model_.sessions.empty()) present(model_.sessions[pick(model_.sessions, which)].current);
        return;
      case Kind::refresh_any:
        if (!refresh_.empty()) present(static_cast<int>(pick(refresh_, which)));
        return;
      case Kind::refresh_forged:
        return forge(which);
      case Kind::log_out:
      case Kind::end_other:
        return end_session(kind, which);
      case Kind::log_out_everywhere:
        RC_ASSERT(run(program().sessions.log_out_everywhere(store::Actor{}, id)).has_value());
        return model_.end_all(user);
      case Kind::change_password:
        return change_password(which);
      case Kind::set_password:
        RC_ASSERT(run(program().accounts.set_password(store::Actor{}, id, Secret{password(++owner.password)},
                                                      test_job()))
                      .has_value());
        return model_.end_all(user);
      case Kind::disable:
        RC_ASSERT(run(program().accounts.disable(store::Actor{}, id)).has_value());
        owner.disabled = true;
        return model_.end_all(user);
      case Kind::enable:
        RC_ASSERT(run(program().accounts.enable(store::Actor{}, id)).has_value());
        owner.disabled = false;
        return;
      case Kind::step:
        test_.clock.advance(steps[static_cast<std::size_t>(which) % std::size(steps)]);
        model_.now = test_.clock.now();
        return;
      case Kind::clean:
        run(delete_expired_sessions(program().store->sessions(), 2));
        return;
      case Kind::restart:
        return test_.restart();
    }
  }

  void log_in(int user, int with) {
    const auto pair = test_.log_in(password(with), address(user));
    RC_ASSERT(pair.has_value() == model_.log_in(user, with));
    if (!pair) return;
    refresh_.push_back(pair->refresh);
    access_.push_back(pair->access);
    ids_of_sessions_.push_back(test_.session_of(pair->access));
  }

  void present(int token) {
    const auto before = refresh_.size();
    const auto pair = test_.refresh(refresh_[static_cast<std::size_t>(token)]);
    const auto expected = model_.refresh(token);
    RC_ASSERT(pair.has_value() == !expected.has_value());
    if (!pair) {
      // A session that was deleted had ended or expired before.
      RC_ASSERT(pair.error() == *expected);
      return;
    }
    access_.push_back(pair->access);
    if (model_.refresh_tokens.size() > before) {
      RC_ASSERT(std::find(refresh_.begin(), refresh_.end(), pair->refresh) == refresh_.end());
      refresh_.push_back(pair->refresh);
    } else {
      const auto& session =
          SessionModel::at(model_.sessions, SessionModel::at(model_.refresh_tokens, token).session);
      RC_ASSERT(pair->refresh == refresh_[static_cast<std::size_t>(session.current)]);
    }
  }

  void forge(int which) {
    if (refresh_.empty()) return;
    auto token = refresh_[pick(refresh_, which)];
    auto& changed = token[token.size() - 10];
    changed = changed == 'A' ? 'B' : 'A';
    const auto pair = test_.refresh(token);
    RC_ASSERT(pair.has_error());
    RC_ASSERT(pair.error() == SessionError::invalid);
    RC_ASSERT(test_.refresh(access_.back()).has_error());
  }

  void end_session(Kind kind, int which) {
    if (model_.sessions.empty()) return;
    const auto number = pick(model_.sessions, which);
    auto& session = model_.sessions[number];
    const bool is_others = kind == Kind::end_other && which % 3 == 0;
    const int user = is_others ? (session.user + 1) % users : session.user;
    auto ending = kind == Kind::log_out
                      ? program().sessions.log_out(store::Actor{}, ids_[static_cast<std::size_t>(user)],
                                                   ids_of_sessions_[number], {})
                      : program().sessions.end(store::Actor{}, ids_[static_cast<std::size_t>(user)],
                                               ids_of_sessions_[number]);
    const auto ended = run(std::move(ending));
    RC_ASSERT(!is_others || ended.has_error());
    // Logging out of a deleted session is recorded as a new end.
    RC_ASSERT(!ended.has_value() || !session.ended || kind == Kind::log_out);
    if (!is_others) session.ended = true;
  }

  void change_password(int which) {
    if (model_.sessions.empty()) return;
    const auto number = pick(model_.sessions, which);
    const int user = model_.sessions[number].user;
    auto& owner = SessionModel::at(model_.users, user);
    const auto changed = run(program().own.change_password(
        store::Actor{}, ids_[static_cast<std::size_t>(user)], Secret{password(owner.password)},
        Secret{password(owner.password + 1)}, ids_of_sessions_[number], test_job()));
    RC_ASSERT(changed.has_value() == !owner.disabled);
    if (!changed) return;
    ++owner.password;
    model_.end_all(user, static_cast<int>(number));
  }

  void compare_access_tokens() {
    for (std::size_t token = 0; token < access_.size(); ++token) {
      const auto expected = model_.access(static_cast<int>(token));
      for (std::size_t worker = 0; worker < SessionsUnderTest::workers; ++worker) {
        RC_ASSERT(test_.access(access_[token], worker) == expected);
      }
    }
  }

  template <class T>
  static std::size_t pick(const std::vector<T>& all, int which) {
    return static_cast<std::size_t>(which) % all.size();
  }

  SessionsUnderTest test_;
  SessionModel model_{users};
  std::vector<Uuid> ids_, ids_of_sessions_;
  std::vector<std::string> refresh_, access_;
};

rc::Gen<Command> any_command() {
  // Operations that continue a session are more frequent than those that end sessions, so that
  // chains become long.
  const auto kind = rc::gen::weightedElement<Kind>({{6, Kind::log_in},
                                                    {1, Kind::log_in_wrongly},
                                                    {10, Kind::refresh_current},
                                                    {4, Kind::refresh_any},
                                                    {1, Kind::refresh_forged},
                                                    {2, Kind::log_out},
                                                    {1, Kind::log_out_everywhere},
                                                    {2, Kind::end_other},
                                                    {1, Kind::change_password},
                                                    {1, Kind::set_password},
                                                    {1, Kind::disable},
                                                    {2, Kind::enable},
                                                    {8, Kind::step},
                                                    {2, Kind::clean},
                                                    {2, Kind::restart}});
  return rc::gen::construct<Command>(kind, rc::gen::inRange(0, 1000));
}

TEST(SessionModel, EveryTokenEverIssuedGetsTheModelsVerdict) {
  // Sizes grow to 100 over the runs. A run makes a few commits, each of which waits for the disk.
  const bool holds = rc::check([] {
    const auto commands = *rc::gen::container<std::vector<Command>>(any_command());
    Comparison comparison;
    for (const auto& command : commands) comparison.run_command(command);
    comparison.present_all();
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace gatehouse::auth
