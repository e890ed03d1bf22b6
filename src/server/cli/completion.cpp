// SPDX-License-Identifier: Apache-2.0
#include "server/cli/completion.h"

#include <CLI/CLI.hpp>
#include <utility>
#include <vector>

namespace gatehouse::server {
namespace {

/// A command: the words that lead to it, and what may follow them.
struct Place {
  std::string path;  ///< such as "user list"; empty for the program itself
  std::vector<std::pair<std::string, std::string>>
      words;  ///< commands and options, each with what it is about
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

void collect(const CLI::App& app, const std::string& path, std::vector<Place>& places) {
  Place place{path, {}};
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  for (const auto* command : commands) {
    place.words.emplace_back(command->get_name(), first_line(command->get_description()));
  }
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) {
      place.words.emplace_back("--" + name, first_line(option->get_description()));
    }
  }
  places.push_back(std::move(place));
  for (const auto* command : commands) {
    collect(*command, path.empty() ? command->get_name() : path + " " + command->get_name(), places);
  }
}

/// Quotes a text for all three shells, in which nothing has a meaning between single quotes.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string{"’"} : std::string{c};
  return out + "'";
}

std::string joined_words(const Place& place) {
  std::string text;
  for (const auto& [word, about] : place.words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Returns the lines of a `case` over the words so far.
std::string cases_of(const std::vector<Place>& places) {
  std::string text;
  for (const auto& place : places) {
    text += "    " + quoted(place.path) + ") found=" + quoted(joined_words(place)) + " ;;\n";
  }
  return text;
}

std::string for_bash(const std::vector<Place>& places) {
  return "# Completes gatehouse in bash: source <(gatehouse completion bash)\n"
         "_gatehouse() {\n"
         "  local word path='' found=''\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    [[ $word == -* ]] && break\n"
         "    path+=\"${path:+ }$word\"\n"
         "  done\n"
         "  case \"$path\" in\n" +
         cases_of(places) +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$found\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _gatehouse gatehouse\n";
}

std::string for_zsh(const std::vector<Place>& places) {
  return "#compdef gatehouse\n"
         "# Completes gatehouse in zsh: source <(gatehouse completion zsh)\n"
         "_gatehouse() {\n"
         "  local word so_far='' found=''\n"
         "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
         "    [[ $word == -* ]] && break\n"
         "    so_far+=\"${so_far:+ }$word\"\n"
         "  done\n"
         "  case \"$so_far\" in\n" +
         cases_of(places) +
         "  esac\n"
         "  compadd -- ${=found}\n"
         "  _files\n"
         "}\n"
         // In a folder of $fpath, this file is the body of the function.
         "if [[ ${funcstack[1]} == _gatehouse ]]; then\n"
         "  _gatehouse \"$@\"\n"
         "else\n"
         "  compdef _gatehouse gatehouse\n"
         "fi\n";
}

std::string for_fish(const std::vector<Place>& places) {
  std::string text =
      "# Completes gatehouse in fish: gatehouse completion fish | source\n"
      "function __gatehouse_at\n"
      "  set -l path\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    string match -q -- '-*' $word; and break\n"
      "    set -a path $word\n"
      "  end\n"
      "  test \"$path\" = \"$argv[1]\"\n"
      "end\n";
  for (const auto& place : places) {
    const auto at = " -n \"__gatehouse_at '" + place.path + "'\"";
    for (const auto& [word, about] : place.words) {
      const bool is_option = word.starts_with("--");
      text += "complete -c gatehouse" + at + (is_option ? " -l " + word.substr(2) : " -f -a " + word) +
              " -d " + quoted(about) + "\n";
    }
  }
  return text;
}

}  // namespace

std::string completion_script(const CLI::App& app, std::string_view shell) {
  std::vector<Place> places;
  collect(app, "", places);
  if (shell == "zsh") return for_zsh(places);
  return shell == "fish" ? for_fish(places) : for_bash(places);
}

}  // namespace gatehouse::server
