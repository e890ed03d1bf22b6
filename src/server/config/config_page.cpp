// SPDX-License-Identifier: Apache-2.0
// The docs page of the settings. General text is here; the text about a setting comes from its row.
#include "server/config/config_text.h"
#include "server/config/settings_value.h"

namespace gatehouse::server {
namespace {

constexpr std::string_view head = R"(# Configuration

<!-- Made from src/server/config/settings_table.cpp; a test keeps the two equal. To make it anew:
     UPDATE_DOCS=1 build/tests/server_test --gtest_filter='ConfigurationPage.*' -->

Everything has a default: `gatehouse serve` starts with no configuration at all. A setting's value comes from
these places; a later one overrides an earlier one:

1. its default;
2. the TOML file that `--config FILE` names (no file is read unless it is named);
3. its environment variable: `GATEHOUSE_`, then section and name in capitals, joined by `_`;
4. its flag, if it has one.

`gatehouse config check` reads the same layers, and prints each setting with its value and where it came from. An
unknown name or a value that is not allowed, in any of these places, prevents the start. All such mistakes are
reported at once:

```text
gatehouse.toml:2:1: unknown setting "tokens.acess_minutes" (did you mean tokens.access_minutes?); [tokens] has access_minutes, refresh_days, session_days, refresh_grace_seconds, algorithm, rotate_days, issuer, audience, accept_without_session
environment variable GATEHOUSE_LOG_LEVEL is "loud"; allowed: one of debug, info, warning, error
```

In a variable, commas separate the items of a list; a flag is repeated instead. Variables that Kubernetes sets for a
service named `gatehouse` (`GATEHOUSE_SERVICE_HOST`, `GATEHOUSE_PORT_8000_TCP`, …) are ignored.

## A file with every default

```toml
)";

constexpr std::string_view secrets = R"(
## Secrets

The three secrets are not settings: they are never in the TOML file and never shown. Two of them sign tokens. The keys
for other purposes are derived from the third; at present these are the keys of the cookies of known devices
([Limits](../guides/limits.md)). Each secret comes from one of these sources; more than one is an error.

| source | access tokens | refresh tokens | cookies |
|---|---|---|---|
| environment variable | `JWT_SECRET_KEY` | `JWT_REFRESH_SECRET_KEY` | `SERVER_SECRET_KEY` |
| file named by a variable | `JWT_SECRET_KEY_FILE` | `JWT_REFRESH_SECRET_KEY_FILE` | `SERVER_SECRET_KEY_FILE` |
| systemd credential | `jwt_secret_key` | `jwt_refresh_secret_key` | `server_secret_key` |
| none of them: made once and kept, in `DATA/secrets` | `jwt_secret_key` | `jwt_refresh_secret_key` | `server_secret_key` |

- An empty secret is refused, and so are two equal ones; one under 32 bytes gets a warning. One line break at the end
  of a file is not part of the secret.
- A file that other users could read or change is refused; `chmod 600` corrects that. A file in memory (tmpfs) may be
  readable by others, because container platforms put secrets there with a mode of their own.
- The variables are wiped from the process's environment after they were read.
- When a secret is changed, the old one may be kept as the previous secret, under the same names with `_PREVIOUS`
  (`_previous`) at the end, before `_FILE`. It verifies what it has signed, but signs nothing any more:
  [Change the secrets without logging anyone out](../guides/change-secrets.md).
- If a secret came from outside before and is missing now, the server does not start, because a new one would log
  everybody out. `DATA/secrets/*.source` records where the secret came from, and a part of a hash that shows whether it
  has changed. It does not contain the secret.
)";

std::string code(std::string_view text) { return "`" + std::string{text} + "`"; }

std::string entry(const Setting& setting) {
  std::string text = "### " + std::string{setting.key} + "\n\n" + std::string{setting.about} + ".";
  if (!setting.more.empty()) text += " " + std::string{setting.more};
  text += "\n\n| | |\n|---|---|\n";
  text += "| allowed | " + allowed_values(setting) + " |\n";
  text += "| default | " + code(shown_value(setting, setting.field.get(Settings{}))) + " |\n";
  text += "| variable | " + code(environment_name(setting)) + " |\n";
  if (!setting.flag.empty()) {
    text += "| flag | " + code(std::string{setting.flag} + " " + std::string{setting.placeholder}) + " |\n";
  }
  if (setting.secret) text += "| secret | never shown |\n";
  return text;
}

}  // namespace

std::string configuration_page(SettingTable table) {
  std::string page{head};
  page += example_config(table) + "```\n";
  for (const auto section : section_names(table)) {
    page += "\n## [" + std::string{section} + "]\n";
    for (const auto& setting : table) {
      if (setting.section() == section) page += "\n" + entry(setting);
    }
  }
  page += secrets;
  return page;
}

}  // namespace gatehouse::server
