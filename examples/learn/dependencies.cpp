// SPDX-License-Identifier: Apache-2.0
// Shows dependencies: functions that handlers share, with parameters of the same kinds. They run
// once a request.

#include <gatehouse/web.h>

#include <mutex>

using namespace gatehouse;
using web::Depends, web::Query, web::State;

struct Page {
  int skip = 0;
  int limit = 0;
};
BOOST_DESCRIBE_STRUCT(Page, (), (skip, limit))

Page common(Query<"skip", web::Default<0>> skip, Query<"limit", web::Default<100>> limit) {
  return {*skip, *limit};
}

Page list_items(Depends<common> page) { return *page; }
Page list_users(Depends<common> page) { return *page; }

// A dependency that is closed after use, like a FastAPI dependency with `yield`.
struct Journal {
  std::mutex mutex;
  std::vector<std::string> lines;
};

class Transaction : public web::Resource {
 public:
  explicit Transaction(Journal& journal) : journal_(&journal) {}
  void write(std::string line) { pending_.push_back(std::move(line)); }
  void close(std::exception_ptr exception) {
    if (exception) return;  // the handler threw: nothing of it is kept
    const std::lock_guard lock{journal_->mutex};
    for (auto& line : pending_) journal_->lines.push_back(std::move(line));
  }

 private:
  Journal* journal_;
  std::vector<std::string> pending_;
};

Transaction begin(State<Journal> journal) { return Transaction{*journal}; }

struct Line {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Line, (), (text))

void add_line(web::Json<Line> line, Depends<begin> transaction) {
  transaction->write(line->text);
  if (line->text.empty()) throw web::HttpError{400, "An empty line"};
}

std::vector<std::string> read_journal(State<Journal> journal) {
  const std::lock_guard lock{journal->mutex};
  return journal->lines;
}

int main(int argc, char** argv) {
  web::App app{{.title = "Dependencies"}};
  app.get<list_items>("/items").get<list_users>("/users");
  app.post<add_line>("/journal").get<read_journal>("/journal");
  return app.state<Journal>().run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
