#pragma once
// SPDX-License-Identifier: Apache-2.0
// The two system calls of a small request.

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>

namespace gatehouse::http {

// In a program with threads, send and recv of the C library are cancellation points (pthreads(7)), which
// costs two atomic operations for each call. Threads are never cancelled here, so the system calls are made
// directly. Sanitizers intercept the functions of the C library only, so they get those.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool is_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif
#else
inline constexpr bool is_sanitized = false;
#endif

/// Like send(2).
inline ssize_t send_bytes(int fd, const char* data, std::size_t size, int flags) noexcept {
  if constexpr (is_sanitized) return ::send(fd, data, size, flags);
  return ::syscall(SYS_sendto, fd, data, size, flags, nullptr, 0);
}

/// Like recv(2).
inline ssize_t receive_bytes(int fd, char* data, std::size_t size, int flags) noexcept {
  if constexpr (is_sanitized) return ::recv(fd, data, size, flags);
  return ::syscall(SYS_recvfrom, fd, data, size, flags, nullptr, nullptr);
}

}  // namespace gatehouse::http
