// SPDX-License-Identifier: Apache-2.0
// Changes users as fast as it can and prints what was acknowledged, until it is killed: crash_child FOLDER.

#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstdlib>
#include <string>

#include "store/open_store.h"
#include "store/sample_changes.h"
#include "store/sample_user.h"

namespace gatehouse::store {
namespace {

constexpr int workers = 16;
/// It ends by itself if it is not killed.
constexpr int most_each = 5'000;

/// Writes each line at once, so that a line is either complete in the pipe or absent.
void say(const char* what, const Uuid& id) {
  const auto line = what + (" " + id.to_string()) + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(1);
}

awaitable<> work(Store& store, int number) {
  for (int i = 0; i < most_each; ++i) {
    auto fresh = sample_user(std::to_string(::getpid()) + "." + std::to_string(number) + "." +
                             std::to_string(i) + "@b.c");
    const auto id = fresh.id;
    const auto created = co_await store.users().create_user(Call{}, std::move(fresh));
    if (!created) std::_Exit(2);
    // A doomed user may be deleted although its deletion was not acknowledged.
    say(i % 3 == 2 ? "doomed" : "created", id);
    if (i % 3 == 1) {
      const auto changed =
          co_await store.users().update_user(Call{}, renewed_hash(id, created->password_hash, "changed", 2));
      if (!changed) std::_Exit(2);
      say("changed", id);
    }
    if (i % 3 == 2) {
      const auto deleted = co_await store.users().delete_user(Call{}, UserDeletion{id});
      if (!deleted) std::_Exit(2);
      say("deleted", id);
    }
  }
}

}  // namespace
}  // namespace gatehouse::store

int main(int argc, char** argv) {
  using namespace gatehouse::store;
  StoreOptions options;
  options.folder = argc > 1 ? argv[1] : "";
  auto opened = open_store(options);
  if (!opened) return 3;
  boost::asio::io_context context{1};
  for (int i = 0; i < workers; ++i) boost::asio::co_spawn(context, work(**opened, i), boost::asio::detached);
  context.run();
}
