#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer under construction: its status, its header fields and its body.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/http/body_source.h"
#include "gatehouse/http/cookie.h"

namespace gatehouse::http {

/// Work to do after an answer has been sent. It runs on the thread of the request.
using AfterAnswer = std::function<awaitable<>()>;

/// An answer. The server adds Date, Content-Length, X-Request-ID and, if needed,
/// Connection and Transfer-Encoding.
struct Response {
  /// In the range from 200 to 999.
  unsigned status = 200;
  std::string_view content_type;  ///< static text; if empty, the field is not sent
  /// Further fields. The server drops a field whose name or value contains CR, LF or NUL (CWE-113).
  std::vector<std::pair<std::string, std::string>> fields;
  /// The body, unless `static_body` or `source` is set.
  std::string body;
  /// Sent instead of `body` if it is not empty. Must outlive the server, like an embedded file.
  std::string_view static_body;
  /// Produces the body instead of `body` and `static_body` if it is not null. May be used after the handler
  /// has returned, but not after the request has ended.
  std::unique_ptr<BodySource> source;
  /// Run in order, each once, after the answer has been sent or its peer has disconnected. An exception is
  /// logged and does not affect the others. The request is no longer valid then. When a server stops, it
  /// waits for them within `Limits::stop_time`.
  std::vector<AfterAnswer> after;

  /// The path under which a proxy publishes the server, such as "/auth". The application sets it before a
  /// handler runs, and `clear` keeps it. Location fields and the paths of cookies begin with it.
  std::string_view root_path;

  /// The value of `route` while no route was found.
  static constexpr auto no_route = static_cast<std::size_t>(-1);
  /// The index of the route that answers. The application sets it for its observer, and `clear` keeps it.
  std::size_t route = no_route;

  void set(std::string name, std::string value) { fields.emplace_back(std::move(name), std::move(value)); }
  /// Returns the value of the first field with this name, ignoring case, or nothing.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const& noexcept;
  /// Same as above for a temporary answer, such as `client.get("/items").find("Link")`. Returns a copy.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) && {
    const auto value = std::as_const(*this).find(name);
    return value ? std::optional{std::string{*value}} : std::nullopt;
  }
  /// Removes all fields with this name, ignoring case.
  void remove(std::string_view name);
  /// Adds a field and removes all other fields with its name.
  void replace(std::string name, std::string value) {
    remove(name);
    set(std::move(name), std::move(value));
  }
  /// Sets the Location field: where to redirect, or the place of a new resource. `root_path` is put before a
  /// path from the root ("/docs"), because that is a path of this application.
  void set_location(std::string reference);
  /// Adds a field name to Vary (RFC 9110 12.5.5), unless it is already there.
  void vary(std::string_view name);
  /// Sets a cookie. `root_path` is put before its path. A value with white space, quotes or non-ASCII
  /// characters is quoted; `Cookie<...>` reads it back unchanged. Throws std::invalid_argument for a name,
  /// path or domain that is not valid in a cookie.
  void set_cookie(std::string_view name, std::string_view value, const CookieOptions& options = {});
  /// Makes the browser delete a cookie. `path` and `domain` must be the same as when it was set.
  void delete_cookie(std::string_view name, const CookieOptions& options = {});
  /// Resets to an empty answer with status 200. Keeps the allocated memory, `root_path` and `route`.
  void clear() noexcept {
    status = 200;
    content_type = {};
    fields.clear();
    body.clear();
    static_body = {};
    source.reset();
    after.clear();
  }
};

/// Returns the reason phrase of a status (RFC 9110 15), or "Unknown".
[[nodiscard]] std::string_view reason_phrase(unsigned status) noexcept;

}  // namespace gatehouse::http
