#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes names of lower layers part of the web library's interface.

#include "gatehouse/base/async.h"
#include "gatehouse/base/email.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/schema/schema.h"

namespace gatehouse::web {

using gatehouse::awaitable;
using gatehouse::Email;
using gatehouse::Secret;
using gatehouse::Uuid;
using http::CookieOptions;
using http::Request;
using http::Response;
using http::SameSite;
using schema::AnyJson, schema::Checked, schema::Default, schema::DefaultText, schema::Limited, schema::Limits;
using schema::List, schema::Literal, schema::Number, schema::Omittable, schema::OneOf, schema::Pattern;
using schema::SecretText, schema::Text, schema::TimeOfDay;
using Timestamp = TimePoint;

}  // namespace gatehouse::web
