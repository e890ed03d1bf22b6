// SPDX-License-Identifier: Apache-2.0

#include "http/second_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>

#include "http/messages/parser.h"

namespace gatehouse::http::test {
namespace {

namespace beast = boost::beast;

std::string to_text(std::size_t taken, std::string_view parts, std::string_view body, bool is_persistent) {
  std::string out = std::to_string(taken);
  return out.append(parts).append("|").append(body).append(is_persistent ? "|keep" : "|close");
}

class BeastReader final : public beast::http::basic_parser<true> {
 public:
  std::string parts;
  std::string body;
  bool is_persistent = false;

 private:
  using Error = beast::error_code;
  using View = beast::string_view;

  void on_request_impl(beast::http::verb, View method, View target, int version, Error&) override {
    add("", method);
    add("", target);
    parts.append("|").append(std::to_string(version));
  }
  void on_response_impl(int, View, int, Error&) override {}
  void on_field_impl(beast::http::field, View name, View value, Error&) override {
    if (!is_header_done_) add(name, value);  // otherwise it is a trailer
  }
  void on_header_impl(Error&) override {
    is_header_done_ = true;
    is_persistent = keep_alive();  // later, Beast would let trailers decide
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(View text, Error&) override {
    body.append(text.data(), text.size());
    return text.size();
  }
  void on_chunk_header_impl(std::uint64_t, View, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View text, Error&) override {
    body.append(text.data(), text.size());
    return text.size();
  }
  void on_finish_impl(Error&) override {}

  void add(View name, View value) {
    parts.append("|").append(name.data(), name.size()).append("=").append(value.data(), value.size());
  }

  bool is_header_done_ = false;
};

}  // namespace

std::optional<std::string> read_with_beast(std::string_view stream) {
  BeastReader reader;
  reader.eager(true);
  reader.body_limit(boost::none);
  reader.header_limit(UINT32_MAX);
  std::size_t taken = 0;
  while (!reader.is_done() && taken < stream.size()) {
    beast::error_code error;
    const auto rest = stream.substr(taken);
    const auto step = reader.put(boost::asio::const_buffer{rest.data(), rest.size()}, error);
    taken += step;
    if (error || step == 0) break;
  }
  if (!reader.is_done()) return std::nullopt;
  return to_text(taken, reader.parts, reader.body, reader.is_persistent);
}

std::optional<std::string> read_with_ours(std::string_view stream, std::size_t part) {
  const Limits limits;
  Message message;
  RequestParser parser{message, limits};
  std::size_t taken = 0;
  for (std::size_t shown = 0; shown < stream.size() && !parser.is_done() && parser.refusal() == 0;) {
    shown = std::min(stream.size(), shown + part);
    while (taken < shown && !parser.is_done() && parser.refusal() == 0) {
      const auto step = parser.parse(stream.substr(taken, shown - taken));
      taken += step;
      if (parser.needs_plan()) parser.plan_body(limits.body_bytes);
      if (step == 0) break;
    }
  }
  if (!parser.is_done() || parser.refusal() != 0) return std::nullopt;
  const auto& request = message.request;
  std::string parts;
  parts.append("|=").append(request.method).append("|=").append(message.raw_target);
  parts.append("|").append(std::to_string(request.version));
  for (const auto& [name, value] : request.fields) parts.append("|").append(name).append("=").append(value);
  return to_text(taken, parts, request.body, parser.is_persistent());
}

}  // namespace gatehouse::http::test
