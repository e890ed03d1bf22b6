#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer in the making: status, header fields, body.

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

/// Work for after an answer; run on the thread of its request.
using AfterAnswer = std::function<awaitable<>()>;

/// An answer. The server adds Date, Content-Length, X-Request-ID and, where needed, Connection and
/// Transfer-Encoding.
struct Response {
  /// From 200 to 999.
  unsigned status = 200;
  std::string_view content_type;  ///< static text; no field is sent when empty
  /// Further fields. Names and values hold no CR, LF or NUL: the server drops a field that does (CWE-113).
  std::vector<std::pair<std::string, std::string>> fields;
  /// Sent whole, unless there is a static body or a source.
  std::string body;
  /// Sent instead of `body` when not empty; must outlive the server (an embedded file).
  std::string_view static_body;
  /// Gives the body instead of both, if there is one. It outlives the handler, not the request.
  std::unique_ptr<BodySource> source;
  /// Run in their order, each once, when the answer has been sent, also if its client has gone. What one
  /// throws is logged and keeps none of the others. The request is no more. A server that stops waits for
  /// them within `Limits::stop_time`.
  std::vector<AfterAnswer> after;

  /// The path below which a proxy publishes the server, such as "/auth"; set by the application before a
  /// handler runs, and kept by `clear`. Location and cookies' paths begin with it.
  std::string_view root_path;

  /// Adds a field.
  void set(std::string name, std::string value) { fields.emplace_back(std::move(name), std::move(value)); }
  /// The value of the first field of that name, or nothing. `name` in any case.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const& noexcept;
  /// The same of an answer that is gone at the end of the line, such as `client.get("/items").find("Link")`:
  /// a copy.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) && {
    const auto value = std::as_const(*this).find(name);
    return value ? std::optional{std::string{*value}} : std::nullopt;
  }
  /// Takes all fields of that name away. `name` in any case.
  void remove(std::string_view name);
  /// Adds a field in place of all of its name.
  void replace(std::string name, std::string value) {
    remove(name);
    set(std::move(name), std::move(value));
  }
  /// Says where the client should go, or where a new thing is. A path from the root ("/docs") is the
  /// application's own: `root_path` is put before it.
  void set_location(std::string reference);
  /// Says that the answer depends on that field of the request (RFC 9110 12.5.5), once.
  void vary(std::string_view name);
  /// Sets a cookie, whose path is below `root_path`. A value with white space, quotes or other than ASCII is
  /// quoted, and read back as it was by `Cookie<...>`. Throws std::invalid_argument for a name, path or
  /// domain that no cookie can have.
  void set_cookie(std::string_view name, std::string_view value, const CookieOptions& options = {});
  /// Has the browser forget a cookie: `path` and `domain` must be those it was set with.
  void delete_cookie(std::string_view name, const CookieOptions& options = {});
  /// Back to an empty 200, memory kept.
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

/// The reason phrase of a status (RFC 9110 15), or "Unknown".
[[nodiscard]] std::string_view reason_phrase(unsigned status) noexcept;

}  // namespace gatehouse::http
