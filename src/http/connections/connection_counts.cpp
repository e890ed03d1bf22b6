// SPDX-License-Identifier: Apache-2.0

#include "http/connections/connection_counts.h"

namespace gatehouse::http {

ConnectionCounts::Place ConnectionCounts::add(const AddressKey& key) {
  auto& shard = shard_of(key);
  const std::lock_guard lock{shard.mutex};
  return Place{*this, key, ++shard.counts[key]};
}

void ConnectionCounts::remove(const AddressKey& key) noexcept {
  auto& shard = shard_of(key);
  const std::lock_guard lock{shard.mutex};
  const auto found = shard.counts.find(key);
  if (found != shard.counts.end() && --found->second == 0) shard.counts.erase(found);
}

}  // namespace gatehouse::http
