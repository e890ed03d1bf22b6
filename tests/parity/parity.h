#pragma once
// SPDX-License-Identifier: Apache-2.0
// The application of fastapi_app.py, written with the library. Each router has a file.

#include "gatehouse/web.h"

namespace parity {

namespace web = gatehouse::web;
using gatehouse::awaitable;
using web::Cookie, web::Depends, web::Form, web::fresh, web::Header, web::Json, web::Path, web::Query,
    web::Security, web::State;

struct IntValue {
  int value = 0;
};
BOOST_DESCRIBE_STRUCT(IntValue, (), (value))

struct BoolValue {
  bool value = false;
};
BOOST_DESCRIBE_STRUCT(BoolValue, (), (value))

struct TextValue {
  std::string value;
};
BOOST_DESCRIBE_STRUCT(TextValue, (), (value))

struct Image {
  std::string url;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Image, (), (url, name))

void add_params(web::App& app);
void add_bodies(web::App& app);
void add_answers(web::App& app);
void add_dependencies(web::App& app);
void add_security(web::App& app);

}  // namespace parity
