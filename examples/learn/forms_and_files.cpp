// SPDX-License-Identifier: Apache-2.0
// Shows forms, uploaded files of any size, and bodies that are neither a form nor JSON.

#include <gatehouse/web.h>

using namespace gatehouse;
using web::Form;

struct Contact {
  std::string name;
  web::Email email;
  std::optional<std::string> message;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, email, message))

struct Received {
  std::string from;
};
BOOST_DESCRIBE_STRUCT(Received, (), (from))

Received contact(Form<Contact> form) { return {form->name}; }

struct Photo {
  web::UploadFile picture;
  std::vector<web::UploadFile> others;
  std::optional<std::string> title;
};
BOOST_DESCRIBE_STRUCT(Photo, (), (picture, others, title))

struct Kept {
  std::string filename;
  std::string type;
  std::int64_t size = 0;
  std::string begins_with;
  int others = 0;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (filename, type, size, begins_with, others))

awaitable<Kept> add_photo(Form<Photo> photo) {
  const auto& picture = photo->picture;
  Kept kept{picture.filename(), picture.content_type(), static_cast<std::int64_t>(picture.size()), {}, 0};
  kept.begins_with = co_await picture.read(5);
  kept.others = static_cast<int>(photo->others.size());
  co_return kept;
}

int main(int argc, char** argv) {
  web::App app{{.title = "Forms and files"}};
  app.post<contact>("/contact");
  app.post<add_photo>("/photos", {.max_body = 100 * 1024 * 1024});
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
