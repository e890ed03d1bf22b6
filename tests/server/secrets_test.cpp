// SPDX-License-Identifier: Apache-2.0
#include "server/secrets/secrets.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "server/files.h"

namespace gatehouse::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto access_text = "access-access-access-access-access";
constexpr auto refresh_text = "refresh-refresh-refresh-refresh-refresh";

template <class T>
concept Formattable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Formattable<Secret> && !Formattable<SigningSecrets>);

// A data folder, and an environment without any of our variables.
class Secrets : public testing::Test {
 protected:
  Secrets() { clear(); }
  ~Secrets() override { clear(); }

  static void clear() {
    for (const auto name :
         {"JWT_SECRET_KEY", "JWT_SECRET_KEY_FILE", "JWT_REFRESH_SECRET_KEY", "JWT_REFRESH_SECRET_KEY_FILE",
          "JWT_SECRET_KEY_PREVIOUS", "JWT_SECRET_KEY_PREVIOUS_FILE", "JWT_REFRESH_SECRET_KEY_PREVIOUS",
          "JWT_REFRESH_SECRET_KEY_PREVIOUS_FILE", "SERVER_SECRET_KEY", "SERVER_SECRET_KEY_FILE",
          "SERVER_SECRET_KEY_PREVIOUS", "SERVER_SECRET_KEY_PREVIOUS_FILE", "CREDENTIALS_DIRECTORY"}) {
      ::unsetenv(name);
    }
  }
  static void set(const char* name, const std::string& value) { ::setenv(name, value.c_str(), 1); }
  static void set_both() {
    set("JWT_SECRET_KEY", access_text);
    set("JWT_REFRESH_SECRET_KEY", refresh_text);
  }

  std::filesystem::path data() const { return folder_ / "data"; }
  std::filesystem::path kept(const std::string& name) const { return data() / "secrets" / name; }
  std::string quoted(const std::string& name) const { return "\"" + kept(name).native() + "\""; }

  // The secrets as text, and the warnings. Fails the test if the secrets are refused.
  struct Loaded {
    std::string access;
    std::string refresh;
    std::vector<std::string> warnings;
  };
  Loaded load() const {
    const auto loaded = load_secrets(data());
    if (!loaded) {
      ADD_FAILURE() << testing::PrintToString(loaded.error());
      return {};
    }
    return {std::string{loaded->access.reveal()}, std::string{loaded->refresh.reveal()}, loaded->warnings};
  }
  std::vector<std::string> problems() const {
    const auto loaded = load_secrets(data());
    return loaded ? std::vector<std::string>{} : loaded.error();
  }

  TemporaryFolder folder_;
};

TEST_F(Secrets, AreMadeOnceAndKept) {
  const auto first = load();
  EXPECT_THAT(first.access, testing::MatchesRegex("[A-Za-z0-9_-]{64}"));
  EXPECT_THAT(first.refresh, testing::MatchesRegex("[A-Za-z0-9_-]{64}"));
  EXPECT_NE(first.access, first.refresh);
  EXPECT_THAT(first.warnings, IsEmpty());
  EXPECT_EQ(mode_of(data()), 0700U);
  EXPECT_EQ(mode_of(data() / "secrets"), 0700U);
  EXPECT_EQ(mode_of(kept("jwt_secret_key")), 0600U);
  EXPECT_EQ(mode_of(kept("jwt_refresh_secret_key")), 0600U);
  const auto again = load();
  EXPECT_EQ(again.access, first.access);
  EXPECT_EQ(again.refresh, first.refresh);
  // No other file is left.
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{data() / "secrets"}) {
    names.push_back(entry.path().filename());
  }
  EXPECT_THAT(names,
              testing::UnorderedElementsAre("jwt_secret_key", "jwt_refresh_secret_key", "server_secret_key"));
}

TEST_F(Secrets, TheServersOwnKeyIsMadeAtTheNextStartOfAnOlderInstallation) {
  const auto first = load();
  std::filesystem::remove(kept("server_secret_key"));
  ASSERT_TRUE(find_secrets(data()).secrets) << "no command needs it";
  const auto again = load_secrets(data());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->access.reveal(), first.access);
  EXPECT_EQ(again->server.size(), 64U);
  EXPECT_THAT(again->warnings, IsEmpty());
  EXPECT_EQ(mode_of(kept("server_secret_key")), 0600U);
  EXPECT_EQ(load_secrets(data())->server.reveal(), again->server.reveal());
}

TEST_F(Secrets, TheServersOwnKeyHasTheSameSources) {
  constexpr auto server_text = "server-server-server-server-server-server";
  set("SERVER_SECRET_KEY", server_text);
  set("SERVER_SECRET_KEY_PREVIOUS_FILE", write_file(folder_ / "s", std::string{access_text} + "\n"));
  const auto loaded = load_secrets(data());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->server.reveal(), server_text);
  EXPECT_EQ(loaded->previous_server.value().reveal(), access_text);
  EXPECT_EQ(std::getenv("SERVER_SECRET_KEY"), nullptr);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("A new secret would make every known device unknown")));
  set("SERVER_SECRET_KEY", access_text);
  set("JWT_SECRET_KEY", access_text);
  ::unsetenv("SERVER_SECRET_KEY_PREVIOUS_FILE");
  EXPECT_THAT(problems(), ElementsAre("JWT_SECRET_KEY and SERVER_SECRET_KEY are equal: each has its own use; "
                                      "give them different values"));
}

TEST_F(Secrets, AWideUmaskChangesNoMode) {
  const auto before = ::umask(0);
  load();
  ::umask(before);
  EXPECT_EQ(mode_of(data()), 0700U);
  EXPECT_EQ(mode_of(kept("jwt_secret_key")), 0600U);
}

TEST_F(Secrets, ComeFromTheEnvironmentAndLeaveIt) {
  set_both();
  const char* before = std::getenv("JWT_SECRET_KEY");
  const auto loaded = load();
  EXPECT_EQ(loaded.access, access_text);
  EXPECT_EQ(loaded.refresh, refresh_text);
  EXPECT_THAT(loaded.warnings, IsEmpty());
  EXPECT_EQ(std::getenv("JWT_SECRET_KEY"), nullptr);
  EXPECT_EQ(std::getenv("JWT_REFRESH_SECRET_KEY"), nullptr);
  EXPECT_EQ(*before, '\0');
  EXPECT_FALSE(std::filesystem::exists(kept("jwt_secret_key")));
  EXPECT_EQ(mode_of(kept("jwt_secret_key.source")), 0600U);
}

TEST_F(Secrets, LeaveTheEnvironmentAlsoWhenRefused) {
  set("JWT_SECRET_KEY", access_text);
  set("JWT_REFRESH_SECRET_KEY", access_text);
  EXPECT_FALSE(problems().empty());
  EXPECT_EQ(std::getenv("JWT_SECRET_KEY"), nullptr);
  EXPECT_EQ(std::getenv("JWT_REFRESH_SECRET_KEY"), nullptr);
}

// The kernel shows a process's first environment block as long as it lives. So this program runs itself again
// with the secret in that block, and the child reads it.
TEST(SecretsInProc, AreWiped) {
  if (const char* data = std::getenv("SECRETS_TEST_DATA")) {
    ASSERT_THAT(read_file("/proc/self/environ"), HasSubstr(access_text));
    const auto loaded = load_secrets(data);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->access.reveal(), access_text);
    EXPECT_THAT(read_file("/proc/self/environ"), testing::Not(HasSubstr("access-access")));
    return;
  }
  const TemporaryFolder folder;
  const std::string data_variable = "SECRETS_TEST_DATA=" + folder.path().native();
  const std::string access_variable = std::string{"JWT_SECRET_KEY="} + access_text;
  const char* arguments[] = {"server_test", "--gtest_filter=SecretsInProc.AreWiped", "--gtest_brief=1",
                             nullptr};
  const char* environment[] = {data_variable.c_str(), access_variable.c_str(), nullptr};
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::execve("/proc/self/exe", const_cast<char**>(arguments), const_cast<char**>(environment));
    ::_exit(127);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "secrets" / "jwt_secret_key.source"))
      << "the child did not run";
}

TEST_F(Secrets, ComeFromNamedFiles) {
  set("JWT_SECRET_KEY_FILE", write_file(folder_ / "a", std::string{access_text} + "\n"));
  set("JWT_REFRESH_SECRET_KEY_FILE", write_file(folder_ / "r", std::string{refresh_text} + "\r\n", 0400));
  const auto loaded = load();
  EXPECT_EQ(loaded.access, access_text);
  EXPECT_EQ(loaded.refresh, refresh_text);
}

TEST_F(Secrets, LoseOneLineBreakOnly) {
  set("JWT_SECRET_KEY_FILE", write_file(folder_ / "a", " " + std::string(40, 'a') + " \n\n"));
  set("JWT_REFRESH_SECRET_KEY", std::string(40, 'r') + "\n");
  const auto loaded = load();
  EXPECT_EQ(loaded.access, " " + std::string(40, 'a') + " \n");
  EXPECT_EQ(loaded.refresh, std::string(40, 'r') + "\n");
}

// systemd controls access with lists, which the mode shows as rights of the group.
TEST_F(Secrets, ComeFromSystemdCredentials) {
  set("CREDENTIALS_DIRECTORY", folder_.path());
  write_file(folder_ / "jwt_secret_key", access_text, 0440);
  const auto loaded = load();
  EXPECT_EQ(loaded.access, access_text);
  EXPECT_THAT(loaded.refresh, testing::MatchesRegex("[A-Za-z0-9_-]{64}"));
}

TEST_F(Secrets, TwoSourcesAreRefused) {
  set_both();
  const std::string file = write_file(folder_ / "a", access_text);
  set("JWT_SECRET_KEY_FILE", file);
  EXPECT_THAT(problems(), ElementsAre("JWT_SECRET_KEY is given more than once: by the environment variable "
                                      "JWT_SECRET_KEY and by the file " +
                                      file + " (JWT_SECRET_KEY_FILE); keep one of them"));
}

TEST_F(Secrets, EmptyOnesAreRefused) {
  set("JWT_SECRET_KEY", "");
  set("JWT_REFRESH_SECRET_KEY_FILE", write_file(folder_ / "r", "\n"));
  const std::string advice =
      " is empty; give it at least 32 random bytes (openssl rand -base64 48), or remove it to have the "
      "server make a "
      "secret";
  EXPECT_THAT(problems(), ElementsAre("the environment variable JWT_SECRET_KEY" + advice,
                                      "the file " + (folder_ / "r").native() +
                                          " (JWT_REFRESH_SECRET_KEY_FILE)" + advice));
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(Secrets, EqualOnesAreRefused) {
  set("JWT_SECRET_KEY", access_text);
  set("JWT_REFRESH_SECRET_KEY", access_text);
  EXPECT_THAT(problems(),
              ElementsAre("JWT_SECRET_KEY and JWT_REFRESH_SECRET_KEY are equal: a refresh token could pass "
                          "for an access token; give them different values"));
}

TEST_F(Secrets, ShortOnesAreWarnedOf) {
  set("JWT_SECRET_KEY", std::string(31, 'a'));
  set("JWT_REFRESH_SECRET_KEY", std::string(32, 'r'));
  EXPECT_THAT(load().warnings,
              ElementsAre("JWT_SECRET_KEY is shorter than 32 bytes: anyone who has a token or a cookie can "
                          "try to guess it. Make a better one with: openssl rand -base64 48"));
}

TEST_F(Secrets, FilesThatAreNoGoodAreRefused) {
  set("JWT_SECRET_KEY_FILE", "/nowhere/a");
  set("JWT_REFRESH_SECRET_KEY_FILE", "");
  EXPECT_THAT(problems(),
              ElementsAre("the file /nowhere/a (JWT_SECRET_KEY_FILE): there is no such file",
                          "the environment variable JWT_REFRESH_SECRET_KEY_FILE is empty; set it to the "
                          "path of a file, or unset it"));
}

TEST_F(Secrets, AKeptFileThatOthersReadIsRefused) {
  const auto first = load();
  for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0610U, 0601U}) {
    ::chmod(kept("jwt_secret_key").c_str(), mode);
    EXPECT_THAT(problems(), ElementsAre(quoted("jwt_secret_key") +
                                        " holds a secret that other users of this machine can "
                                        "read or change; run: chmod 600 " +
                                        quoted("jwt_secret_key")));
  }
  ::chmod(kept("jwt_secret_key").c_str(), 0400);
  EXPECT_EQ(load().access, first.access);
}

TEST_F(Secrets, AnEmptyKeptFileIsRefused) {
  load();
  write_file(kept("jwt_refresh_secret_key"), "");
  EXPECT_THAT(problems(), ElementsAre(quoted("jwt_refresh_secret_key") +
                                      " is empty; restore it from a backup, or delete "
                                      "it to have a new secret made, which would log everybody out"));
}

TEST_F(Secrets, OneThatIsGoneStopsTheStart) {
  set_both();
  load();
  set("JWT_REFRESH_SECRET_KEY", refresh_text);
  const std::string lost =
      " came from the environment variable JWT_SECRET_KEY when this data folder was last used, and "
      "is missing now. A new secret would log everybody out, so the server stops. Give it again, "
      "or delete " +
      quoted("jwt_secret_key.source") + " to have one made";
  EXPECT_THAT(problems(), ElementsAre("JWT_SECRET_KEY" + lost));
  EXPECT_FALSE(std::filesystem::exists(kept("jwt_secret_key")));
  // The advice in the message works.
  std::filesystem::remove(kept("jwt_secret_key.source"));
  set("JWT_REFRESH_SECRET_KEY", refresh_text);
  EXPECT_THAT(load().access, testing::MatchesRegex("[A-Za-z0-9_-]{64}"));
}

TEST_F(Secrets, ADamagedMarkerStillStopsTheStart) {
  set_both();
  load();
  write_file(kept("jwt_secret_key.source"), "");
  set("JWT_REFRESH_SECRET_KEY", refresh_text);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("JWT_SECRET_KEY came from an unknown source when")));
}

TEST_F(Secrets, AChangedOneIsWarnedOfOnce) {
  set_both();
  load();
  set_both();
  EXPECT_THAT(load().warnings, IsEmpty());
  set_both();
  set("JWT_SECRET_KEY", std::string{access_text} + "2");
  EXPECT_THAT(load().warnings, ElementsAre("JWT_SECRET_KEY has changed since this data folder was last used: "
                                           "everything signed with the old one is refused"));
  set_both();
  set("JWT_SECRET_KEY", std::string{access_text} + "2");
  EXPECT_THAT(load().warnings, IsEmpty());
}

TEST_F(Secrets, MayMoveFromOneSourceToAnother) {
  set_both();
  load();
  set("JWT_SECRET_KEY_FILE", write_file(folder_ / "a", access_text));
  set("JWT_REFRESH_SECRET_KEY", refresh_text);
  EXPECT_THAT(load().warnings, IsEmpty());
  EXPECT_THAT(read_file(kept("jwt_secret_key.source")), HasSubstr("(JWT_SECRET_KEY_FILE)\n"));
}

TEST_F(Secrets, OneFromOutsideInPlaceOfAMadeOneIsWarnedOf) {
  load();
  set("JWT_SECRET_KEY", access_text);
  const auto loaded = load();
  EXPECT_EQ(loaded.access, access_text);
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre(
          "JWT_SECRET_KEY now comes from the environment variable JWT_SECRET_KEY; the secret that the "
          "server made before, " +
          quoted("jwt_secret_key") +
          ", is not used. Delete that file if this "
          "is meant"));
}

TEST_F(Secrets, TheMarkerDoesNotHoldTheSecret) {
  set_both();
  load();
  const auto first = read_file(kept("jwt_secret_key.source"));
  EXPECT_THAT(first, testing::Not(HasSubstr("access-")));
  EXPECT_THAT(first, testing::ContainsRegex("\nsource = the environment variable JWT_SECRET_KEY\n"
                                            "salt = [0-9a-f]{32}\nfingerprint = [0-9a-f]{8}\n"));
  std::filesystem::remove(kept("jwt_secret_key.source"));
  set_both();
  load();
  EXPECT_NE(read_file(kept("jwt_secret_key.source")), first) << "the salt must differ";
}

constexpr auto earlier_text = "earlier-earlier-earlier-earlier-earlier";
constexpr auto earlier_refresh_text = "earlier-refresh-earlier-refresh-earlier";

std::string text_of(const std::optional<Secret>& secret) {
  return secret ? std::string{secret->reveal()} : "none";
}

TEST_F(Secrets, ThereNeedBeNoPreviousOnes) {
  const auto loaded = load_secrets(data());
  ASSERT_TRUE(loaded);
  EXPECT_FALSE(loaded->previous_access);
  EXPECT_FALSE(loaded->previous_refresh);
}

TEST_F(Secrets, PreviousOnesComeFromTheEnvironmentAndLeaveIt) {
  set_both();
  set("JWT_SECRET_KEY_PREVIOUS", earlier_text);
  set("JWT_REFRESH_SECRET_KEY_PREVIOUS", earlier_refresh_text);
  const char* before = std::getenv("JWT_SECRET_KEY_PREVIOUS");
  const auto loaded = load_secrets(data());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->access.reveal(), access_text);
  EXPECT_EQ(text_of(loaded->previous_access), earlier_text);
  EXPECT_EQ(text_of(loaded->previous_refresh), earlier_refresh_text);
  EXPECT_EQ(std::getenv("JWT_SECRET_KEY_PREVIOUS"), nullptr);
  EXPECT_EQ(*before, '\0');
  // They may be removed without a warning, because they are not recorded.
  set_both();
  EXPECT_THAT(load().warnings, IsEmpty());
}

TEST_F(Secrets, PreviousOnesComeFromFilesAndCredentials) {
  set_both();
  set("JWT_SECRET_KEY_PREVIOUS_FILE", write_file(folder_ / "a", std::string{earlier_text} + "\n"));
  set("CREDENTIALS_DIRECTORY", folder_.path());
  write_file(folder_ / "jwt_refresh_secret_key_previous", earlier_refresh_text, 0440);
  const auto loaded = load_secrets(data());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(text_of(loaded->previous_access), earlier_text);
  EXPECT_EQ(text_of(loaded->previous_refresh), earlier_refresh_text);
  ASSERT_EQ(loaded->list.size(), 5U);
  EXPECT_EQ(loaded->list[1].name, "JWT_SECRET_KEY_PREVIOUS");
  EXPECT_TRUE(loaded->list[1].is_previous);
  EXPECT_EQ(loaded->list[1].source,
            "the file " + (folder_ / "a").native() + " (JWT_SECRET_KEY_PREVIOUS_FILE)");
}

TEST_F(Secrets, AMadeOneIsReplacedByRenamingItsFile) {
  const auto first = load();
  std::filesystem::rename(kept("jwt_secret_key"), kept("jwt_secret_key_previous"));
  const auto loaded = load_secrets(data());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(text_of(loaded->previous_access), first.access);
  EXPECT_NE(loaded->access.reveal(), first.access);
  EXPECT_EQ(loaded->access.size(), 64U);
  EXPECT_EQ(loaded->refresh.reveal(), first.refresh);
  EXPECT_THAT(loaded->warnings, IsEmpty());
}

TEST_F(Secrets, AChangeThatIsToldIsNotWarnedOf) {
  set("JWT_SECRET_KEY", earlier_text);
  set("JWT_REFRESH_SECRET_KEY", refresh_text);
  load();
  set_both();
  set("JWT_SECRET_KEY_PREVIOUS", earlier_text);
  EXPECT_THAT(load().warnings, IsEmpty());
}

TEST_F(Secrets, PreviousOnesMustDifferFromTheOthers) {
  const auto told = [&](const char* name, const char* value) {
    set_both();
    set(name, value);
    return problems();
  };
  const std::string unchanged = "the secret was not changed; remove ";
  const std::string passes = "a refresh token could pass for an access token; give them different values";
  EXPECT_THAT(told("JWT_SECRET_KEY_PREVIOUS", access_text),
              ElementsAre("JWT_SECRET_KEY and JWT_SECRET_KEY_PREVIOUS are equal: " + unchanged +
                          "JWT_SECRET_KEY_PREVIOUS"));
  EXPECT_THAT(told("JWT_REFRESH_SECRET_KEY_PREVIOUS", refresh_text),
              ElementsAre("JWT_REFRESH_SECRET_KEY and JWT_REFRESH_SECRET_KEY_PREVIOUS are equal: " +
                          unchanged + "JWT_REFRESH_SECRET_KEY_PREVIOUS"));
  EXPECT_THAT(told("JWT_SECRET_KEY_PREVIOUS", refresh_text),
              ElementsAre("JWT_REFRESH_SECRET_KEY and JWT_SECRET_KEY_PREVIOUS are equal: " + passes));
  EXPECT_THAT(told("JWT_REFRESH_SECRET_KEY_PREVIOUS", access_text),
              ElementsAre("JWT_SECRET_KEY and JWT_REFRESH_SECRET_KEY_PREVIOUS are equal: " + passes));
  set("JWT_SECRET_KEY_PREVIOUS", earlier_text);
  EXPECT_THAT(
      told("JWT_REFRESH_SECRET_KEY_PREVIOUS", earlier_text),
      ElementsAre("JWT_SECRET_KEY_PREVIOUS and JWT_REFRESH_SECRET_KEY_PREVIOUS are equal: " + passes));
}

TEST_F(Secrets, PreviousOnesThatAreNoGoodAreRefused) {
  set_both();
  set("JWT_SECRET_KEY_PREVIOUS", "");
  EXPECT_THAT(problems(), ElementsAre("the environment variable JWT_SECRET_KEY_PREVIOUS is empty; remove it, "
                                      "or give it the secret that was in use before"));
  load();
  write_file(kept("jwt_secret_key_previous"), earlier_text);
  set("JWT_SECRET_KEY_PREVIOUS", earlier_text);
  EXPECT_THAT(problems(), ElementsAre("JWT_SECRET_KEY_PREVIOUS is given more than once: by the environment "
                                      "variable JWT_SECRET_KEY_PREVIOUS and by the file " +
                                      quoted("jwt_secret_key_previous") + "; keep one of them"));
  write_file(kept("jwt_secret_key_previous"), "");
  EXPECT_THAT(problems(), ElementsAre(quoted("jwt_secret_key_previous") + " is empty; delete it"));
  write_file(kept("jwt_secret_key_previous"), earlier_text, 0644);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("run: chmod 600")));
}

TEST_F(Secrets, FindingChangesNothing) {
  const auto none = find_secrets(data());
  EXPECT_FALSE(none.secrets);
  EXPECT_THAT(none.problems,
              ElementsAre("JWT_SECRET_KEY does not exist yet: the server makes it when it starts",
                          "JWT_REFRESH_SECRET_KEY does not exist yet: the server makes it when it starts"));
  EXPECT_FALSE(std::filesystem::exists(data()));
  const auto made = load();
  const auto found = find_secrets(data());
  ASSERT_TRUE(found.secrets);
  EXPECT_EQ(found.secrets->access.reveal(), made.access);
  EXPECT_EQ(found.list[0].source, "the file " + quoted("jwt_secret_key"));
  set_both();
  load();
  const auto away = find_secrets(data());
  EXPECT_FALSE(away.secrets);
  EXPECT_EQ(away.list[0].source,
            "not set here; the server gets it from the environment variable JWT_SECRET_KEY");
  EXPECT_EQ(away.problems.size(), 2U);
}

TEST_F(Secrets, AllProblemsAreTold) {
  set("JWT_SECRET_KEY", "");
  set("JWT_REFRESH_SECRET_KEY_FILE", "/nowhere/r");
  EXPECT_EQ(problems().size(), 2U);
}

TEST_F(Secrets, ADataFolderThatIsNoneIsToldOf) {
  write_file(data(), "a file");
  EXPECT_THAT(problems(), testing::Each(HasSubstr("Not a directory")));
  EXPECT_EQ(problems().size(), 9U);
}

}  // namespace
}  // namespace gatehouse::server
