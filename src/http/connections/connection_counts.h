#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts the connections of each peer address on all workers together.

#include <array>
#include <cstddef>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "http/sockets/address_key.h"

namespace gatehouse::http {

/// Counts connections by peer address. Thread-safe. Takes one short lock when a connection begins, and one
/// when it ends.
class ConnectionCounts {
 public:
  /// One counted connection. It is counted until this object is destroyed.
  class Place {
   public:
    /// A connection that is not counted.
    Place() = default;
    Place(Place&& other) noexcept
        : counts_(std::exchange(other.counts_, nullptr)), key_(other.key_), count_(other.count_) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(counts_, other.counts_);
      std::swap(key_, other.key_);
      std::swap(count_, other.count_);
      return *this;
    }
    ~Place() {
      if (counts_ != nullptr) counts_->remove(key_);
    }

    [[nodiscard]] bool is_counted() const noexcept { return counts_ != nullptr; }
    /// Returns how many connections its address had when this one was counted, including this one.
    [[nodiscard]] std::size_t count() const noexcept { return count_; }

   private:
    friend class ConnectionCounts;
    Place(ConnectionCounts& counts, const AddressKey& key, std::size_t count) noexcept
        : counts_(&counts), key_(key), count_(count) {}

    ConnectionCounts* counts_ = nullptr;
    AddressKey key_;
    std::size_t count_ = 0;
  };

  /// Counts a connection. This object must outlive the returned place.
  [[nodiscard]] Place add(const AddressKey& key);

 private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<AddressKey, std::size_t, AddressHash> counts;
  };

  void remove(const AddressKey& key) noexcept;
  [[nodiscard]] Shard& shard_of(const AddressKey& key) noexcept {
    return shards_[AddressHash{}(key) % shards_.size()];
  }

  std::array<Shard, 16> shards_;
};

}  // namespace gatehouse::http
