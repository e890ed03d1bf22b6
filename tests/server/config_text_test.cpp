// SPDX-License-Identifier: Apache-2.0
#include "server/config/config_text.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "server/files.h"

namespace gatehouse::server {
namespace {

using testing::HasSubstr;

TEST(DescribeConfig, NamesValueAndLayer) {
  const TemporaryFolder folder;
  const std::string file = write_file(folder / "g.toml", "[tokens]\naccess_minutes = 5\n");
  const auto config = load_config({.file = file,
                                   .environment = {{"GATEHOUSE_LOG_LEVEL", "debug"}},
                                   .flags = {{"--listen", {"a:1", "b:2"}}}});
  ASSERT_TRUE(config);
  const auto text = describe_config(*config);
  EXPECT_THAT(text, HasSubstr("server.listen                        [\"a:1\", \"b:2\"]  flag --listen\n"));
  EXPECT_THAT(text,
              HasSubstr("tokens.access_minutes                5               file " + file + ":2:18\n"));
  EXPECT_THAT(
      text,
      HasSubstr("log.level                            \"debug\"         environment GATEHOUSE_LOG_LEVEL\n"));
  EXPECT_THAT(text, HasSubstr("passwords.bcrypt_cost                12              default\n"));
}

TEST(SettingsHelp, HasEverySetting) {
  const auto text = settings_help();
  for (const auto& setting : settings_table()) {
    EXPECT_THAT(text, HasSubstr(std::string{setting.key}));
    EXPECT_THAT(text, HasSubstr(std::string{setting.about}));
  }
}

TEST(ExampleConfig, IsReadBackAsDefaults) {
  const auto content = read_config_text(settings_table(), example_config(), "example");
  EXPECT_THAT(content.problems, testing::IsEmpty());
  EXPECT_EQ(content.given.size(), settings_table().size());
  for (const auto& given : content.given) {
    EXPECT_EQ(given.value, given.setting->field.get(Settings{})) << given.setting->key;
  }
}

TEST(ConfigurationPage, IsTheOneInTheDocs) {
  const std::filesystem::path page = GATEHOUSE_TEST_DATA "/../../docs/reference/configuration.md";
  if (std::getenv("UPDATE_DOCS") != nullptr) {
    std::filesystem::create_directories(page.parent_path());
    std::ofstream{page} << configuration_page();
  }
  EXPECT_EQ(read_file(page), configuration_page())
      << "run: UPDATE_DOCS=1 build/tests/server_test --gtest_filter='ConfigurationPage.*'";
}

// The messages on the page are what the program really prints.
TEST(ConfigurationPage, QuotesRealMessages) {
  auto problems =
      read_config_text(settings_table(), "[tokens]\nacess_minutes = 5\n", "gatehouse.toml").problems;
  const auto more = read_config_environment(settings_table(), {{"GATEHOUSE_LOG_LEVEL", "loud"}}).problems;
  problems.insert(problems.end(), more.begin(), more.end());
  ASSERT_EQ(problems.size(), 2U);
  for (const auto& problem : problems) EXPECT_THAT(configuration_page(), HasSubstr(problem + "\n"));
}

}  // namespace
}  // namespace gatehouse::server
