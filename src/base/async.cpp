// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/async.h"

#include <algorithm>

namespace gatehouse {
namespace {

/// Posts one handler that runs all of them in order. If one throws, the exception reaches the caller of
/// io_context::run(), and a new handler runs the rest.
void post_all(std::vector<std::unique_ptr<detail::Resumption>> ready) {
  const auto to = ready.front()->executor;
  boost::asio::post(to, [all = std::move(ready)]() mutable {
    for (auto next = all.begin(); next != all.end();) {
      auto one = std::move(*next++);
      auto& own = *one;
      try {
        own.run(std::move(one));
      } catch (...) {
        all.erase(all.begin(), next);
        if (!all.empty()) post_all(std::move(all));
        throw;
      }
    }
  });
}

}  // namespace

void ResumeGroup::add(std::unique_ptr<detail::Resumption> one) {
  const auto is_there = [&](const Ready& ready) { return ready.front()->executor == one->executor; };
  const auto found = std::ranges::find_if(by_executor_, is_there);
  auto& ready = found == by_executor_.end() ? by_executor_.emplace_back() : *found;
  ready.push_back(std::move(one));
}

void ResumeGroup::post() {
  for (auto& ready : by_executor_) post_all(std::move(ready));
  by_executor_.clear();
}

}  // namespace gatehouse
