// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/shared_lanes.h"

namespace gatehouse::crypto::detail {

BcryptLanes& SharedLanes::take(Side side) noexcept {
  auto& self = party(side);
  std::uint64_t seen = current_.load();
  for (;;) {
    // Announces the buffer, then checks that it is still the current one, so that the thread that replaces it
    // sees that it is being read.
    self.reading.store(seen % buffers_.size());
    const auto again = current_.load();
    if (again == seen) break;
    seen = again;
  }
  self.taken = other(side).reading.load() == self.own[0] ? 1 : 0;
  auto& copy = buffers_[self.own[self.taken]];
  copy = buffers_[seen % buffers_.size()];
  self.reading.store(none);
  self.seen = seen;
  return copy;
}

bool SharedLanes::put(Side side) noexcept {
  auto& self = party(side);
  auto& mine = self.own[self.taken];
  auto expected = self.seen;
  const auto next = (self.seen / buffers_.size() + 1) * buffers_.size() + mine;
  if (!current_.compare_exchange_strong(expected, next)) return false;
  mine = self.seen % buffers_.size();
  return true;
}

void SharedLanes::wipe(Side side) noexcept {
  for (const auto buffer : party(side).own) {
    if (other(side).reading.load() != buffer) buffers_[buffer].clear();
  }
}

}  // namespace gatehouse::crypto::detail
