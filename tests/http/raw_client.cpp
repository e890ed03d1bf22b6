// SPDX-License-Identifier: Apache-2.0

#include "http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "gatehouse/http/request.h"

namespace gatehouse::http::test {
namespace {

template <class Address>
void connect_to(int fd, const Address& address) {
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  int error = errno;
  if (error == EINTR) {  // the connection attempt continues (connect(2))
    pollfd state{fd, POLLOUT, 0};
    while (::poll(&state, 1, -1) < 0 && errno == EINTR) {
    }
    socklen_t size = sizeof error;
    ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  }
  if (error != 0) throw ClientError{std::string{"connect: "} + std::strerror(error)};
}

/// Repeats a call that was interrupted. A server with io_uring that ran on this thread can interrupt a call
/// of its client when it ends.
template <class Call>
ssize_t uninterrupted(Call call) {
  for (;;) {
    const ssize_t outcome = call();
    if (outcome >= 0 || errno != EINTR) return outcome;
  }
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw ClientError{"not a number: " + std::string{text}};
  }
  return value;
}

}  // namespace

std::optional<std::string> Answer::field(std::string_view name) const {
  std::optional<std::string> out;
  for (const auto& [key, value] : fields) {
    if (!equal_ignoring_case(key, name)) continue;
    if (out) throw ClientError{"twice: " + key};
    out = value;
  }
  return out;
}

RawClient::RawClient(std::uint16_t port, bool v6) : RawClient(port, v6, nullptr) {}

RawClient::RawClient(std::uint16_t port, const char* from) : RawClient(port, false, from) {}

RawClient::RawClient(std::uint16_t port, bool v6, const char* from)
    : fd_(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0)) {
  const timeval patience{20, 0};
  const int on = 1;
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (from != nullptr) {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    ::inet_pton(AF_INET, from, &own.sin_addr);
    if (::bind(fd_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0) {
      throw ClientError{std::string{"bind: "} + std::strerror(errno)};
    }
  }
  if (v6) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    address.sin6_addr = in6addr_loopback;
    connect_to(fd_, address);
  } else {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connect_to(fd_, address);
  }
}

RawClient::RawClient(RawClient&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

RawClient::~RawClient() {
  if (fd_ >= 0) ::close(fd_);
}

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = uninterrupted([&] { return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
    if (size <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

void RawClient::finish() { ::shutdown(fd_, SHUT_WR); }

void RawClient::finish_with(std::string_view bytes) {
  ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_MORE);  // held back until more is sent
  finish();
}

void RawClient::vanish() {
  const linger reset{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  ::close(std::exchange(fd_, -1));
}

bool RawClient::fill() {
  std::array<char, 16384> chunk{};
  const auto size = uninterrupted([&] { return ::recv(fd_, chunk.data(), chunk.size(), 0); });
  if (size < 0) throw ClientError{std::string{"recv: "} + std::strerror(errno)};
  buffer_.append(chunk.data(), static_cast<std::size_t>(size));
  return size > 0;
}

std::string RawClient::take_line() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!fill()) throw ClientError{"ended within a line: " + buffer_};
  }
  auto line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

std::string RawClient::read_chunks() {
  std::string body;
  for (;;) {
    const auto line = take_line();
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc{} || end != line.data() + line.size()) throw ClientError{"no chunk: " + line};
    while (buffer_.size() < size) {
      if (!fill()) throw ClientError{"ended within a chunk"};
    }
    body.append(buffer_, 0, size);
    buffer_.erase(0, size);
    if (!take_line().empty()) throw ClientError{"a chunk that does not end"};
    if (size == 0) return body;
  }
}

Answer RawClient::read(bool to_head) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) throw ClientError{"ended within a header: " + buffer_};
  }
  Answer answer;
  const auto head = buffer_.substr(0, end + 2);
  if (!head.starts_with("HTTP/1.1 ") || head.size() < 14) throw ClientError{"no status line: " + head};
  answer.status = static_cast<unsigned>(number(std::string_view{head}.substr(9, 3)));
  for (std::size_t line = head.find("\r\n") + 2; line < head.size();) {
    const auto stop = head.find("\r\n", line);
    const auto colon = head.find(": ", line);
    if (colon == std::string::npos || colon > stop) throw ClientError{"no field line: " + head};
    answer.fields.emplace_back(head.substr(line, colon - line), head.substr(colon + 2, stop - colon - 2));
    line = stop + 2;
  }
  buffer_.erase(0, end + 4);
  const bool bodiless = to_head || answer.status < 200 || answer.status == 204 || answer.status == 304;
  if (bodiless) return answer;
  if (answer.field("Transfer-Encoding") == "chunked") {
    answer.body = read_chunks();
    return answer;
  }
  const auto length = answer.field("Content-Length");
  if (!length) throw ClientError{"no Content-Length: " + head};
  const auto size = number(*length);
  while (buffer_.size() < size) {
    if (!fill()) throw ClientError{"ended within a body"};
  }
  answer.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return answer;
}

bool RawClient::is_closed() { return buffer_.empty() && !fill(); }

std::string RawClient::read_all() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

std::vector<Answer> RawClient::read_answers() {
  while (fill()) {
  }
  std::vector<Answer> out;
  while (!buffer_.empty()) out.push_back(read());
  return out;
}

std::vector<Answer> converse(std::uint16_t port, std::string_view bytes) {
  RawClient client{port};
  client.send(bytes);
  client.finish();
  return client.read_answers();
}

std::string statuses(const std::vector<Answer>& answers) {
  std::string out;
  for (const auto& answer : answers) {
    if (!out.empty()) out.push_back(' ');
    out.append(std::to_string(answer.status));
  }
  return out;
}

}  // namespace gatehouse::http::test
