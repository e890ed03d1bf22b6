// SPDX-License-Identifier: Apache-2.0
// A type of another library can get a JSON form of its own.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

struct Colour {
  int red = 0;
};
template <>
struct schema::Type<Colour> {
  static const TypeInfo& info() { return type_info<int>(); }
  static void encode(std::string& json, const Colour& colour) { Type<int>::encode(json, colour.red); }
};

Colour show() { return {}; }

void add_routes(web::App& app) { app.get<show>("/colour"); }
