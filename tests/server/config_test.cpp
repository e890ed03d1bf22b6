// SPDX-License-Identifier: Apache-2.0
#include "server/config/config.h"

#include <gmock/gmock.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "server/config/config_text.h"
#include "server/files.h"

namespace gatehouse::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Problems problems_of_text(const std::string& toml) {
  return read_config_text(settings_table(), toml, "gatehouse.toml").problems;
}

Problems problems_of_environment(const Environment& environment) {
  return read_config_environment(settings_table(), environment).problems;
}

std::size_t row_of(std::string_view key) {
  return static_cast<std::size_t>(find_setting(settings_table(), key) - settings_table().data());
}

TEST(Config, NothingGivenMeansDefaults) {
  const auto config = load_config({});
  ASSERT_TRUE(config);
  EXPECT_THAT(config->settings.server.listen, ElementsAre("127.0.0.1:8000"));
  EXPECT_EQ(config->settings.tokens.access_minutes, std::chrono::minutes{30});
  EXPECT_EQ(config->settings.tokens.refresh_days, std::chrono::days{7});
  EXPECT_EQ(config->settings.passwords.bcrypt_cost, 12U);
  EXPECT_TRUE(config->settings.signup.enabled);
}

TEST(Config, LaterLayersWin) {
  const TemporaryFolder folder;
  const std::string file = write_file(folder / "g.toml",
                                      "[tokens]\naccess_minutes = 1\nrefresh_days = 2\n"
                                      "[server]\nlisten = [\"a:1\", \"b:2\"]\ndata = \"from-file\"\n"
                                      "threads = 3\n[signup]\nenabled = false\n[log]\nlevel = \"error\"\n");
  const auto config = load_config({.file = file,
                                   .environment = {{"GATEHOUSE_SERVER_DATA", "from-environment"},
                                                   {"GATEHOUSE_SERVER_THREADS", "4"},
                                                   {"GATEHOUSE_TOKENS_REFRESH_DAYS", "9"},
                                                   {"HOME", "/root"}},
                                   .flags = {{"--data", {"from-flag"}}}});
  ASSERT_TRUE(config) << testing::PrintToString(config.error());
  const auto& settings = config->settings;
  EXPECT_EQ(settings.tokens.access_minutes, std::chrono::minutes{1});
  EXPECT_EQ(settings.tokens.refresh_days, std::chrono::days{9});
  EXPECT_THAT(settings.server.listen, ElementsAre("a:1", "b:2"));
  EXPECT_EQ(settings.server.data, "from-flag");
  EXPECT_EQ(settings.server.threads, 4U);
  EXPECT_FALSE(settings.signup.enabled);
  EXPECT_EQ(settings.log.level, LogLevel::error);
  EXPECT_EQ(config->origins[row_of("tokens.access_minutes")].where, file + ":2:18");
  EXPECT_EQ(config->origins[row_of("server.threads")].where, "GATEHOUSE_SERVER_THREADS");
  EXPECT_EQ(config->origins[row_of("server.data")].where, "--data");
  EXPECT_EQ(config->origins[row_of("passwords.queue")].layer, Layer::defaults);
}

TEST(Config, AnAudienceNeedsAnIssuer) {
  const auto with = [](Environment environment) {
    return load_config({.file = {}, .environment = std::move(environment), .flags = {}});
  };
  const auto alone = with({{"GATEHOUSE_TOKENS_AUDIENCE", "api"}});
  ASSERT_FALSE(alone);
  EXPECT_THAT(alone.error(),
              ElementsAre(HasSubstr("GATEHOUSE_TOKENS_AUDIENCE: tokens.audience needs tokens.issuer")));
  EXPECT_TRUE(with({{"GATEHOUSE_TOKENS_AUDIENCE", "api"}, {"GATEHOUSE_TOKENS_ISSUER", "https://a"}}));
  EXPECT_TRUE(with({{"GATEHOUSE_TOKENS_ISSUER", "https://a"}}));
  EXPECT_TRUE(with({{"GATEHOUSE_TOKENS_AUDIENCE", ""}}));
}

TEST(Config, ARootPathIsThatOfThePublicUrl) {
  const auto with = [](Environment environment) {
    return load_config({.file = {}, .environment = std::move(environment), .flags = {}});
  };
  const auto differing = with(
      {{"GATEHOUSE_SERVER_PUBLIC_URL", "https://a.example/auth"}, {"GATEHOUSE_SERVER_ROOT_PATH", "/login"}});
  ASSERT_FALSE(differing);
  EXPECT_THAT(differing.error(),
              ElementsAre(HasSubstr("GATEHOUSE_SERVER_ROOT_PATH: server.root_path is /login, but")));
  EXPECT_TRUE(with(
      {{"GATEHOUSE_SERVER_PUBLIC_URL", "https://a.example/auth/"}, {"GATEHOUSE_SERVER_ROOT_PATH", "/auth"}}));
  EXPECT_TRUE(
      with({{"GATEHOUSE_SERVER_PUBLIC_URL", "https://a.example"}, {"GATEHOUSE_SERVER_ROOT_PATH", "/auth"}}));
  EXPECT_TRUE(with({{"GATEHOUSE_SERVER_PUBLIC_URL", "https://a.example/auth"}}));
  for (const char* url :
       {"http://a.example", "https://a.example/a/../b", "https://a.example/?q", "a.example", "https://"}) {
    EXPECT_FALSE(with({{"GATEHOUSE_SERVER_PUBLIC_URL", url}})) << url;
  }
  for (const char* path : {"/", "/auth/", "auth"})
    EXPECT_FALSE(with({{"GATEHOUSE_SERVER_ROOT_PATH", path}})) << path;
}

TEST(Config, ReportsEveryProblemOfEveryLayer) {
  const TemporaryFolder folder;
  const std::string file = write_file(folder / "g.toml", "[log]\nlevel = 1\nformat = \"xml\"\n");
  const auto config = load_config({.file = file,
                                   .environment = {{"GATEHOUSE_SERVER_THREADS", "many"}},
                                   .flags = {{"--listen", {"8000"}}}});
  ASSERT_FALSE(config);
  EXPECT_THAT(
      config.error(),
      ElementsAre(file + ":2:9: log.level is 1; allowed: one of debug, info, warning, error",
                  file + ":3:10: log.format is \"xml\"; allowed: one of auto, text, json",
                  "environment variable GATEHOUSE_SERVER_THREADS is \"many\"; allowed: a whole number from "
                  "0 to 1024",
                  "--listen has \"8000\"; allowed: one or more of HOST:PORT, such as 127.0.0.1:8000, "
                  "[::1]:8000, or 0.0.0.0:8000 for every IPv4 address"));
}

// A mistake that a later layer hides would come as a surprise when that layer is removed.
TEST(Config, AHiddenMistakeIsStillOne) {
  const auto config = load_config(
      {.file = {}, .environment = {{"GATEHOUSE_SERVER_DATA", ""}}, .flags = {{"--data", {"right"}}}});
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error(),
              ElementsAre("environment variable GATEHOUSE_SERVER_DATA is empty; allowed: the path of "
                          "a folder"));
}

TEST(ConfigFile, SaysWhatIsWrongAndWhere) {
  struct Row {
    std::string toml;
    std::string problem;
  };
  const std::string sections =
      "server, limits, tokens, sessions, passwords, admin, signup, audit, throttle, cors, log";
  const std::string minutes = "tokens.access_minutes is ";
  const std::string allowed = "; allowed: a whole number from 1 to 1440";
  const Row rows[] = {
      {"[tokens]\nacess_minutes = 5",
       "2:1: unknown setting \"tokens.acess_minutes\" (did you mean tokens.access_minutes?); [tokens] has "
       "access_minutes, refresh_days, session_days, refresh_grace_seconds, algorithm, rotate_days, issuer, "
       "audience, accept_without_session"},
      {"[log]\nissuer = \"\"",
       "2:1: unknown setting \"log.issuer\" (did you mean tokens.issuer?); [log] has level, format, "
       "requests"},
      {"[log]\ncolour = true", "2:1: unknown setting \"log.colour\"; [log] has level, format, requests"},
      {"\nissuer = \"\"",
       "2:1: unknown setting \"issuer\" (did you mean tokens.issuer?); every setting is in a section: " +
           sections},
      {"[tokns]\nissuer = \"\"",
       "1:2: unknown section \"tokns\" (did you mean [tokens]?); the sections are " + sections},
      {"[database]\nurl = \"\"", "1:2: unknown section \"database\"; the sections are " + sections},
      {"\"tokens.issuer\" = \"\"",
       "1:1: unknown setting \"tokens.issuer\" (did you mean tokens.issuer?); every setting is in a "
       "section: " +
           sections},
      {"log = \"debug\"",
       "1:1: log is a section, not a setting; its settings, under [log], are level, format, requests"},
      {"[[log]]\nlevel = \"debug\"",
       "1:3: log is a section, not a setting; its settings, under [log], are level, format, requests"},
      {"tokens.access_minutes = 0", "1:25: " + minutes + "0" + allowed},
      {"[tokens]\naccess_minutes = 1441", "2:18: " + minutes + "1441" + allowed},
      {"[tokens]\naccess_minutes = -9223372036854775808",
       "2:18: " + minutes + "-9223372036854775808" + allowed},
      {"[tokens]\naccess_minutes = \"30\"", "2:18: " + minutes + "the text \"30\"" + allowed},
      {"[tokens]\naccess_minutes = 1.5", "2:18: " + minutes + "1.5" + allowed},
      {"[tokens]\naccess_minutes = true", "2:18: " + minutes + "true" + allowed},
      {"[tokens]\naccess_minutes = [30]", "2:18: " + minutes + "a list" + allowed},
      {"[tokens.access_minutes]\nvalue = 3", "1:1: " + minutes + "a section" + allowed},
      {"[tokens]\naccess_minutes = 2026-01-01", "2:18: " + minutes + "a date or time" + allowed},
      {"[signup]\nenabled = \"yes\"", "2:11: signup.enabled is the text \"yes\"; allowed: true or false"},
      {"[signup]\nenabled = 1", "2:11: signup.enabled is 1; allowed: true or false"},
      {"[log]\nlevel = \"\"", "2:9: log.level is empty; allowed: one of debug, info, warning, error"},
      {"[log]\nlevel = \"a\\nb\\u001b[2J\"",
       "2:9: log.level is \"a\\nb\\x1b[2J\"; allowed: one of debug, info, warning, error"},
      {"[server]\nlisten = []",
       "2:10: server.listen is an empty list; allowed: one or more of HOST:PORT, such as 127.0.0.1:8000, "
       "[::1]:8000, or 0.0.0.0:8000 for every IPv4 address"},
      {"[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy\"]",
       "2:19: server.trusted_proxies has \"proxy\"; allowed: any number of IP address or network, such as "
       "127.0.0.1 or 10.0.0.0/8"},
      {"[server]\nlisten = [\"a:1\", \"b:2\", \"a:1\"]",
       "2:10: server.listen has \"a:1\" twice; allowed: one or more of HOST:PORT, such as 127.0.0.1:8000, "
       "[::1]:8000, or 0.0.0.0:8000 for every IPv4 address"},
      {"[server]\nlisten = 8000",
       "2:10: server.listen is 8000; allowed: one or more of HOST:PORT, such as 127.0.0.1:8000, [::1]:8000, "
       "or "
       "0.0.0.0:8000 for every IPv4 address"},
      {"[tokens]\nissuer = \"http://id.example.com\"",
       "2:10: tokens.issuer is \"http://id.example.com\"; allowed: an https:// URL without ? and #, or "
       "nothing"},
  };
  for (const auto& [toml, problem] : rows) {
    EXPECT_THAT(problems_of_text(toml), ElementsAre("gatehouse.toml:" + problem)) << toml;
  }
}

TEST(ConfigFile, ListsProblemsInTheFilesOrder) {
  EXPECT_THAT(problems_of_text("[tokens]\nrefresh_days = 0\naccess_minutes = 0\n[log]\nlevel = 0\n"),
              ElementsAre(HasSubstr(":2:16: "), HasSubstr(":3:18: "), HasSubstr(":5:9: ")));
}

TEST(ConfigFile, SyntaxErrorsHaveAPlace) {
  EXPECT_THAT(problems_of_text("[log]\nlevel = debug\n"),
              ElementsAre(testing::StartsWith("gatehouse.toml:2:9: not TOML: ")));
  EXPECT_THAT(problems_of_text("[log]\nlevel = \"info\"\nlevel = \"info\"\n"),
              ElementsAre(testing::StartsWith("gatehouse.toml:3:")));
  EXPECT_THAT(problems_of_text("[log\n"), ElementsAre(testing::StartsWith("gatehouse.toml:1:")));
  EXPECT_THAT(problems_of_text("\xff\xfe"), ElementsAre(testing::StartsWith("gatehouse.toml:1:")));
}

TEST(ConfigFile, AMissingFileIsAProblem) {
  EXPECT_THAT(
      read_config_file(settings_table(), "/nowhere/g.toml").problems,
      ElementsAre("cannot read the configuration file \"/nowhere/g.toml\": No such file or directory"));
  EXPECT_THAT(read_config_file(settings_table(), "/").problems,
              ElementsAre("cannot read the configuration file \"/\": Is a directory"));
}

TEST(ConfigFile, EmptyFileIsFine) { EXPECT_THAT(problems_of_text(""), IsEmpty()); }

TEST(ConfigFile, OneAddressNeedsNoList) {
  const auto content = read_config_text(settings_table(), "server.listen = \"[::1]:80\"", "g");
  ASSERT_EQ(content.given.size(), 1U);
  EXPECT_EQ(content.given[0].value, SettingValue{std::vector<std::string>{"[::1]:80"}});
}

TEST(ConfigEnvironment, RefusesUnknownNames) {
  EXPECT_THAT(problems_of_environment({{"GATEHOUSE_TOKENS_ACESS_MINUTES", "3"}}),
              ElementsAre("unknown environment variable \"GATEHOUSE_TOKENS_ACESS_MINUTES\"; did you mean "
                          "GATEHOUSE_TOKENS_ACCESS_MINUTES?"));
  EXPECT_THAT(problems_of_environment({{"GATEHOUSE_LISTEN", "a:1"}}),
              ElementsAre("unknown environment variable \"GATEHOUSE_LISTEN\"; did you mean "
                          "GATEHOUSE_SERVER_LISTEN?"));
  const auto problems = problems_of_environment({{"GATEHOUSE_", ""}, {"GATEHOUSE_DATABASE_URL", "secret"}});
  ASSERT_EQ(problems.size(), 2U);
  for (const auto& setting : settings_table()) EXPECT_THAT(problems[1], HasSubstr(environment_name(setting)));
  EXPECT_THAT(problems[1], Not(HasSubstr("secret")));
}

TEST(ConfigEnvironment, ReadsEachKind) {
  struct Row {
    std::string name;
    std::string text;
    SettingValue value;
  };
  for (const auto& [name, text, value] :
       {Row{"GATEHOUSE_SIGNUP_ENABLED", "false", false},
        {"GATEHOUSE_PASSWORDS_BCRYPT_COST", "16", std::int64_t{16}},
        {"GATEHOUSE_LOG_FORMAT", "json", std::string{"json"}},
        {"GATEHOUSE_TOKENS_ISSUER", "", std::string{}},
        {"GATEHOUSE_SERVER_LISTEN", "a:1, [::1]:2", std::vector<std::string>{"a:1", "[::1]:2"}}}) {
    const auto content = read_config_environment(settings_table(), {{name, text}});
    EXPECT_THAT(content.problems, IsEmpty());
    ASSERT_EQ(content.given.size(), 1U);
    EXPECT_EQ(content.given[0].value, value) << name;
  }
}

TEST(ConfigEnvironment, RefusesBadValues) {
  for (const auto& [name, text] : Environment{{"GATEHOUSE_SIGNUP_ENABLED", "1"},
                                              {"GATEHOUSE_SIGNUP_ENABLED", "TRUE"},
                                              {"GATEHOUSE_SIGNUP_ENABLED", ""},
                                              {"GATEHOUSE_SERVER_THREADS", "+1"},
                                              {"GATEHOUSE_SERVER_THREADS", " 1"},
                                              {"GATEHOUSE_SERVER_THREADS", "1 "},
                                              {"GATEHOUSE_SERVER_THREADS", "0x1"},
                                              {"GATEHOUSE_SERVER_THREADS", "99999999999999999999"},
                                              {"GATEHOUSE_SERVER_LISTEN", ""},
                                              {"GATEHOUSE_SERVER_LISTEN", "a:1,"},
                                              {"GATEHOUSE_LOG_LEVEL", "INFO"}}) {
    EXPECT_THAT(problems_of_environment({{name, text}}),
                ElementsAre(testing::StartsWith("environment variable " + name + " ")))
        << text;
  }
}

TEST(ConfigEnvironment, PassesOverWhatKubernetesSets) {
  const Environment services{
      {"GATEHOUSE_DB_PORT", "tcp://10.0.0.2:5432"}, {"GATEHOUSE_DB_SERVICE_HOST", "10.0.0.2"},
      {"GATEHOUSE_PORT", "tcp://10.0.0.1:8000"},    {"GATEHOUSE_PORT_8000_TCP", "tcp://10.0.0.1:8000"},
      {"GATEHOUSE_PORT_8000_TCP_ADDR", "10.0.0.1"}, {"GATEHOUSE_PORT_8000_TCP_PORT", "8000"},
      {"GATEHOUSE_PORT_8000_TCP_PROTO", "tcp"},     {"GATEHOUSE_SERVICE_HOST", "10.0.0.1"},
      {"GATEHOUSE_SERVICE_PORT", "8000"},           {"GATEHOUSE_SERVICE_PORT_HTTP", "8000"}};
  EXPECT_EQ(problems_of_environment(services).size(), services.size());
  auto in_cluster = services;
  in_cluster.emplace_back("KUBERNETES_SERVICE_HOST", "10.0.0.0");
  EXPECT_THAT(problems_of_environment(in_cluster), IsEmpty());
  in_cluster.emplace_back("GATEHOUSE_PORT", "8000");  // Kubernetes never sets this one.
  EXPECT_THAT(problems_of_environment(in_cluster), ElementsAre(HasSubstr("\"GATEHOUSE_PORT\"")));
}

TEST(ConfigFlags, ComeFromTheTable) {
  CLI::App app;
  std::vector<FlagValue> flags;
  std::string word;
  add_setting_flags(settings_table(), app, flags);
  app.add_option("word", word);
  app.parse("--listen a:1 --listen b:2 --data=there --log-level debug rest");
  const auto config = load_config({.file = {}, .environment = {}, .flags = flags});
  ASSERT_TRUE(config) << testing::PrintToString(config.error());
  EXPECT_THAT(config->settings.server.listen, ElementsAre("a:1", "b:2"));
  EXPECT_EQ(config->settings.server.data, "there");
  EXPECT_EQ(config->settings.log.level, LogLevel::debug);
  EXPECT_EQ(word, "rest");
  EXPECT_THAT(app.help(), HasSubstr("--listen HOST:PORT"));
}

TEST(ConfigFlags, OneThatIsNoListComesOnce) {
  CLI::App app;
  std::vector<FlagValue> flags;
  add_setting_flags(settings_table(), app, flags);
  EXPECT_THROW(app.parse("--data a --data b"), CLI::ParseError);
}

// No setting is secret yet, so the test marks one as secret. Its value must never be shown.
TEST(Config, SecretValuesNeverShow) {
  auto rows = std::vector(settings_table().begin(), settings_table().end());
  for (auto& row : rows) {
    if (row.key == "tokens.issuer" || row.key == "log.level") row.secret = true;
  }
  const auto refused = load_config({.file = {},
                                    .environment = {{"GATEHOUSE_TOKENS_ISSUER", "hunter2"}},
                                    .flags = {{"--log-level", {"hunter2"}}}},
                                   rows);
  ASSERT_FALSE(refused);
  EXPECT_THAT(
      refused.error(),
      ElementsAre(
          "environment variable GATEHOUSE_TOKENS_ISSUER has a value that is not allowed (it is secret, "
          "so not shown); allowed: an https:// URL without ? and #, or nothing",
          HasSubstr("--log-level has a value that is not allowed")));
  EXPECT_THAT(read_config_text(rows, "tokens.issuer = \"hunter2\"\nlog.level = \"hunter2\"", "g").problems,
              testing::Each(Not(HasSubstr("hunter2"))));

  const auto config = load_config(
      {.file = {}, .environment = {{"GATEHOUSE_TOKENS_ISSUER", "https://hunter2"}}, .flags = {}}, rows);
  ASSERT_TRUE(config);
  const auto text = describe_config(*config, rows);
  EXPECT_THAT(text, Not(HasSubstr("hunter2")));
  EXPECT_THAT(text, testing::ContainsRegex("tokens.issuer +set +environment GATEHOUSE_TOKENS_ISSUER\n"));
  EXPECT_THAT(text, testing::ContainsRegex("log.level +not set +default\n"));
}

}  // namespace
}  // namespace gatehouse::server
