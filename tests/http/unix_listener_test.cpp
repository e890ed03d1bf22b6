// SPDX-License-Identifier: Apache-2.0
// Unix sockets, connections that are handed over, and several handlers in one server.

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gatehouse/base/unix_address.h"
#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

using testing::HasSubstr;

/// A folder that is removed with all its files.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "gatehouse-unix-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path path;
};

/// Answers who asks.
class WhoHandler final : public Handler {
 public:
  awaitable<> handle(const Request& request, Response& response) override {
    response.status = 200;
    response.body = request.peer ? "user " + std::to_string(request.peer->user) : "no process";
    response.body += request.remote_address.empty() ? ", no address" : ", an address";
    response.body += ", worker " + std::to_string(request.worker);
    co_return;
  }
};

std::string ask(int socket) {
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) return "nothing can be sent";
  std::string answer;
  std::vector<char> piece(4096);
  for (ssize_t size = 0; (size = ::recv(socket, piece.data(), piece.size(), 0)) > 0;) {
    answer.append(piece.data(), static_cast<std::size_t>(size));
  }
  return answer;
}

ServerOptions listening_at(const std::filesystem::path& path, Handler& handler) {
  auto options = test_options();
  options.listeners.push_back({"unix:" + path.string(), &handler});
  return options;
}

std::string of_this_user() { return "user " + std::to_string(::geteuid()) + ", no address"; }

TEST(UnixListener, TellsTheHandlerWhichUserAsks) {
  const Folder folder;
  WhoHandler who;
  TestServer server{listening_at(folder.path / "socket", who)};
  EXPECT_THAT(ask(connect_unix(folder.path / "socket").get()), HasSubstr(of_this_user()));
  RawClient client{server.port()};
  client.send("GET /status/204 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read().status, 204) << "the other address keeps its handler";
}

TEST(UnixListener, IsForItsOwnerOnlyAndGoesWithTheServer) {
  const Folder folder;
  const auto path = folder.path / "socket";
  WhoHandler who;
  {
    TestServer server{listening_at(path, who)};
    struct stat info{};
    ASSERT_EQ(::lstat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(UnixListener, ReplacesTheSocketOfAServerThatHasEnded) {
  const Folder folder;
  const auto path = folder.path / "socket";
  {
    const UnixAddress address{path};
    const Descriptor left{::socket(AF_UNIX, SOCK_STREAM, 0)};
    ASSERT_EQ(::bind(left.get(), address.data(), UnixAddress::size()), 0);
  }
  ASSERT_TRUE(std::filesystem::exists(path));
  WhoHandler who;
  TestServer server{listening_at(path, who)};
  EXPECT_THAT(ask(connect_unix(path).get()), HasSubstr(of_this_user()));
}

TEST(UnixListener, ReplacesNeitherASocketInUseNorAnotherFile) {
  const Folder folder;
  WhoHandler who;
  TestServer server{listening_at(folder.path / "socket", who)};
  std::ofstream{folder.path / "file"} << "kept";
  for (const auto* name : {"socket", "file"}) {
    Server second{listening_at(folder.path / name, who), who};
    const auto listening = second.listen();
    ASSERT_FALSE(listening) << name;
    EXPECT_EQ(listening.error(), "cannot listen on " + (folder.path / name).string() + ": already in use");
  }
  EXPECT_THAT(ask(connect_unix(folder.path / "socket").get()), HasSubstr(of_this_user()));
  EXPECT_TRUE(std::filesystem::is_regular_file(folder.path / "file"));
}

TEST(UnixListener, HasAPathOfAnyLength) {
  const Folder folder;
  const auto deep = folder.path / std::string(100, 'd') / std::string(200, 'e');
  std::filesystem::create_directories(deep);
  WhoHandler who;
  TestServer server{listening_at(deep / "socket", who)};
  EXPECT_THAT(ask(connect_unix(deep / "socket").get()), HasSubstr(of_this_user()));
}

TEST(UnixListener, AnswersWithReservedDescriptorsWhenNoOthersAreLeft) {
  const Folder folder;
  WhoHandler who;
  auto options = listening_at(folder.path / "socket", who);
  options.reserved_descriptors = 2;
  TestServer server{std::move(options)};
  const auto count_descriptors = [] {
    const std::filesystem::directory_iterator open{"/proc/self/fd"};
    return std::distance(begin(open), end(open));
  };
  EXPECT_THAT(ask(connect_unix(folder.path / "socket").get()), HasSubstr(of_this_user()));
  // The server has opened all it needs, and will have closed this connection a moment later.
  auto usual = count_descriptors();
  EXPECT_TRUE(becomes_true([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    const auto before = std::exchange(usual, count_descriptors());
    return before == usual;
  }));
  for (int time = 0; time < 3; ++time) {
    EXPECT_TRUE(becomes_true([&] { return count_descriptors() == usual; })) << "the reserve is filled again";
    const auto socket = Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    std::vector<Descriptor> taken;
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlimit lower{256, limit.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &lower), 0);
    for (int fd = 0; fd >= 0;) {
      fd = ::dup(socket.get());
      taken.emplace_back(fd);
    }
    const UnixAddress address{folder.path / "socket"};
    EXPECT_EQ(::connect(socket.get(), address.data(), UnixAddress::size()), 0);
    EXPECT_THAT(ask(socket.get()), HasSubstr(of_this_user()));
    taken.clear();
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
  }
}

TEST(Adopt, ServesASocketThatWasConnectedBefore) {
  WhoHandler who;
  auto options = test_options();
  options.first_worker = 7;
  TestServer server{std::move(options)};
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
  const Descriptor mine{ends[0]};
  server.server().adopt(Descriptor{ends[1]}, who);
  EXPECT_THAT(ask(mine.get()), HasSubstr(of_this_user() + ", worker 7"));
}

}  // namespace
}  // namespace gatehouse::http::test
