#pragma once
// SPDX-License-Identifier: Apache-2.0
// A Unix socket that listens, and the process at its other end.

#include <filesystem>
#include <optional>
#include <string>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/result.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// Opens a Unix socket that only the user of this process may connect to (mode 0600). Replaces a socket
/// file that nothing listens on any more. Fails with a message that names the path.
[[nodiscard]] result<Descriptor, std::string> open_unix_listener(const std::filesystem::path& path);

/// Returns the process that connected this Unix socket, or nothing if the kernel does not tell.
[[nodiscard]] std::optional<PeerProcess> peer_process(int socket) noexcept;

}  // namespace gatehouse::http
