// SPDX-License-Identifier: Apache-2.0
// Dependencies: cached and fresh, with settings, with something to close, around operations and routers.

#include <atomic>
#include <mutex>

#include "parity.h"

namespace parity {
namespace {

struct Counter {
  std::atomic<int> value{0};
};
struct Journal {
  std::mutex mutex;
  std::vector<std::string> lines;
  void write(std::string line) {
    const std::lock_guard lock{mutex};
    lines.push_back(std::move(line));
  }
};

int next_number(State<Counter> counter) { return ++counter->value; }
int twice(Depends<next_number> number) { return *number; }

struct Paging {
  int most;
  int operator()(Query<"size", web::Default<10>> size) const { return std::min<int>(*size, most); }
};

class OpenJournal : public web::Resource {
 public:
  explicit OpenJournal(Journal& journal) : journal_(&journal) { journal_->write("open"); }
  void write(std::string line) { journal_->write(std::move(line)); }
  void close(std::exception_ptr exception) {
    if (exception) journal_->write("failed");
    journal_->write("close");
  }

 private:
  Journal* journal_;
};
OpenJournal open_journal(State<Journal> journal) { return OpenJournal{*journal}; }

void require_key(Header<"x-key", std::string> key) {
  if (*key != "sesame") throw web::HttpError{403, "Wrong key"};
}

BoolValue read_cached(Depends<next_number> a, Depends<twice> b) { return {*a == *b}; }
BoolValue read_fresh(Depends<next_number> a, Depends<next_number, fresh> b) { return {*a == *b}; }
IntValue read_few(Depends<Paging{5}> size) { return {*size}; }
IntValue read_many(Depends<Paging{500}> size) { return {*size}; }
IntValue write_journal(Query<"n", int> n, Depends<open_journal> lines) {
  lines->write("write " + std::to_string(*n));
  return {*n};
}
std::vector<std::string> take_journal(State<Journal> journal) {
  const std::lock_guard lock{journal->mutex};
  return std::exchange(journal->lines, {});
}
IntValue read_guarded() { return {1}; }
IntValue read_gold() { return {79}; }
IntValue read_silver(Path<"n", int> n) { return {*n}; }

}  // namespace

void add_dependencies(web::App& app) {
  web::Router<> router{{.prefix = "/deps", .tags = {"deps"}}};
  router.get<read_cached>("/cached").get<read_fresh>("/fresh").get<read_few>("/few").get<read_many>("/many");
  router.post<write_journal>("/journal")
      .get<take_journal>("/journal")
      .get<read_guarded, require_key>("/guarded");
  web::Router<require_key> vault{{.prefix = "/vault", .tags = {"vault"}}};
  vault.get<read_gold>("/gold").get<read_silver>("/silver/{n}");
  app.include(router).include(vault).state<Counter>().state<Journal>();
}

}  // namespace parity
