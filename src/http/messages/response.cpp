// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/response.h"

#include <algorithm>

#include "gatehouse/http/list_field.h"
#include "gatehouse/http/path_prefix.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {

std::optional<std::string_view> Response::find(std::string_view name) const& noexcept {
  for (const auto& [known, value] : fields) {
    if (equal_ignoring_case(known, name)) return value;
  }
  return std::nullopt;
}

void Response::remove(std::string_view name) {
  std::erase_if(fields, [&](const auto& field) { return equal_ignoring_case(field.first, name); });
}

void Response::set_location(std::string reference) {
  replace("Location", add_prefix(root_path, std::move(reference)));
}

void Response::vary(std::string_view name) {
  const auto is_vary = [](const auto& field) { return equal_ignoring_case(field.first, "Vary"); };
  const auto known = std::ranges::find_if(fields, is_vary);
  if (known == fields.end()) {
    set("Vary", std::string{name});
    return;
  }
  if (has_token(known->second, "*") || has_token(known->second, name)) return;
  known->second.append(", ").append(name);
}

std::string_view reason_phrase(unsigned status) noexcept {
  switch (status) {
    case 100:
      return "Continue";
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 203:
      return "Non-Authoritative Information";
    case 204:
      return "No Content";
    case 205:
      return "Reset Content";
    case 206:
      return "Partial Content";
    case 300:
      return "Multiple Choices";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 305:
      return "Use Proxy";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 402:
      return "Payment Required";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 407:
      return "Proxy Authentication Required";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    case 511:
      return "Network Authentication Required";
    default:
      return "Unknown";
  }
}

}  // namespace gatehouse::http
