#pragma once
// SPDX-License-Identifier: Apache-2.0
// Compresses answers with gzip (RFC 9110 8.4.1.3), like Starlette's GZipMiddleware.

#include <cstddef>

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// Options of compression().
struct CompressionOptions {
  std::size_t smallest = 500;  ///< in bytes; smaller bodies are not compressed
  int level = 6;               ///< from 1 (fast) to 9 (small), as in Starlette
};

/// Compresses the bodies of answers to callers that accept gzip. Streamed bodies are compressed piece by
/// piece. Answers that already have a content coding are not changed.
///
/// Do not use it for answers that contain both a secret and text that an attacker can choose: their sizes
/// reveal the secret (BREACH, CWE-310).
///
///     app.use(web::compression());
[[nodiscard]] Middleware compression(const CompressionOptions& options = {});

}  // namespace gatehouse::web
