using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Commands;
using Nestor.Model.Settings.Rbac;
using Nestor.Server.Rbac;

namespace Nestor.Server.Tests.Rbac;

/// <summary>Who may use which command, by the examples of Kea's manual and beyond.</summary>
public sealed class AccessRulesTests
{
    [Theory]
    [InlineData("\"accept-commands\": { \"and\": [ \"READ\", { \"not\": { \"commands\": [ \"config-get\" ] } } ] }, \"reject-commands\": \"ALL\", \"list-match-first\": \"accept\"")]
    [InlineData("\"accept-commands\": { \"and\": [ \"READ\", { \"not\": { \"commands\": [ \"config-get\" ] } } ] }, \"other-commands\": \"reject\"")]
    [InlineData("\"reject-commands\": { \"or\": [ \"WRITE\", { \"commands\": [ \"config-get\" ] } ] }, \"other-commands\": \"accept\"")]
    [InlineData("\"accept-commands\": \"READ\", \"reject-commands\": { \"commands\": [ \"config-get\" ] }, \"list-match-first\": \"reject\"")]
    public void The_four_ways_of_the_manual_to_let_read_all_but_the_configuration(string role)
    {
        var rules = Rules($"\"default-role\": {{ {role} }}");
        Assert.Equal("-config-get -config-set +lease4-get -lease4-del +list-commands +status-get -undefined", Verdicts(rules, new()));
    }

    [Theory]
    [InlineData("", "-config-get -config-set -lease4-get -lease4-del -list-commands -status-get -undefined")]
    [InlineData("\"accept-commands\": \"ALL\"", "+config-get +config-set +lease4-get +lease4-del +list-commands +status-get +undefined")]
    [InlineData("\"other-commands\": \"accept\"", "+config-get +config-set +lease4-get +lease4-del +list-commands +status-get +undefined")]
    [InlineData("\"accept-commands\": \"NONE\", \"reject-commands\": \"NONE\", \"other-commands\": \"accept\"", "+config-get +config-set +lease4-get +lease4-del +list-commands +status-get +undefined")]
    [InlineData("\"accept-commands\": \"ALL\", \"reject-commands\": \"WRITE\"", "+config-get +config-set +lease4-get +lease4-del +list-commands +status-get +undefined")]
    [InlineData("\"accept-commands\": \"ALL\", \"reject-commands\": \"WRITE\", \"list-match-first\": \"reject\"", "+config-get -config-set +lease4-get -lease4-del +list-commands +status-get -undefined")]
    [InlineData("\"accept-commands\": { \"hook\": \"lease_cmds\" }", "-config-get -config-set +lease4-get +lease4-del -list-commands -status-get -undefined")]
    [InlineData("\"accept-commands\": { \"hook\": \"\" }", "+config-get +config-set -lease4-get -lease4-del +list-commands +status-get -undefined")]
    [InlineData("\"accept-commands\": { \"and\": [ { \"access\": \"write\" }, { \"not\": { \"hook\": \"\" } } ] }", "-config-get -config-set -lease4-get +lease4-del -list-commands -status-get -undefined")]
    [InlineData("\"accept-commands\": { \"command\": [ \"config-set\" ] }", "-config-get +config-set -lease4-get -lease4-del -list-commands -status-get -undefined")]
    [InlineData("\"accept-commands\": { \"and\": [ ] }", "+config-get +config-set +lease4-get +lease4-del +list-commands +status-get +undefined")]
    [InlineData("\"accept-commands\": { \"or\": [ ] }", "-config-get -config-set -lease4-get -lease4-del -list-commands -status-get -undefined")]
    public void A_role_accepts_what_its_lists_say(string role, string verdicts) =>
        Assert.Equal(verdicts, Verdicts(Rules($"\"default-role\": {{ {role} }}"), new()));

    [Theory]
    [InlineData("\"reject-commands\": \"WRITE\", \"other-commands\": \"accept\"")]
    [InlineData("\"reject-commands\": \"READ\", \"other-commands\": \"accept\"")]
    [InlineData("\"reject-commands\": { \"not\": \"READ\" }, \"other-commands\": \"accept\"")]
    [InlineData("\"accept-commands\": { \"not\": \"WRITE\" }")]
    [InlineData("\"accept-commands\": { \"or\": [ \"READ\", \"WRITE\" ] }, \"other-commands\": \"accept\"")]
    public void A_command_that_nobody_defined_is_rejected_where_its_access_decides(string role)
    {
        var rules = Rules($"\"default-role\": {{ {role} }}");
        Assert.False(rules.Accepts(rules.RoleOf(new()), "undefined"));
    }

    [Theory]
    [InlineData("remote-address", "a")]
    [InlineData("cert-subject", "b")]
    [InlineData("cert-issuer", "c")]
    [InlineData("basic-authentication", "d")]
    public void The_role_comes_from_what_the_method_names(string method, string role)
    {
        var rules = Rules("\"roles\": [ { \"name\": \"a\" }, { \"name\": \"b\" }, { \"name\": \"c\" }, { \"name\": \"d\" } ]", method);
        Assert.Equal(role, rules.RoleOf(new Requester(User: "d", CertSubject: "b", CertIssuer: "c", Address: "a")).Name);
    }

    [Fact]
    public void Who_has_no_role_or_one_that_is_not_configured_has_a_role_of_its_own()
    {
        const string Roles = "\"roles\": [ { \"name\": \"Me\", \"accept-commands\": \"ALL\" } ]";
        var strict = Rules(Roles, "basic-authentication");
        Assert.True(strict.Accepts(strict.RoleOf(new("Me")), "config-set"));
        foreach (string? user in (string?[])[null, "", "me", "you"])
        {
            Assert.False(strict.Accepts(strict.RoleOf(new(user)), "list-commands"));
        }

        var kind = Rules(Roles + ", \"default-role\": { \"accept-commands\": \"READ\" }, \"unknown-role\": { \"accept-commands\": { \"commands\": [ \"status-get\" ] } }", "basic-authentication");
        Assert.True(kind.Accepts(kind.RoleOf(new()), "list-commands"));
        Assert.False(kind.Accepts(kind.RoleOf(new("you")), "list-commands"));
        Assert.True(kind.Accepts(kind.RoleOf(new("you")), "status-get"));
    }

    [Fact]
    public void A_command_can_be_defined_anew_and_new_ones_be_defined()
    {
        var rules = Rules("""
            "commands": [ { "name": "config-set", "access": "read", "hook": "x" }, { "name": "new", "access": "write", "hook": "x" } ],
            "default-role": { "accept-commands": { "or": [ { "hook": "x" }, { "commands": [ "new" ] } ] } }
            """);
        var role = rules.RoleOf(new());
        Assert.True(rules.Accepts(role, "config-set"));
        Assert.True(rules.Accepts(role, "new"));
        Assert.False(rules.Accepts(role, "config-get"));
    }

    [Fact]
    public void A_list_may_not_name_a_command_that_is_not_defined()
    {
        var settings = Settings("\"default-role\": { \"reject-commands\": { \"not\": { \"commands\": [ \"status-get\", \"stats-get\" ] } } }");
        Assert.Null(AccessRules.TryCreate(settings, KnownCommands.All, out string error));
        Assert.Matches("^test:1[.][0-9]+: found the command \"stats-get\", which neither \"api-files\" nor \"commands\" defines$", error);
    }

    [Fact]
    public void The_filter_leaves_out_of_the_list_of_commands_what_may_not_be_used()
    {
        var rules = Rules("""
            "roles": [ { "name": "r", "accept-commands": "READ", "response-filters": [ "list-commands" ] }, { "name": "all", "accept-commands": "READ" } ]
            """, "basic-authentication");
        var answer = CommandResult.Success(Element.List(((string[])["config-get", "config-set", "own"]).Select(n => Element.Of(n))));
        Assert.Equal("[ \"config-get\" ]", JsonWriter.Compact(rules.Filter(rules.RoleOf(new("r")), "list-commands", answer).Arguments!));
        Assert.Same(answer, rules.Filter(rules.RoleOf(new("all")), "list-commands", answer));
        Assert.Same(answer, rules.Filter(rules.RoleOf(new("r")), "config-get", answer));
        var error = CommandResult.Error("no");
        Assert.Same(error, rules.Filter(rules.RoleOf(new("r")), "list-commands", error));
    }

    [Fact]
    public void Every_row_of_the_table_of_commands_says_what_Keas_files_say()
    {
        Assert.Equal(219 + 8, KnownCommands.All.Count);
        Assert.Equal(new CommandDefinition("lease4-add", CommandAccess.Write, "lease_cmds"), KnownCommands.Find("lease4-add"));
        Assert.Equal(new CommandDefinition("config-get", CommandAccess.Read, ""), KnownCommands.Find("config-get"));
        Assert.True(KnownCommands.IsMutating("config-set"));
        Assert.True(KnownCommands.IsMutating("never-heard-of"));
        Assert.False(KnownCommands.IsMutating("status-get"));
    }

    private static string Verdicts(AccessRules rules, Requester who) => string.Join(
        ' ',
        ((string[])["config-get", "config-set", "lease4-get", "lease4-del", "list-commands", "status-get", "undefined"])
            .Select(c => (rules.Accepts(rules.RoleOf(who), c) ? "+" : "-") + c));

    private static AccessRules Rules(string parameters, string method = "remote-address")
    {
        var rules = AccessRules.TryCreate(Settings(parameters, method), KnownCommands.All, out string error);
        Assert.True(rules is not null, error);
        return rules!;
    }

    private static RbacSettings Settings(string parameters, string method = "remote-address")
    {
        string text = $$"""
            { "Dhcp4": { "hooks-libraries": [ { "library": "libdhcp_rbac.so", "parameters": { "assign-role-method": "{{method}}", "api-files": "x", {{parameters.ReplaceLineEndings(" ")}} } } ] } }
            """;
        var result = ConfigLoader.Load4(Encoding.UTF8.GetBytes(text), "test", null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!.Roles!;
    }
}
