#pragma once
// SPDX-License-Identifier: Apache-2.0
// Looks up the addresses of a host within a time limit.

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/result.h"
#include "verifier/source_url.h"

namespace gatehouse::verifier {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

/// Returns the endpoints of the URL's host, at least one; only those of this machine if
/// `url.is_loopback_only`. Fails with one line of text that says why there are none. A look-up that
/// takes longer than the deadline continues in the background, and the io_context cannot be destroyed
/// until it ends.
[[nodiscard]] awaitable<result<Endpoints, std::string>> resolve(
    const SourceUrl& url, std::chrono::steady_clock::time_point deadline);

}  // namespace gatehouse::verifier
