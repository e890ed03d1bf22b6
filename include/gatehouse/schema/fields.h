#pragma once
// SPDX-License-Identifier: Apache-2.0
// Lets the author of a struct add descriptions, aliases and checks to it and to its members.

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace gatehouse::schema {

/// Options of one member of a struct. All texts must have static storage duration.
struct Field {
  std::string_view name;           ///< name of the member in BOOST_DESCRIBE_STRUCT
  std::string_view description{};  ///< shown in the OpenAPI document
  std::string_view title{};        ///< shown in the OpenAPI document; if empty, derived from the name
  std::string_view example{};      ///< shown in the OpenAPI document; must be JSON
  std::string_view alias{};        ///< name in JSON and in forms, if it differs from `name`
  bool is_optional = false;    ///< may be absent; it then keeps its initial value, which the document shows
  bool is_deprecated = false;  ///< marked as deprecated in the OpenAPI document
};
/// The options of up to 48 members, in any order.
class Fields {
 public:
  constexpr Fields() = default;
  /// Takes at most 48 options.
  // NOLINTNEXTLINE(google-explicit-constructor): it is written as a braced list.
  constexpr Fields(std::initializer_list<Field> list) : size_(list.size()) {
    std::copy(list.begin(), list.end(), items_.begin());
  }
  [[nodiscard]] constexpr const Field* begin() const noexcept { return items_.data(); }
  [[nodiscard]] constexpr const Field* end() const noexcept { return items_.data() + size_; }

 private:
  std::array<Field, 48> items_{};
  std::size_t size_ = 0;
};

/// The options of the members of T. Specialise it for your own struct, before its first use:
///
///     template <> inline constexpr schema::Fields schema::fields<Item>{
///         {"name", "what it is called"}, {.name = "unit_price", .alias = "unitPrice", .is_optional = true}};
///
/// A derived struct also uses the options of its bases. Options that it gives for a member replace those
/// of the base.
template <class T>
inline constexpr Fields fields{};

/// Options of a struct as a whole. All texts must have static storage duration.
struct StructOptions {
  std::string_view title{};        ///< shown in the OpenAPI document; if empty, the name of the struct
  std::string_view description{};  ///< shown in the OpenAPI document
  std::string_view example{};      ///< shown in the OpenAPI document; must be JSON
  bool refuses_unknown = false;    ///< whether an unknown member is a problem; otherwise it is ignored
  bool omits_empty = false;  ///< whether an empty std::optional is left out of answers; otherwise it is null
};

/// The options of T as a whole. Specialise it in the same way as `fields`:
///
///     template <> inline constexpr schema::StructOptions schema::struct_options<Item>{.refuses_unknown =
///     true};
template <class T>
inline constexpr StructOptions struct_options{};

/// A check of T as a whole, called when all of its members are valid. It is a function
/// `std::string (*)(const T&)` that returns what is wrong, or an empty string. The location of the problem
/// ends in "__root__", as in pydantic.
///
///     std::string check_span(const Span& span) { return span.from <= span.to ? "" : "from is behind to"; }
///     template <> inline constexpr auto schema::struct_check<Span> = &check_span;
template <class T>
inline constexpr auto struct_check = nullptr;

}  // namespace gatehouse::schema
