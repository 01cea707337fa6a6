using System.Text;
using Nestor.Config.Loading;
using Nestor.Model.Settings;
using Nestor.Model.Settings.Rbac;

namespace Nestor.Config.Tests;

/// <summary>The parameters of libdhcp_rbac in hooks-libraries.</summary>
public sealed class RbacTests
{
    [Theory]
    [InlineData("libdhcp_rbac.so")]
    [InlineData("/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_rbac.so")]
    [InlineData("libdhcp_rbac")]
    public void The_library_is_known_by_its_stem_in_any_folder(string library)
    {
        var result = Load($$"""[ { "library": "{{library}}", "parameters": { "assign-role-method": "remote-address", "api-files": "x" } } ]""");
        Assert.Empty(result.Diagnostics.All);
        Assert.Equal(RoleMethod.RemoteAddress, result.Settings!.Roles!.Method);
        Assert.Equal("x", result.Settings.Roles.ApiFiles);
        Assert.Same(RbacRole.Nobody, result.Settings.Roles.DefaultRole);
        Assert.Same(RbacRole.Nobody, result.Settings.Roles.UnknownRole);
    }

    [Fact]
    public void Other_libraries_stand_beside_it_in_their_order()
    {
        var result = Load("""
            [ { "library": "libdhcp_lease_cmds.so" }, { "library": "libdhcp_rbac.so", "parameters": { "assign-role-method": "cert-issuer", "api-files": "x" } } ]
            """);
        Assert.Empty(result.Diagnostics.All);
        Assert.NotNull(result.Settings!.Roles);
        Assert.Equal("libdhcp_lease_cmds", Assert.Single(result.Settings.HookLibraries).Stem);
        Assert.Null(Load("[ { \"library\": \"libdhcp_rbac_too.so\" } ]").Settings!.Roles);
    }

    [Theory]
    [InlineData("remote-address", false)]
    [InlineData("basic-authentication", false)]
    [InlineData("cert-subject", true)]
    [InlineData("cert-issuer", true)]
    public void TLS_is_required_by_default_where_the_role_comes_from_a_certificate(string method, bool isRequired)
    {
        Assert.Equal(isRequired, Roles($"\"assign-role-method\": \"{method}\"").RequiresTls);
        Assert.Equal(!isRequired, Roles($"\"assign-role-method\": \"{method}\", \"require-tls\": {(isRequired ? "false" : "true")}").RequiresTls);
    }

    [Fact]
    public void Everything_an_operator_may_write_is_read_in_DHCPv6_too()
    {
        const string Text = """
            { "Dhcp6": { "hooks-libraries": [ { "library": "libdhcp_rbac.so", "parameters": {
              "assign-role-method": "cert-subject", "api-files": "/opt/api", "require-tls": true,
              "commands": [ { "name": "my-command", "access": "read", "hook": "my-hook" }, { "name": "other", "access": "write", "hook": "" } ],
              "access-control-lists": [ { "my-none": { "not": "ALL" } }, { "mine": { "or": [ "my-none", { "access": "read" }, { "hook": "" } ] } } ],
              "roles": [
                { "name": "client", "accept-commands": { "commands": [ "list-commands" ] }, "reject-commands": "NONE", "other-commands": "reject",
                  "list-match-first": "accept", "response-filters": [ "list-commands" ], "comment": "a note" },
                { "name": "admin", "accept-commands": "mine", "reject-commands": { "and": [ "WRITE", { "hook": "cb_cmds" } ] },
                  "list-match-first": "reject", "other-commands": "accept" } ],
              "default-role": { "accept-commands": "NONE", "reject-commands": "ALL" },
              "unknown-role": { "accept-commands": "READ", "reject-commands": "WRITE" } } } ] } }
            """;
        var result = ConfigLoader.Load6(Encoding.UTF8.GetBytes(Text), "test", null);
        Assert.Empty(result.Diagnostics.All);
        var roles = result.Settings!.Roles!;
        Assert.Equal(["client", "admin"], roles.Roles.Select(r => r.Name));
        Assert.Equal(["my-command", "other"], roles.Commands.Select(c => c.Name));
        Assert.True(roles.Roles[0].FiltersListCommands);
        Assert.True(roles.Roles[1] is { RejectsFirst: true, AcceptsOthers: true, FiltersListCommands: false });
        Assert.NotNull(roles.UnknownRole.Accept);
    }

    [Theory]
    [InlineData("\"api-files\": \"x\"", "test:1.81: found no \"assign-role-method\", which has to be there")]
    [InlineData("\"assign-role-method\": \"remote-address\"", "test:1.81: found no \"api-files\", which has to be there")]
    [InlineData("\"assign-role-method\": \"uid\", \"api-files\": \"x\"", "test:1.105: found \"uid\", wanted one of remote-address, cert-subject, cert-issuer, basic-authentication, custom-value for \"assign-role-method\"")]
    [InlineData("\"assign-role-method\": 1, \"api-files\": \"x\"", "test:1.105: found an integer, wanted a string for \"assign-role-method\"")]
    [InlineData(Good + "\"require-tls\": \"yes\"", "found a string, wanted a boolean for \"require-tls\"")]
    [InlineData(Good + "\"rolls\": [ ]", "found unknown parameter \"rolls\" in libdhcp_rbac, wanted one of assign-role-method, api-files, require-tls, commands, access-control-lists, roles, default-role, unknown-role, comment, user-context; did you mean \"roles\"?")]
    [InlineData(Good + "\"roles\": { }", "found a map, wanted a list for \"roles\"")]
    [InlineData(Good + "\"roles\": [ 1 ]", "found an integer, wanted a map for a role")]
    [InlineData(Good + "\"roles\": [ { } ]", "found no \"name\", which has to be there")]
    [InlineData(Good + "\"roles\": [ { \"name\": \"\" } ]", "found an empty text, wanted some for \"name\"")]
    [InlineData(Good + "\"roles\": [ { \"name\": \"a\" }, { \"name\": \"a\" } ]", "found the role \"a\" for the second time, wanted each once")]
    [InlineData(Good + "\"default-role\": { \"name\": \"a\" }", "found unknown parameter \"name\" in a role")]
    [InlineData(Good + "\"default-role\": { \"other-commands\": \"allow\" }", "found \"allow\", wanted one of reject, accept for \"other-commands\"")]
    [InlineData(Good + "\"default-role\": { \"response-filters\": [ \"config-get\" ] }", "found \"config-get\", wanted list-commands, the one filter there is, in \"response-filters\"")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": \"ALl\" }", "found the access list \"ALl\", which is not defined before; did you mean \"ALL\"?")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": { } }", "found a map with 0 members, wanted a map with one member, one of not, and, or, commands, access, hook, for an access list")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": 5 }", "found an integer, wanted a map with one member")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": { \"nor\": [ ] } }", "found \"nor\", wanted one of not, and, or, commands, access, hook for an access list; did you mean \"not\"?")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": { \"and\": \"ALL\" } }", "found a string, wanted a list for \"and\"")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": { \"commands\": [ 1 ] } }", "found an integer, wanted a string for \"commands\"")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": { \"access\": \"run\" } }", "found \"run\", wanted read or write for \"access\"")]
    [InlineData(Good + "\"default-role\": { \"accept-commands\": { \"hook\": 1 } }", "found an integer, wanted a string for \"hook\"")]
    [InlineData(Good + "\"access-control-lists\": [ { \"ALL\": \"NONE\" } ]", "found the access list \"ALL\" for the second time, wanted another name")]
    [InlineData(Good + "\"access-control-lists\": [ { \"a\": \"b\" }, { \"b\": \"ALL\" } ]", "found the access list \"b\", which is not defined before")]
    [InlineData(Good + "\"commands\": [ { \"name\": \"a\" } ]", "found no \"access\", which has to be there")]
    [InlineData(Good + "\"commands\": [ { \"name\": \"a\", \"access\": \"all\" } ]", "found \"all\", wanted read or write for \"access\"")]
    public void What_is_wrong_refuses_the_configuration_with_its_place(string parameters, string error)
    {
        var result = Load($$"""[ { "library": "libdhcp_rbac.so", "parameters": { {{parameters}} } } ]""");
        Assert.Null(result.Settings);
        string all = string.Join('\n', result.Diagnostics.All);
        Assert.Contains(error, all, StringComparison.Ordinal);
        Assert.All(result.Diagnostics.All, d => Assert.Equal(("test", 1), (d.Place.File, d.Place.Line)));
    }

    [Theory]
    [InlineData("[ { \"library\": \"libdhcp_rbac.so\" } ]", "found no \"parameters\" of libdhcp_rbac")]
    [InlineData("[ { \"library\": \"libdhcp_rbac.so\", \"parameters\": { " + Good + "} }, { \"library\": \"libdhcp_rbac.so\", \"parameters\": { " + Good + "} } ]", "found libdhcp_rbac for the second time, wanted it once")]
    public void The_library_stands_there_once_and_with_parameters(string libraries, string error)
    {
        var result = Load(libraries);
        Assert.Null(result.Settings);
        Assert.Contains(error, string.Join('\n', result.Diagnostics.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_name_lists_cannot_come_to_any_size()
    {
        string lists = string.Join(", ", Enumerable.Range(1, 60).Select(i => $$"""{ "l{{i}}": { "and": [ "{{(i == 1 ? "ALL" : $"l{i - 1}")}}", "{{(i == 1 ? "ALL" : $"l{i - 1}")}}" ] } }"""));
        var result = Load($$"""[ { "library": "libdhcp_rbac.so", "parameters": { {{Good}} "access-control-lists": [ {{lists}} ] } } ]""");
        Assert.Null(result.Settings);
        Assert.Contains("wanted at most 10000", string.Join('\n', result.Diagnostics.All), StringComparison.Ordinal);
    }

    private const string Good = "\"assign-role-method\": \"remote-address\", \"api-files\": \"x\", ";

    private static RbacSettings Roles(string parameters) =>
        Load($$"""[ { "library": "libdhcp_rbac", "parameters": { {{parameters}}, "api-files": "x" } } ]""").Settings!.Roles!;

    private static LoadResult<Dhcp4Settings> Load(string libraries) =>
        ConfigLoader.Load4(Encoding.UTF8.GetBytes($"{{ \"Dhcp4\": {{ \"hooks-libraries\": {libraries} }} }}"), "test", null);
}
