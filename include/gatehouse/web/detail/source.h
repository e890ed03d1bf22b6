#pragma once
// SPDX-License-Identifier: Apache-2.0
// Defines how each kind of parameter is read from a request and described in the document.

#include <algorithm>
#include <boost/mp11/list.hpp>
#include <functional>
#include <optional>
#include <string_view>

#include "gatehouse/schema/schema.h"
#include "gatehouse/web/detail/function_traits.h"
#include "gatehouse/web/detail/request_context.h"
#include "gatehouse/web/operation.h"
#include "gatehouse/web/parameters/parameters.h"
#include "gatehouse/web/parameters/patch.h"
#include "gatehouse/web/parameters/raw_body.h"
#include "gatehouse/web/parameters/upload_file.h"
#include "gatehouse/web/security/security.h"
#include "gatehouse/web/security/security_scopes.h"

namespace gatehouse::web::detail {

template <class T>
inline constexpr bool is_known_source = false;

/// Reads and describes one parameter:
///   Argument               the type of the function's argument
///   read(context, slots)   returns the argument, or nothing after noting a problem; slots: a SlotsBelow
///   describe(operation)    adds the parameter to the description of the operation
template <class P>
struct Source {
  static_assert(
      is_known_source<P>,
      "gatehouse: a parameter must say where it comes from, by value: Json<T>, Form<T>, Patch<T>, "
      "Path<\"name\", T>, "
      "Query<\"name\", T>, Header<\"name\", T>, Cookie<\"name\", T>, Depends<function>, "
      "Security<function, \"scope\">, SecurityScopes, State<T>, RawBody, BodyStream, Background; or "
      "Request const& or Response&");
  // These are never used. They prevent further compiler errors after the message above.
  using Argument = P;
  template <class Slots>
  static std::optional<P> read(RequestContext&, Slots&) {
    return std::nullopt;
  }
  static void describe(OperationInfo&) {}
};

/// Decodes a node. If it is null, the parameter is absent: that is a problem unless T is optional.
template <class P, class T>
std::optional<P> decode_parameter(const schema::Node* node, RequestContext& context, std::string_view in,
                                  std::string_view name) {
  T value{};
  schema::Reporter reporter{context.problems};
  const auto source = reporter.enter(in);
  const auto step = reporter.enter(name);
  if (node == nullptr) {
    if constexpr (!schema::OptionalType<T>) {
      reporter.report("field required", "value_error.missing");
      return std::nullopt;
    }
  } else if (!schema::decode(*node, reporter, value)) {
    return std::nullopt;
  }
  return std::optional<P>{std::in_place, std::move(value)};
}

template <class P, class T>
std::optional<P> decode_text(std::optional<std::string_view> text, RequestContext& context,
                             std::string_view in, std::string_view name) {
  if (!text) return decode_parameter<P, T>(nullptr, context, in, name);
  schema::Node node;
  node.kind = schema::Node::Kind::text;
  node.text = *text;
  return decode_parameter<P, T>(&node, context, in, name);
}

template <class T>
ParameterInfo describe_parameter(std::string_view name, std::string_view in) {
  return {name, in, &schema::type_info<T>, !schema::OptionalType<T>};
}

template <class T>
struct Source<Json<T>> {
  using Argument = Json<T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    const auto document = context.read_json_body(schema::type_info<T>(), !schema::OptionalType<T>);
    T value{};
    if (!document) {
      if (!context.problems.empty()) return std::nullopt;
      return std::optional<Argument>{std::in_place, std::move(value)};
    }
    schema::Reporter reporter{context.problems};
    const auto source = reporter.enter("body");
    const bool is_read = schema::decode(document->root, reporter, value);
    context.release_body();
    if (!is_read) return std::nullopt;
    return std::optional<Argument>{std::in_place, std::move(value)};
  }
  static void describe(OperationInfo& operation) {
    operation.bodies.push_back({&schema::type_info<T>, false, !schema::OptionalType<T>});
  }
};

template <class T>
struct Source<Patch<T>> {
  using Argument = Patch<T>;
  using Partial = schema::Partial<T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    const auto document = context.read_json_body(schema::type_info<Partial>(), true);
    if (!document) return std::nullopt;
    Partial some;
    schema::Reporter reporter{context.problems};
    const auto source = reporter.enter("body");
    const bool is_read = schema::decode(document->root, reporter, some);
    context.release_body();
    if (!is_read) return std::nullopt;
    return std::optional<Argument>{std::in_place, std::move(some)};
  }
  static void describe(OperationInfo& operation) {
    operation.bodies.push_back({&schema::type_info<Partial>, false, true});
  }
};

/// Whether the struct of a form has members that are files.
template <class T>
constexpr bool has_uploads() {
  if constexpr (schema::Described<T>) {
    return []<class... Member>(boost::mp11::mp_list<Member...>) {
      return (... || is_upload<std::remove_cvref_t<decltype(std::declval<T&>().*Member::pointer)>>);
    }(boost::mp11::mp_rename<schema::detail::MembersOf<T>, boost::mp11::mp_list>{});
  } else {
    return false;
  }
}

/// Whether a parameter is read from a body that is still arriving, before the parameters are read.
template <class P>
inline constexpr bool is_loaded = false;
template <class T>
inline constexpr bool is_loaded<Form<T>> = has_uploads<T>();
template <class P>
using IsLoaded = std::bool_constant<is_loaded<P>>;

template <class T>
struct Source<Form<T>> {
  using Argument = Form<T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    const auto& node = context.form_body(has_uploads<T>());
    T value{};
    schema::Reporter reporter{context.problems};
    const auto source = reporter.enter("body");
    const bool is_read = schema::decode(node, reporter, value);
    context.release_body();
    if (!is_read) return std::nullopt;
    return std::optional<Argument>{std::in_place, std::move(value)};
  }
  static void describe(OperationInfo& operation) {
    const auto& fields = schema::type_info<T>().fields;
    // A request without a body counts as a form without fields.
    const bool is_required =
        !schema::OptionalType<T> && std::ranges::any_of(fields, &schema::FieldInfo::is_required);
    operation.bodies.push_back({&schema::type_info<T>, true, is_required, has_uploads<T>()});
  }
};

template <>
struct Source<RawBody> {
  using Argument = RawBody;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    return std::optional<Argument>{std::in_place, std::string{context.body()}};
  }
  static void describe(OperationInfo& operation) { operation.bodies.push_back({}); }
};

template <>
struct Source<BodyStream> {
  using Argument = BodyStream;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    // Refuses a coded body. The body is complete here only if there is no reader.
    const auto whole = context.body();
    return BodyStream{context.request().reader, whole};
  }
  static void describe(OperationInfo& operation) { operation.bodies.push_back({.is_streamed = true}); }
};

template <schema::FixedString Name, class T>
struct Source<Path<Name, T>> {
  using Argument = Path<Name, T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    return decode_text<Argument, T>(context.path_value(Name.view()), context, "path", Name.view());
  }
  static void describe(OperationInfo& operation) {
    operation.parameters.push_back({Name.view(), "path", &schema::type_info<T>, true});
  }
};

template <schema::FixedString Name, class T>
struct Source<Query<Name, T>> {
  using Argument = Query<Name, T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    return decode_parameter<Argument, T>(context.query().find(Name.view()), context, "query", Name.view());
  }
  static void describe(OperationInfo& operation) {
    operation.parameters.push_back(describe_parameter<T>(Name.view(), "query"));
  }
};

template <schema::FixedString Name, class T>
struct Source<Header<Name, T>> {
  using Argument = Header<Name, T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    // A list contains the values of all fields with this name. Other types read the first field only.
    if (schema::type_info<T>().kind == schema::TypeInfo::Kind::array) {
      const auto values = context.header_values(Name.view());
      return decode_parameter<Argument, T>(values ? &*values : nullptr, context, "header", Name.view());
    }
    return decode_text<Argument, T>(context.request().find(Name.view()), context, "header", Name.view());
  }
  static void describe(OperationInfo& operation) {
    operation.parameters.push_back(describe_parameter<T>(Name.view(), "header"));
  }
};

template <schema::FixedString Name, class T>
struct Source<Cookie<Name, T>> {
  using Argument = Cookie<Name, T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    return decode_parameter<Argument, T>(context.cookies().find(Name.view()), context, "cookie", Name.view());
  }
  static void describe(OperationInfo& operation) {
    operation.parameters.push_back(describe_parameter<T>(Name.view(), "cookie"));
  }
};

template <class T>
struct Source<State<T>> {
  using Argument = State<T>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    // Never null, because the app does not start if an operation lacks a state.
    return std::optional<Argument>{std::in_place,
                                   *static_cast<T*>(context.shared().find_state(state_index<T>()))};
  }
  static void describe(OperationInfo&) {}
};

/// Reads a parameter whose value is that of a dependency.
template <class P>
struct UsedSource {
  using Argument = P;
  template <class Slots>
  static std::optional<Argument> read(RequestContext&, Slots& slots) {
    auto& slot = slots.template used_by<P>();
    if (!slot) return std::nullopt;  // the parameters of the dependency had problems
    return std::optional<Argument>{std::in_place, *slot};
  }
  static void describe(OperationInfo&) {}
};
template <auto Dependency, Reuse How>
struct Source<Depends<Dependency, How>> : UsedSource<Depends<Dependency, How>> {};
template <auto Dependency, schema::FixedString... Scopes>
struct Source<Security<Dependency, Scopes...>> : UsedSource<Security<Dependency, Scopes...>> {};

template <>
struct Source<SecurityScopes> {
  using Argument = SecurityScopes;
  template <class Slots>
  static std::optional<Argument> read(RequestContext&, Slots&) {
    return SecurityScopes{Slots::Scopes::words, Slots::Scopes::text()};
  }
  static void describe(OperationInfo&) {}
};

template <>
struct Source<const http::Request&> {
  using Argument = std::reference_wrapper<const http::Request>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    return std::cref(context.request());
  }
  static void describe(OperationInfo&) {}
};

template <>
struct Source<http::Response&> {
  using Argument = std::reference_wrapper<http::Response>;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    return std::ref(context.response());
  }
  static void describe(OperationInfo&) {}
};

}  // namespace gatehouse::web::detail
