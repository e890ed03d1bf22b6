// SPDX-License-Identifier: Apache-2.0
#include "web/answers/media_types.h"

#include <algorithm>
#include <array>

#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {
namespace {

struct Known {
  std::string_view extension;
  std::string_view type;
};

// The types of Python's mimetypes that are common on the web.
constexpr std::array known{
    Known{"avif", "image/avif"},
    Known{"bmp", "image/bmp"},
    Known{"css", "text/css; charset=utf-8"},
    Known{"csv", "text/csv; charset=utf-8"},
    Known{"gif", "image/gif"},
    Known{"gz", "application/gzip"},
    Known{"htm", "text/html; charset=utf-8"},
    Known{"html", "text/html; charset=utf-8"},
    Known{"ico", "image/vnd.microsoft.icon"},
    Known{"jpeg", "image/jpeg"},
    Known{"jpg", "image/jpeg"},
    Known{"js", "text/javascript; charset=utf-8"},
    Known{"json", "application/json"},
    Known{"md", "text/markdown; charset=utf-8"},
    Known{"mjs", "text/javascript; charset=utf-8"},
    Known{"mp3", "audio/mpeg"},
    Known{"mp4", "video/mp4"},
    Known{"ogg", "audio/ogg"},
    Known{"otf", "font/otf"},
    Known{"pdf", "application/pdf"},
    Known{"png", "image/png"},
    Known{"svg", "image/svg+xml"},
    Known{"tar", "application/x-tar"},
    Known{"ttf", "font/ttf"},
    Known{"txt", "text/plain; charset=utf-8"},
    Known{"wasm", "application/wasm"},
    Known{"wav", "audio/x-wav"},
    Known{"webm", "video/webm"},
    Known{"webp", "image/webp"},
    Known{"woff", "font/woff"},
    Known{"woff2", "font/woff2"},
    Known{"xml", "application/xml"},
    Known{"zip", "application/zip"},
};

}  // namespace

std::string_view media_type_of(std::string_view filename) noexcept {
  const auto dot = filename.find_last_of("./");
  if (dot != std::string_view::npos && filename[dot] == '.') {
    const auto extension = filename.substr(dot + 1);
    for (const auto& each : known) {
      if (http::equal_ignoring_case(each.extension, extension)) return each.type;
    }
  }
  return "application/octet-stream";
}

}  // namespace gatehouse::web::detail
