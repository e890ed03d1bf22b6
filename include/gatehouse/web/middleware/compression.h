#pragma once
// SPDX-License-Identifier: Apache-2.0
// Answers made smaller on their way (RFC 9110 8.4.1.3: gzip), as Starlette's GZipMiddleware does it.

#include <cstddef>

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// What is worth it.
struct CompressionOptions {
  std::size_t smallest = 500;  ///< bytes; smaller bodies stay as they are
  int level = 6;               ///< from 1, fast, to 9, small (Starlette's)
};

/// Compresses bodies for clients that accept gzip; those that are sent while they are made, piece by piece.
/// Those that say how they are encoded stay as they are.
///
/// Not for answers that hold a secret beside what a stranger chose: their sizes tell the secret (CWE-310,
/// BREACH).
///
///     app.use(web::compression());
[[nodiscard]] Middleware compression(const CompressionOptions& options = {});

}  // namespace gatehouse::web
