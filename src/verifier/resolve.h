#pragma once
// SPDX-License-Identifier: Apache-2.0
// A host's addresses, in time or not at all.

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/result.h"
#include "verifier/source_url.h"

namespace gatehouse::verifier {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

/// The endpoints of the URL's host, never none; only of this machine where it says so. The error says in one
/// line why not. A look-up that takes longer goes on behind, and keeps the io_context from ending so long.
[[nodiscard]] awaitable<result<Endpoints, std::string>> resolve(
    const SourceUrl& url, std::chrono::steady_clock::time_point deadline);

}  // namespace gatehouse::verifier
