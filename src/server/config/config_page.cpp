// SPDX-License-Identifier: Apache-2.0
// The docs page of the settings. General text is here; the text about a setting comes from its row.
#include "server/config/config_text.h"
#include "server/config/settings_value.h"

namespace gatehouse::server {
namespace {

constexpr std::string_view head = R"(# Configuration

<!-- Made from src/server/config/settings_table.cpp; a test keeps the two equal. To make it anew:
     UPDATE_DOCS=1 build/tests/server_test --gtest_filter='ConfigurationPage.*' -->

Everything has a default: `gatehouse serve` starts with no configuration at all. A setting is taken from, the later
winning over the earlier:

1. its default;
2. the TOML file that `--config FILE` names (no file is read unless it is named);
3. its environment variable: `GATEHOUSE_`, then section and name in capitals, joined by `_`;
4. its flag, if it has one.

`gatehouse config check` reads the same layers, and prints each setting with its value and where it came from. An
unknown name or a value that is not allowed stops the start, wherever it stands, and all such mistakes are reported
at once:

```text
gatehouse.toml:2:1: unknown setting "tokens.acess_minutes" (did you mean tokens.access_minutes?); [tokens] has access_minutes, refresh_days, session_days, refresh_grace_seconds, algorithm, rotate_days, issuer, audience, accept_without_session
environment variable GATEHOUSE_LOG_LEVEL is "loud"; allowed: one of debug, info, warning, error
```

In a variable, the items of a list are parted by commas; a flag is repeated instead. Variables that Kubernetes sets for
a service named `gatehouse` (`GATEHOUSE_SERVICE_HOST`, `GATEHOUSE_PORT_8000_TCP`, …) are passed over.

## A file with every default

```toml
)";

constexpr std::string_view secrets = R"(
## Secrets

The three secrets are not settings: they are never in the TOML file and never shown. Two sign tokens; from the third,
the keys for other purposes are derived, for now those of the cookies of known devices
([Limits](../guides/limits.md)). Each is taken from one of these; two at once are refused.

| source | access tokens | refresh tokens | cookies |
|---|---|---|---|
| environment variable | `JWT_SECRET_KEY` | `JWT_REFRESH_SECRET_KEY` | `SERVER_SECRET_KEY` |
| file named by a variable | `JWT_SECRET_KEY_FILE` | `JWT_REFRESH_SECRET_KEY_FILE` | `SERVER_SECRET_KEY_FILE` |
| systemd credential | `jwt_secret_key` | `jwt_refresh_secret_key` | `server_secret_key` |
| none of them: made once and kept, in `DATA/secrets` | `jwt_secret_key` | `jwt_refresh_secret_key` | `server_secret_key` |

- An empty secret is refused, and so are two equal ones; one under 32 bytes gets a warning. One line break at the end
  of a file is not part of the secret.
- A file that other users could read or change is refused until `chmod 600`, save in memory (tmpfs), where container
  platforms put secrets with a mode of their own.
- The variables are wiped from the process's environment once read.
- A secret that was changed may stay as the one before: each of these names with `_PREVIOUS` (`_previous`) at its end,
  before `_FILE`. It verifies what it has signed, and signs no more:
  [Change the secrets without logging anyone out](../guides/change-secrets.md).
- A secret that came from outside before and is missing now stops the start: a new one would log everybody out.
  `DATA/secrets/*.source` remembers where it came from, and enough to notice, and say, that it has changed; it does
  not hold the secret.
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
