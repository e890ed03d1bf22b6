#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a struct's author may say of it and of its members, beside their types.

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace gatehouse::schema {

/// What is said of one member. All texts are static.
struct Field {
  std::string_view name;           ///< the member's, as BOOST_DESCRIBE_STRUCT has it
  std::string_view description{};  ///< for the document
  std::string_view title{};        ///< for the document; empty: made from the name
  std::string_view example{};      ///< for the document, as JSON
  std::string_view alias{};        ///< its name in JSON and forms, where that is another
  bool is_optional = false;        ///< may be absent: keeps its initial value, which the document shows
  bool is_deprecated = false;      ///< for the document
};
/// Of several members, in any order; of 48 at most.
class Fields {
 public:
  constexpr Fields() = default;
  /// Written as a list; of 48 at most.
  // NOLINTNEXTLINE(google-explicit-constructor): it is written as a list.
  constexpr Fields(std::initializer_list<Field> list) : size_(list.size()) {
    std::copy(list.begin(), list.end(), items_.begin());
  }
  /// The first.
  [[nodiscard]] constexpr const Field* begin() const noexcept { return items_.data(); }
  /// Behind the last.
  [[nodiscard]] constexpr const Field* end() const noexcept { return items_.data() + size_; }

 private:
  std::array<Field, 48> items_{};
  std::size_t size_ = 0;
};

/// What is said of T's members. Specialise it for a struct of yours, before its first use:
///
///     template <> inline constexpr schema::Fields schema::fields<Item>{
///         {"name", "what it is called"}, {.name = "unit_price", .alias = "unitPrice", .is_optional = true}};
///
/// A derived struct has its bases' too, unless it says otherwise.
template <class T>
inline constexpr Fields fields{};

/// What is said of a struct as a whole.
struct StructOptions {
  std::string_view title{};        ///< for the document; empty: its name
  std::string_view description{};  ///< for the document
  std::string_view example{};      ///< for the document, as JSON
  bool refuses_unknown = false;    ///< a member that the struct lacks is a problem; else it is ignored
  bool omits_empty = false;        ///< an empty std::optional is left out of answers; else it is null
};

/// What is said of T. Specialise it as `fields`:
///
///     template <> inline constexpr schema::StructOptions schema::struct_options<Item>{.refuses_unknown =
///     true};
template <class T>
inline constexpr StructOptions struct_options{};

/// A check of T as a whole, once all of its members are right: a function `std::string (*)(const T&)` that
/// says what is wrong, or nothing. The problem's location ends in "__root__", as pydantic's does.
///
///     std::string check_span(const Span& span) { return span.from <= span.to ? "" : "from is behind to"; }
///     template <> inline constexpr auto schema::struct_check<Span> = &check_span;
template <class T>
inline constexpr auto struct_check = nullptr;

}  // namespace gatehouse::schema
