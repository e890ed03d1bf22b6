// SPDX-License-Identifier: Apache-2.0

#include "http/thread_limits.h"

#include <algorithm>

namespace gatehouse::http {
namespace {

constexpr std::size_t reserved_descriptors = 64;
constexpr std::size_t reserved_of_thread = 8;
constexpr std::size_t least_connections = 16;
/// At about 10 KiB for each connection, these need 200 MB.
constexpr std::size_t most_derived = 20'000;
/// By default one peer address can take only this part of all connections.
constexpr std::size_t address_part = 4;
constexpr std::size_t least_of_address = 32;

std::size_t derive_connections(unsigned threads, std::size_t descriptors) noexcept {
  const auto reserved = reserved_descriptors + threads * reserved_of_thread + descriptors / 8;
  return std::clamp(descriptors - std::min(descriptors, reserved), least_connections, most_derived);
}

}  // namespace

Limits limits_of_thread(const Limits& limits, unsigned threads, std::size_t descriptors) noexcept {
  Limits out = limits;
  const auto total = limits.connections != 0 ? limits.connections : derive_connections(threads, descriptors);
  out.connections = (total + threads - 1) / threads;
  if (out.connections_per_address == 0) {
    out.connections_per_address = std::max(total / address_part, least_of_address);
  }
  // Two bodies fit whatever the number of workers, so that one body cannot block all others.
  out.memory_bytes = std::max(limits.memory_bytes / threads, 2 * limits.body_bytes);
  return out;
}

}  // namespace gatehouse::http
