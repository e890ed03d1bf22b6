// SPDX-License-Identifier: Apache-2.0
// Files in forms, raw bodies and streams, without a socket.

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

const std::string end = "--XX--\r\n";

std::string part(const std::string& name, const std::string& content) {
  return "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
}
std::string file(const std::string& name, const std::string& content, const std::string& filename = "a.txt",
                 const std::string& type = "text/plain") {
  return "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename +
         "\"\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n";
}

struct One {
  UploadFile file;
  Default<7> number;
};
BOOST_DESCRIBE_STRUCT(One, (), (file, number))
struct Many {
  std::vector<UploadFile> files;
  std::optional<UploadFile> more;
};
BOOST_DESCRIBE_STRUCT(Many, (), (files, more))

struct Seen {
  std::string filename;
  std::string content_type;
  std::int64_t size = 0;
  std::string head;
  std::string tail;
  bool is_in_memory = true;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (filename, content_type, size, head, tail, is_in_memory))

awaitable<Seen> look(UploadFile upload) {
  Seen seen;
  seen.filename = upload.filename();
  seen.content_type = upload.content_type();
  seen.size = static_cast<std::int64_t>(upload.size());
  seen.is_in_memory = upload.is_in_memory();
  seen.head = co_await upload.read(3);
  upload.seek(upload.size() < 3 ? 0 : upload.size() - 3);
  seen.tail = co_await upload.read();
  const auto beyond = co_await upload.read();
  EXPECT_EQ(beyond, "");
  co_return seen;
}

awaitable<Seen> take_one(Form<One> form) {
  auto seen = co_await look(form->file);
  co_return seen;
}
awaitable<std::vector<Seen>> take_many(Form<Many> form) {
  std::vector<Seen> all;
  for (const auto& each : form->files) {
    auto seen = co_await look(each);
    all.push_back(std::move(seen));
  }
  if (form->more) {
    auto seen = co_await look(*form->more);
    all.push_back(std::move(seen));
  }
  co_return all;
}
std::string take_raw(RawBody body) { return *body; }
awaitable<std::vector<std::int64_t>> take_stream(BodyStream body) {
  std::vector<std::int64_t> sizes;
  sizes.push_back(static_cast<std::int64_t>(body.size().value_or(0)));
  while (auto piece = co_await body.next()) sizes.push_back(static_cast<std::int64_t>(piece->size()));
  co_return sizes;
}
awaitable<std::string> save(Form<One> form, State<std::string> path) {
  co_await form->file.save_to(*path);
  co_return "saved";
}
int refuse() { throw HttpError{401, "no"}; }
awaitable<int> guarded(Depends<refuse>, Form<One> form) { co_return static_cast<int>(form->file.size()); }
awaitable<std::int64_t> size_of(Form<One> form) { co_return static_cast<std::int64_t>(form->file.size()); }
std::int64_t through(Depends<size_of> size) { return *size; }

struct Fixture {
  Fixture() {
    app.post<take_one>("/one", {.max_body = 20'000'000})
        .post<take_many>("/many", {.max_body = 20'000'000})
        .post<take_raw>("/raw")
        .post<take_stream>("/stream", {.max_body = 10'000})
        .post<guarded>("/guarded")
        .post<through>("/through");
  }
  Response send(const std::string& path, const std::string& body,
                const std::string& type = "multipart/form-data; boundary=XX") {
    return TestClient{app}.request("POST", path, body, {{"Content-Type", type}});
  }
  App app;
};

TEST(Upload, ReadsFilesAndFields) {
  Fixture f;
  EXPECT_EQ(
      f.send("/one", file("file", "hello") + part("number", "3") + end).body,
      R"({"filename":"a.txt","content_type":"text/plain","size":5,"head":"hel","tail":"llo","is_in_memory":true})");
  EXPECT_EQ(
      f.send("/one", file("file", "", "") + end).body,
      R"({"filename":"","content_type":"text/plain","size":0,"head":"","tail":"","is_in_memory":true})");
  EXPECT_EQ(
      read_json<Seen>(f.send("/one", file("file", "a\r\n--X\r\n--XY\r\r\n", "\xff.txt") + end)).filename,
      "\xef\xbf\xbd.txt");
  EXPECT_EQ(read_json<Seen>(f.send("/one", file("file", "a\r\n--X\r\n\r\r\n") + end)).size, 11);
  const auto many = read_json<std::vector<Seen>>(
      f.send("/many", file("files", "one") + file("more", "three") + file("files", "two") + end));
  ASSERT_EQ(many.size(), 3U);
  EXPECT_EQ(many[0].head + many[1].head + many[2].head, "onetwothr");
  EXPECT_EQ(read_json<std::vector<Seen>>(f.send("/many", file("files", "one") + end)).size(), 1U);
  EXPECT_EQ(f.send("/through", file("file", "hello") + end).body, "5");
}

TEST(Upload, KeepsLargeFilesOutOfMemory) {
  Fixture f;
  for (const std::size_t size : {262'144UL, 262'145UL, 5'000'000UL}) {
    const auto seen = read_json<Seen>(f.send("/one", file("file", std::string(size - 3, 'x') + "end") + end));
    EXPECT_EQ(seen.size, static_cast<std::int64_t>(size));
    EXPECT_EQ(seen.tail, "end");
    EXPECT_EQ(seen.is_in_memory, size == 262'144);
  }
  std::string body;
  for (int i = 0; i < 10; ++i) body += file("files", std::string(200'000, 'x') + std::to_string(i) + "yz");
  const auto many = read_json<std::vector<Seen>>(f.send("/many", body + end));
  ASSERT_EQ(many.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(many[i].tail, std::to_string(i) + "yz");
    EXPECT_EQ(many[i].is_in_memory, i < 5) << i;
  }
}

TEST(Upload, SaysAsFastApiWhatIsWrong) {
  Fixture f;
  const std::string expected =
      R"("msg":"Expected UploadFile, received: <class 'str'>","type":"value_error"})";
  const std::string missing = R"("msg":"field required","type":"value_error.missing"})";
  const struct {
    std::string path;
    std::string body;
    std::string answer;
  } cases[] = {
      {"/one", part("file", "x") + end, R"({"loc":["body","file"],)" + expected},
      {"/one", part("note", "x") + end, R"({"loc":["body","file"],)" + missing},
      {"/one", file("other", "x") + end, R"({"loc":["body","file"],)" + missing},
      {"/many", part("files", "x") + end, R"({"loc":["body","files",0],)" + expected},
      {"/many", part("q", "x") + end, R"({"loc":["body","files"],)" + missing},
      {"/many", file("files", "x") + part("more", "x") + end, R"({"loc":["body","more"],)" + expected},
  };
  for (const auto& c : cases) {
    const auto response = f.send(c.path, c.body);
    EXPECT_EQ(response.status, 422U) << c.body;
    EXPECT_EQ(response.body, R"({"detail":[)" + c.answer + "]}") << c.body;
  }
  EXPECT_EQ(f.send("/one", "file=x", "application/x-www-form-urlencoded").body,
            R"({"detail":[{"loc":["body","file"],)" + expected + "]}");
  EXPECT_EQ(f.send("/one", "{}", "application/json").body,
            R"({"detail":[{"loc":["body","file"],)" + missing + "]}");
  EXPECT_EQ(f.send("/one", "x", "multipart/form-data").body,
            R"({"detail":"Missing boundary in multipart."})");
  EXPECT_EQ(f.send("/one", "x").body, R"({"detail":"There was an error parsing the body"})");
  EXPECT_EQ(f.send("/guarded", file("file", "x") + end).status, 401U);
}

TEST(Upload, HasLimits) {
  Fixture f;
  EXPECT_EQ(f.send("/one", file("file", std::string(20'000'000, 'x')) + end).status, 413U);
  EXPECT_EQ(f.send("/through", file("file", std::string(1'048'576, 'x')) + end).status, 413U);
  EXPECT_EQ(f.send("/one", file("file", "x") + part("number", std::string(1'048'577, '1')) + end).status,
            413U);
  EXPECT_EQ(
      f.send("/one", "number=" + std::string(1'048'577, '1'), "application/x-www-form-urlencoded").status,
      413U);
  std::string parts;
  for (int i = 0; i < 1001; ++i) parts += file("files", "x");
  EXPECT_EQ(f.send("/many", parts + end).status, 400U);
}

TEST(Upload, IsSaved) {
  const auto path = (std::filesystem::temp_directory_path() / "gatehouse-saved").string();
  App app;
  app.state(path).post<save>("/save");
  const auto content = std::string(700'000, 'x') + "end";
  const auto response = TestClient{app}.request("POST", "/save", file("file", content) + end,
                                                {{"Content-Type", "multipart/form-data; boundary=XX"}});
  EXPECT_EQ(response.status, 200U) << response.body;
  std::ifstream in{path};
  EXPECT_EQ((std::string{std::istreambuf_iterator<char>{in}, {}}), content);
  std::filesystem::remove(path);
}

TEST(RawBody, IsAnyBytes) {
  Fixture f;
  EXPECT_EQ(f.send("/raw", std::string{"\x01\"", 2}, "x/y").body, R"("\u0001\"")");
  EXPECT_EQ(f.send("/raw", "", "x/y").body, R"("")");
}

TEST(BodyStream, GivesPieces) {
  Fixture f;
  EXPECT_EQ(f.send("/stream", std::string(3000, 'x'), "x/y").body, "[3000,1460,1460,80]");
  EXPECT_EQ(f.send("/stream", "", "x/y").body, "[0]");
  EXPECT_EQ(f.send("/stream", std::string(10'001, 'x'), "x/y").status, 413U);
}

TEST(Upload, ShowsInTheDocument) {
  Fixture f;
  ASSERT_TRUE(f.app.start());
  const auto document = boost::json::parse(f.app.openapi());
  const auto body_of = [&](const char* path) {
    return boost::json::serialize(document.at("paths").at(path).at("post").at("requestBody").at("content"));
  };
  EXPECT_EQ(body_of("/one"),
            R"({"multipart/form-data":{"schema":{"$ref":"#/components/schemas/Body_take_one_one_post"}}})");
  EXPECT_EQ(body_of("/raw"),
            R"({"application/octet-stream":{"schema":{"type":"string","format":"binary"}}})");
  EXPECT_EQ(body_of("/stream"), body_of("/raw"));
  const auto& schemas = document.at("components").at("schemas");
  EXPECT_EQ(boost::json::serialize(schemas.at("Body_take_one_one_post").at("properties").at("file")),
            R"({"title":"File","type":"string","format":"binary"})");
  EXPECT_EQ(boost::json::serialize(schemas.at("Body_take_many_many_post").at("properties").at("files")),
            R"({"title":"Files","type":"array","items":{"type":"string","format":"binary"}})");
  EXPECT_EQ(boost::json::serialize(schemas.at("Body_take_many_many_post").at("required")), R"(["files"])");
}

}  // namespace
}  // namespace gatehouse::web
