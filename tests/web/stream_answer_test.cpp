// SPDX-License-Identifier: Apache-2.0
// Answers that are made while they are sent, and tasks after answers.

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "gatehouse/web.h"
#include "web/run_to_end.h"

namespace gatehouse::web {
namespace {

/// Records what was destroyed and run.
struct Journal {
  std::vector<std::string> lines;
};

struct Noted {
  explicit Noted(Journal& j) : journal(&j) {}
  Noted(const Noted&) = delete;
  Noted& operator=(const Noted&) = delete;
  ~Noted() { journal->lines.emplace_back("destroyed"); }
  Journal* journal;
};

awaitable<> count_to_three(StreamWriter out) {
  for (int i = 1; i <= 3; ++i) {
    co_await out.write("");
    co_await out.write(std::to_string(i));
  }
}

StreamAnswer get_count() { return StreamAnswer{count_to_three, "text/x-count"}; }

StreamAnswer get_repeated(Query<"text", std::string> text, Query<"times", int> times,
                          State<Journal> journal) {
  return StreamAnswer{[text = *text, times = *times, kept = &*journal](StreamWriter out) -> awaitable<> {
    const Noted noted{*kept};
    for (int i = 0; i < times; ++i) co_await out.write(text);
    if (text == "throw") throw std::runtime_error{"thrown on purpose"};
  }};
}

struct Fixture {
  Fixture() { app.share(journal).get<get_count>("/count").get<get_repeated>("/repeated"); }
  std::shared_ptr<Journal> journal = std::make_shared<Journal>();
  App app;
};

TEST(StreamAnswer, GivesItsPiecesInOrder) {
  Fixture f;
  TestClient client{f.app};
  const auto response = client.get("/count");
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, "123");
  EXPECT_EQ(response.find("Content-Type"), "text/x-count");
  EXPECT_EQ(client.get("/repeated?text=ab&times=1000").body.size(), 2000U);
  EXPECT_EQ(client.get("/repeated?text=ab&times=0").body, "");
  EXPECT_EQ(f.journal->lines, std::vector<std::string>(2, "destroyed"));
  EXPECT_EQ(client.head("/repeated?text=ab&times=3").body, "");
  EXPECT_EQ(f.journal->lines.size(), 2U);  // never begun
}

TEST(StreamAnswer, PassesOnWhatIsThrown) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_THROW(client.get("/repeated?text=throw&times=0"), std::runtime_error);
  EXPECT_THROW(client.get("/repeated?text=throw&times=3"), std::runtime_error);
  EXPECT_EQ(f.journal->lines.size(), 2U);
}

awaitable<> take_some(http::BodySource& source, int pieces) {
  for (int i = 0; i < pieces; ++i) {
    const auto piece = co_await source.next();
    EXPECT_EQ(piece, "x");
  }
}

TEST(StreamAnswer, IsDestroyedWhereItWaitsWhenNobodyTakesMore) {
  for (const int taken : {0, 1, 5}) {
    Journal journal;
    boost::asio::io_context context{1};
    {
      StreamAnswer answer{[&journal](StreamWriter out) -> awaitable<> {
        const Noted noted{journal};
        for (;;) co_await out.write("x");
      }};
      detail::run_to_end(context, take_some(*answer.source, taken));
      EXPECT_EQ(journal.lines.size(), 0U);
    }
    context.restart();
    context.run();
    EXPECT_EQ(journal.lines.size(), taken == 0 ? 0U : 1U);
  }
}

void note(Journal* journal, const std::string& line) { journal->lines.push_back(line); }
awaitable<> note_later(Journal* journal, std::string line) {
  journal->lines.push_back("later " + line);
  co_return;
}

int dependency(Background tasks, State<Journal> journal) {
  tasks.add(note, &*journal, std::string{"dependency"});
  return 1;
}
std::string leave(Background tasks, State<Journal> journal, Depends<dependency>, Query<"fail", bool> fail) {
  tasks.add(note, &*journal, std::string{"first"});
  tasks.add(note_later, &*journal, std::string{"second"});
  tasks.add([kept = &*journal] { kept->lines.emplace_back("third"); });
  if (*fail) throw HttpError{418, "no"};
  journal->lines.emplace_back("handler");
  return "done";
}
Response leave_by_hand(Background tasks, State<Journal> journal) {
  tasks.add(note, &*journal, std::string{"first"});
  Response response;
  response.body = "by hand";
  return response;
}

TEST(Background, RunsAfterTheAnswerInOrder) {
  auto journal = std::make_shared<Journal>();
  App app;
  app.share(journal).get<leave>("/leave").get<leave_by_hand>("/hand");
  TestClient client{app};
  EXPECT_EQ(client.get("/leave?fail=false").status, 200U);
  EXPECT_EQ(journal->lines,
            (std::vector<std::string>{"handler", "dependency", "first", "later second", "third"}));
  journal->lines.clear();
  EXPECT_EQ(client.get("/leave?fail=true").status, 418U);
  EXPECT_EQ(client.get("/leave?fail=what").status, 422U);
  EXPECT_TRUE(journal->lines.empty());
  EXPECT_EQ(client.get("/hand").body, "by hand");
  EXPECT_EQ(journal->lines, std::vector<std::string>{"first"});
}

}  // namespace
}  // namespace gatehouse::web
