#pragma once
// SPDX-License-Identifier: Apache-2.0
// Text that must not outlive its use: wiped when it goes, and with no way into a stream or a log.

#include <string>
#include <string_view>
#include <utility>

namespace gatehouse {

/// Overwrites `text`, spare capacity included, and leaves it empty.
void wipe(std::string& text) noexcept;

/// A password, key or token in memory. Reading it takes a call by name, so that no log line does it by
/// accident.
class Secret {
 public:
  Secret() = default;
  /// Keeps a copy of the text.
  explicit Secret(const std::string& text) : text_(text) {}
  /// Takes `text` over and wipes what is left of it: a short string's characters stay behind when it is
  /// moved.
  explicit Secret(std::string&& text) noexcept : text_(std::move(text)) { gatehouse::wipe(text); }
  /// A copy, wiped for itself.
  Secret(const Secret&) = default;
  /// Takes the text over and wipes the other.
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  /// Wipes its own text first.
  Secret& operator=(const Secret& other) {
    if (this != &other) {
      wipe();
      text_ = other.text_;
    }
    return *this;
  }
  /// Wipes its own text first, and the other's after.
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe();
      text_ = std::move(other.text_);
      other.wipe();
    }
    return *this;
  }
  ~Secret() { wipe(); }

  /// The text itself. The view ends with the Secret.
  [[nodiscard]] std::string_view reveal() const noexcept { return text_; }
  /// Whether there is no text.
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  /// Bytes.
  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }

  /// Overwrites the text and leaves it empty.
  void wipe() noexcept { gatehouse::wipe(text_); }

 private:
  std::string text_;
};

/// Compares in time that depends on the lengths only (CWE-208).
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept;

}  // namespace gatehouse
