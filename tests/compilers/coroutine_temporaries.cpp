// SPDX-License-Identifier: Apache-2.0
// The expressions with co_await that g++ 12 miscompiles, and their replacements. `program FORM` runs one of
// them and exits with 0 only if every object was destroyed exactly once. Lines that gatehouse-check must
// report are marked.
#include <coroutine>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

namespace {

int alive = 0;

/// Counts its objects. Its text is on the heap, so that a second destruction is a double free.
struct Text {
  std::string text;
  explicit Text(int size = 40) : text(static_cast<std::size_t>(size), 'x') { ++alive; }
  Text(const Text& other) : text(other.text) { ++alive; }
  Text(Text&& other) noexcept : text(std::move(other.text)) { ++alive; }
  Text& operator=(const Text&) = default;
  Text& operator=(Text&&) = default;
  ~Text() { --alive; }
};

struct Piece {
  Text data;
  int number = 0;
};

/// A minimal coroutine type: it starts when it is awaited, or resumed by `run`.
class Task {
 public:
  struct promise_type {
    std::coroutine_handle<> awaiting;
    int value = 0;
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept {
        const auto awaiting = done.promise().awaiting;
        return awaiting ? awaiting : std::coroutine_handle<>{std::noop_coroutine()};
      }
      void await_resume() noexcept {}
    };
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    Final final_suspend() noexcept { return {}; }
    void return_value(int given) { value = given; }
    void unhandled_exception() { std::abort(); }
  };

  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  ~Task() {
    if (handle_) handle_.destroy();
  }
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) {
    handle_.promise().awaiting = awaiting;
    return handle_;
  }
  int await_resume() { return handle_.promise().value; }
  void run() { handle_.resume(); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

Piece make(Piece piece) { return piece; }
int size_of(int before, const Piece& piece) { return before + static_cast<int>(piece.data.text.size()); }

struct Out {
  Task write(Piece piece) { co_return size_of(0, piece); }
  Task write_text(Text text) { co_return static_cast<int>(text.text.size()); }
  Task write_seen(const Text& text) { co_return static_cast<int>(text.text.size()); }
  template <class F>
  Task write_made(F make_size) {
    co_return make_size();
  }
};

Task aggregate(Out& out, bool) {
  co_return co_await out.write(make({.data = Text{}}));  // found: aggregate
}
Task aggregate_named(Out& out, bool) {
  auto piece = make({.data = Text{}});
  co_return co_await out.write(std::move(piece));
}
Task aggregate_typed(Out& out, bool) {
  co_return co_await out.write(Piece{.data = Text{}});  // found: aggregate
}
Task aggregate_beside(Out& out, bool) {
  co_return size_of(co_await out.write_text(Text{}), {.data = Text{}});  // found: aggregate
}
Task conditional(Out& out, bool is_long) {
  co_return co_await (is_long ? out.write_text(Text{80}) : out.write_text(Text{}));  // found: conditional
}
Task conditional_named(Out& out, bool is_long) {
  auto writing = is_long ? out.write_text(Text{80}) : out.write_text(Text{});
  co_return co_await std::move(writing);
}
Task conditional_argument(Out& out, bool is_long) {
  co_return co_await out.write_text(is_long ? Text{80} : Text{});  // found: conditional
}
Task conditional_references(Out& out, bool is_long) {
  const Text small;
  const Text large{80};
  co_return co_await out.write_seen(is_long ? large : small) + (is_long ? 1 : 2);
}
Task lambda(Out& out, bool) {
  const Text kept;
  co_return co_await out.write_made([kept] { return static_cast<int>(kept.text.size()); });  // found: lambda
}
Task lambda_named(Out& out, bool) {
  const Text kept;
  auto measure = [kept] { return static_cast<int>(kept.text.size()); };
  co_return co_await out.write_made(std::move(measure));
}
Task lambda_without_captures(Out& out, bool) {
  // The temporaries inside the lambda belong to another function, which awaits nothing.
  co_return co_await out.write_made([] { return size_of(0, make({.data = Text{}})); });
}

struct Form {
  const char* name;
  Task (*run)(Out&, bool);
};
constexpr Form forms[] = {
    {"aggregate", aggregate},
    {"aggregate_named", aggregate_named},
    {"aggregate_typed", aggregate_typed},
    {"aggregate_beside", aggregate_beside},
    {"conditional", conditional},
    {"conditional_named", conditional_named},
    {"conditional_argument", conditional_argument},
    {"conditional_references", conditional_references},
    {"lambda", lambda},
    {"lambda_named", lambda_named},
    {"lambda_without_captures", lambda_without_captures},
};

}  // namespace

int main(int argc, char** argv) {
  for (const auto& form : forms) {
    if (argc != 2 || std::strcmp(form.name, argv[1]) != 0) continue;
    {
      Out out;
      auto task = form.run(out, true);
      task.run();
    }
    return alive == 0 ? 0 : 1;
  }
  return 2;
}
