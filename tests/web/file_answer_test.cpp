// SPDX-License-Identifier: Apache-2.0
// Files as answers: types, names, validators, ranges.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Folder {
  Folder() {
    std::string text = (std::filesystem::temp_directory_path() / "gatehouse-files-XXXXXX").string();
    path = ::mkdtemp(text.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream{path + "/" + name} << content;
    const timeval times[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
    ::utimes((path + "/" + name).c_str(), times);
  }
  std::string path;
};

FileAnswer get_file(Query<"name", std::string> name, Query<"as", std::optional<std::string>> as,
                    Query<"type", std::optional<std::string>> type, State<Folder> folder) {
  return FileAnswer{folder->path + "/" + *name, as->value_or(""), type->value_or("")};
}
awaitable<OneOfAnswers<FileAnswer, Answer<404, std::string>>> find_file(Query<"name", std::string> name,
                                                                        State<Folder> folder) {
  if (*name == "none") co_return Answer<404, std::string>{"none"};
  co_return FileAnswer{folder->path + "/" + *name};
}

struct Fixture {
  Fixture() {
    folder->write("a.txt", "0123456789");
    folder->write("empty.css", "");
    folder->write("big.bin", big);
    app.share(folder).get<get_file>("/file").get<find_file>("/find").post<get_file>("/post");
  }
  Response get(const std::string& name, const TestClient::Fields& fields = {}) {
    return TestClient{app}.get("/file?name=" + name, fields);
  }
  std::string big = std::string(200'000, 'x') + "end";
  std::shared_ptr<Folder> folder = std::make_shared<Folder>();
  App app;
};

std::string field(const Response& response, std::string_view name) {
  return std::string{response.find(name).value_or("none")};
}

TEST(FileAnswer, HasTheFileAndItsFields) {
  Fixture f;
  const auto response = f.get("a.txt");
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, "0123456789");
  EXPECT_EQ(field(response, "Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(field(response, "Last-Modified"), "Sun, 09 Sep 2001 01:46:40 GMT");
  EXPECT_EQ(field(response, "Accept-Ranges"), "bytes");
  EXPECT_EQ(field(response, "Content-Disposition"), "none");
  EXPECT_EQ(f.get("empty.css").body, "");
  EXPECT_EQ(field(f.get("empty.css"), "Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(f.get("big.bin").body, f.big);
  EXPECT_EQ(field(f.get("big.bin"), "Content-Type"), "application/octet-stream");
  EXPECT_EQ(field(f.get("a.txt&type=x/y"), "Content-Type"), "x/y");
  EXPECT_EQ(TestClient{f.app}.head("/file?name=a.txt").body, "");
}

TEST(FileAnswer, NamesWhatItIsToBeSavedAs) {
  Fixture f;
  const struct {
    const char* name;
    const char* field;
  } cases[] = {
      {"b.json", R"(attachment; filename="b.json")"},
      {"a%20%22b.pdf", "attachment; filename*=utf-8''a%20%22b.pdf"},
      {"%C3%A4.png", "attachment; filename*=utf-8''%C3%A4.png"},
      {"a%0D%0AX:%201", "attachment; filename*=utf-8''a%0D%0AX%3A%201"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(field(f.get(std::string{"a.txt&as="} + c.name), "Content-Disposition"), c.field);
  }
  EXPECT_EQ(field(f.get("a.txt&as=b.json"), "Content-Type"), "application/json");
}

TEST(FileAnswer, IsNotSentAgain) {
  Fixture f;
  const auto etag = field(f.get("a.txt"), "ETag");
  ASSERT_TRUE(etag.starts_with('"') && etag.ends_with('"'));
  for (const auto& known : {etag, "\"x\", " + etag, "W/" + etag, std::string{"*"}}) {
    const auto response = f.get("a.txt", {{"If-None-Match", known}});
    EXPECT_EQ(response.status, 304U) << known;
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(field(response, "ETag"), etag);
    EXPECT_EQ(field(response, "Content-Type"), "none");
  }
  const auto modified = field(f.get("a.txt"), "Last-Modified");
  EXPECT_EQ(f.get("a.txt", {{"If-Modified-Since", modified}}).status, 304U);
  EXPECT_EQ(f.get("a.txt", {{"If-Modified-Since", "Sun, 09 Sep 2001 01:46:39 GMT"}}).status, 200U);
  EXPECT_EQ(f.get("a.txt", {{"If-None-Match", "\"x\""}, {"If-Modified-Since", modified}}).status, 200U);
  f.folder->write("a.txt", "longer than before");
  EXPECT_EQ(f.get("a.txt", {{"If-None-Match", etag}}).status, 200U);
}

TEST(FileAnswer, GivesParts) {
  Fixture f;
  const struct {
    const char* range;
    unsigned status;
    const char* body;
    const char* content_range;
  } cases[] = {
      {"bytes=0-0", 206, "0", "bytes 0-0/10"},
      {"Bytes=2-4", 206, "234", "bytes 2-4/10"},
      {"bytes=7-", 206, "789", "bytes 7-9/10"},
      {"bytes=7-100", 206, "789", "bytes 7-9/10"},
      {"bytes=7-99999999999999999999999", 206, "789", "bytes 7-9/10"},
      {"bytes=-3", 206, "789", "bytes 7-9/10"},
      {"bytes=-30", 206, "0123456789", "bytes 0-9/10"},
      {"bytes=10-", 416, "", "bytes */10"},
      {"bytes=99999999999999999999999-", 416, "", "bytes */10"},
      {"bytes=-0", 416, "", "bytes */10"},
      {"bytes=4-2", 200, "0123456789", "none"},
      {"bytes=", 200, "0123456789", "none"},
      {"bytes=-", 200, "0123456789", "none"},
      {"bytes=a-b", 200, "0123456789", "none"},
      {"bytes=1-2,4-5", 200, "0123456789", "none"},
      {"lines=1-2", 200, "0123456789", "none"},
      {"", 200, "0123456789", "none"},
  };
  for (const auto& c : cases) {
    const auto response = f.get("a.txt", {{"Range", c.range}});
    EXPECT_EQ(response.status, c.status) << c.range;
    EXPECT_EQ(response.body, c.body) << c.range;
    EXPECT_EQ(field(response, "Content-Range"), c.content_range) << c.range;
  }
  EXPECT_EQ(f.get("empty.css", {{"Range", "bytes=0-"}}).status, 416U);
  EXPECT_EQ(f.get("big.bin", {{"Range", "bytes=-4"}}).body, "xend");
  EXPECT_EQ(TestClient{f.app}.get("/find?name=a.txt", {{"Range", "bytes=1-1"}}).body, "1");
  const auto etag = field(f.get("a.txt"), "ETag");
  EXPECT_EQ(f.get("a.txt", {{"Range", "bytes=1-1"}, {"If-Range", etag}}).status, 206U);
  EXPECT_EQ(f.get("a.txt", {{"Range", "bytes=1-1"}, {"If-Range", "\"x\""}}).status, 200U);
  EXPECT_EQ(TestClient{f.app}.request("POST", "/post?name=a.txt", "", {{"Range", "bytes=1-1"}}).status, 200U);
}

TEST(FileAnswer, OfNothingIs404AndOfNoFileAFailure) {
  Fixture f;
  EXPECT_EQ(f.get("b.txt").status, 404U);
  EXPECT_EQ(f.get("a.txt/b").body, R"({"detail":"Not Found"})");
  EXPECT_EQ(TestClient{f.app}.get("/find?name=none").status, 404U);
  EXPECT_THROW(f.get("."), std::exception);
  ASSERT_EQ(::mkfifo((f.folder->path + "/pipe").c_str(), 0600), 0);
  EXPECT_THROW(f.get("pipe"), std::exception);
}

FileAnswer get_below(Path<"name", std::string> name, State<Folder> folder) {
  return FileAnswer::below(folder->path + "/open", *name);
}

TEST(FileAnswer, GivesStrangersWhatIsInTheFolderAlone) {
  Fixture f;
  std::filesystem::create_directories(f.folder->path + "/open/deep");
  std::filesystem::create_directories(f.folder->path + "/open-not");
  for (const auto* name : {"open/a b.css", "open/deep/b.txt", "secret.txt", "open-not/c.txt"})
    f.folder->write(name, name);
  std::filesystem::create_symlink("../secret.txt", f.folder->path + "/open/out.txt");
  std::filesystem::create_symlink("deep/b.txt", f.folder->path + "/open/in.txt");
  f.app.get<get_below>("/below/{name:path}");
  TestClient client{f.app};
  EXPECT_EQ(client.get("/below/a%20b.css").body, "open/a b.css");
  EXPECT_EQ(field(client.get("/below/a%20b.css"), "Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(client.get("/below/deep/b.txt").body, "open/deep/b.txt");
  EXPECT_EQ(client.get("/below/deep%2Fb.txt").body, "open/deep/b.txt");
  EXPECT_EQ(client.get("/below/in.txt").body, "open/deep/b.txt");
  for (const std::string name :
       {"", ".", "..", "deep", "none.txt", "../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt",
        "deep/../../secret.txt", "out.txt", "../open-not/c.txt", "/etc/passwd", "%2Fetc/passwd",
        "../../../../../../etc/passwd", "a%20b.css%00", "a%20b.css/", "a%20b.css/x"}) {
    EXPECT_EQ(client.get("/below/" + name).status, 404U) << name;
  }
  EXPECT_EQ(client.get("/below/" + std::string(300, 'x')).status, 404U);
  EXPECT_EQ(client.get("/below/" + f.folder->path + "/open/in.txt").status, 404U)
      << "where the folder is stays unknown";
  std::filesystem::remove_all(f.folder->path + "/open");
  EXPECT_THROW((void)client.get("/below/a.css"), std::system_error)
      << "an operator's mistake, not a client's";
}

}  // namespace
}  // namespace gatehouse::web
