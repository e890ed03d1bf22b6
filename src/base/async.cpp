// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/async.h"

#include <algorithm>

namespace gatehouse {

void ResumeGroup::add(std::unique_ptr<detail::Resumption> one) {
  const auto is_there = [&](const Ready& ready) { return ready.front()->executor == one->executor; };
  const auto found = std::ranges::find_if(by_executor_, is_there);
  auto& ready = found == by_executor_.end() ? by_executor_.emplace_back() : *found;
  ready.push_back(std::move(one));
}

void ResumeGroup::post() {
  for (auto& ready : by_executor_) {
    const auto to = ready.front()->executor;
    boost::asio::post(to, [all = std::move(ready)]() mutable {
      for (auto& one : all) {
        auto& own = *one;
        own.run(std::move(one));
      }
    });
  }
  by_executor_.clear();
}

}  // namespace gatehouse
