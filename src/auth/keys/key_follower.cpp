// SPDX-License-Identifier: Apache-2.0
#include "auth/keys/key_follower.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <utility>

namespace gatehouse::auth {

KeyFollower::KeyFollower(std::shared_ptr<KeyRing> ring, store::ChangeFeed& feed, Executor executor,
                         std::shared_ptr<Log> log)
    : ring_(std::move(ring)), feed_(feed), executor_(std::move(executor)), log_(std::move(log)) {
  feed_.add(*this);
}

void KeyFollower::on_keys_changed() noexcept {
  if (!ring_->has_key_pairs()) return;
  try {
    auto told = [ring = ring_, log = log_](const std::exception_ptr& failure, const KeyResult<>& known) {
      if ((!failure && known) || !log) return;
      log->write(LogLevel::error, "the keys have changed and can't be read");
    };
    boost::asio::co_spawn(executor_, ring_->read(), std::move(told));
  } catch (const std::exception&) {  // out of memory: the next change tells again
  }
}

void KeyFollower::on_resync(std::span<const store::EndedSession>) noexcept { on_keys_changed(); }

}  // namespace gatehouse::auth
