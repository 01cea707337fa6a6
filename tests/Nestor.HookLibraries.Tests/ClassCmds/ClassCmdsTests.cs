using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;

namespace Nestor.HookLibraries.Tests.ClassCmds;

/// <summary>libdhcp_class_cmds: each command, what it answers, and what becomes of clients and the configuration.</summary>
public sealed class ClassCmdsTests
{
    private const string Library = "\"hooks-libraries\": [ { \"library\": \"/usr/lib/kea/hooks/libdhcp_class_cmds.so\" } ]";
    private const string Subnet4 = ", \"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"pools\": [ { \"pool\": \"192.0.2.10-192.0.2.250\" } ] } ]";

    private const string Two = """
        , "client-classes": [
            { "name": "first", "test": "option[60].exists", "comment": "vendors" },
            { "name": "second", "test": "member('first') and not member('KNOWN')" } ]
        """;

    private static LibraryBench4 Bench4(string more = Two) => new(Library + Subnet4 + more);

    private static LibraryBench6 Bench6(string more = "") => new(Library + more);

    [Fact]
    public void A_class_is_added_behind_the_others_and_may_depend_on_them()
    {
        using var bench = Bench4();
        Assert.Equal(
            """{"result":0,"text":"Class 'ipxe_efi_x64' added."}""",
            bench.Tell("class-add", """{ "client-classes": [ { "name": "ipxe_efi_x64", "test": "member('second')", "next-server": "192.0.2.254" } ] }"""));
        Assert.Equal(
            """{"arguments":{"client-classes":[{"name":"first"},{"name":"second"},{"name":"ipxe_efi_x64"}]},"result":0,"text":"3 classes found"}""",
            bench.Tell("class-list"));
    }

    [Fact]
    public void A_class_that_is_added_gives_its_options_to_the_next_client()
    {
        using var bench = Bench4("");
        Assert.True(bench.Bench.Send(new Query(MessageType4.Discover))!.Siaddr.IsZero);
        bench.Tell("class-add", """{ "client-classes": [ { "name": "all", "test": "not option[60].exists", "next-server": "192.0.2.7" } ] }""");
        Assert.Equal("192.0.2.7", bench.Bench.Send(new Query(MessageType4.Discover))!.Siaddr.ToString());
    }

    [Fact]
    public void A_class_is_added_to_the_DHCPv6_server_too()
    {
        using var bench = Bench6();
        Assert.Equal(
            """{"result":0,"text":"Class 'six' added."}""",
            bench.Tell("class-add", """{ "client-classes": [ { "name": "six", "test": "option[1].exists" } ] }"""));
        Assert.Equal("""{"arguments":{"client-classes":[{"name":"six"}]},"result":0,"text":"1 class found"}""", bench.Tell("class-list"));
    }

    [Theory]
    [InlineData(null, "Missing mandatory 'client-classes' parameter.")]
    [InlineData("{ }", "Missing mandatory 'client-classes' parameter.")]
    [InlineData("[ ]", "arguments for the 'class-add' command must be a map")]
    [InlineData("""{ "client-classes": { } }""", "'client-classes' parameter expected to be a list.")]
    [InlineData("""{ "client-classes": [ ] }""", "'client-classes' parameter expected to be a list of one entry, found 0.")]
    [InlineData("""{ "client-classes": [ { "name": "a" }, { "name": "b" } ] }""", "'client-classes' parameter expected to be a list of one entry, found 2.")]
    [InlineData("""{ "client-classes": [ "a" ] }""", "'client-classes' parameter expected to be a list of one map.")]
    [InlineData("""{ "client-classes": [ { "test": "" } ] }""", "Missing mandatory 'name' parameter.")]
    [InlineData("""{ "client-classes": [ { "name": 7 } ] }""", "'name' parameter expected to be a string.")]
    [InlineData("""{ "client-classes": [ { "name": "" } ] }""", "'name' parameter expected not to be empty.")]
    [InlineData("""{ "client-classes": [ { "name": "a" } ], "colour": 1 }""", "Unsupported 'colour' parameter.")]
    [InlineData("""{ "client-classes": [ { "name": "first" } ] }""", "Class 'first' already exists.")]
    public void What_is_wrong_with_a_class_that_is_added_is_told_by_name(string? arguments, string text)
    {
        using var bench = Bench4();
        Assert.Equal($$"""{"result":1,"text":"{{text}}"}""", bench.Tell("class-add", arguments));
        Assert.Contains("2 classes found", bench.Tell("class-list"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class-add", """{ "name": "x", "test": "member('later')" }""", "later")]
    [InlineData("class-add", """{ "name": "x", "tset": "option[60].exists" }""", "tset")]
    [InlineData("class-update", """{ "name": "first", "test": "member('second')" }""", "second")]
    [InlineData("class-update", """{ "name": "first", "test": "option[60" }""", "first")]
    public void A_class_that_the_configuration_cannot_have_changes_nothing(string command, string one, string told)
    {
        using var bench = Bench4();
        string before = bench.Tell("class-get", """{ "name": "first" }""");
        string answer = bench.Tell(command, $$"""{ "client-classes": [ {{one}} ] }""");
        Assert.StartsWith("""{"result":1,""", answer, StringComparison.Ordinal);
        Assert.Contains(told, answer, StringComparison.Ordinal);
        Assert.Equal(before, bench.Tell("class-get", """{ "name": "first" }"""));
        Assert.Contains("2 classes found", bench.Tell("class-list"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_updated_stays_in_its_place_and_keeps_nothing_of_before()
    {
        using var bench = Bench4();
        Assert.Equal(
            """{"result":0,"text":"Class 'first' updated."}""",
            bench.Tell("class-update", """{ "client-classes": [ { "name": "first", "test": "option[61].exists" } ] }"""));
        string told = bench.Tell("class-get", """{ "name": "first" }""");
        Assert.Contains("\"test\":\"option[61].exists\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("vendors", told, StringComparison.Ordinal);
        Assert.Contains("""[{"name":"first"},{"name":"second"}]""", bench.Tell("class-list"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_of_a_class_that_is_not_there_is_answered_with_result_3()
    {
        using var bench = Bench6();
        Assert.Equal(
            """{"result":3,"text":"Class 'none' not found"}""", bench.Tell("class-update", """{ "client-classes": [ { "name": "none" } ] }"""));
    }

    [Fact]
    public void A_class_is_deleted_when_no_other_depends_on_it()
    {
        using var bench = Bench4();
        Assert.Equal("""{"result":1,"text":"Class 'first' is used by class 'second'."}""", bench.Tell("class-del", """{ "name": "first" }"""));
        Assert.Equal("""{"result":0,"text":"Class 'second' deleted."}""", bench.Tell("class-del", """{ "name": "second" }"""));
        Assert.Equal("""{"result":0,"text":"Class 'first' deleted."}""", bench.Tell("class-del", """{ "name": "first" }"""));
        Assert.Equal("""{"result":3,"text":"Class 'first' not found"}""", bench.Tell("class-del", """{ "name": "first" }"""));
        Assert.Equal("""{"arguments":{"client-classes":[]},"result":3,"text":"0 classes found"}""", bench.Tell("class-list"));
    }

    [Theory]
    [InlineData("class-del")]
    [InlineData("class-get")]
    public void A_name_must_be_given_and_be_a_text(string command)
    {
        using var bench = Bench6();
        Assert.Equal("""{"result":1,"text":"Missing mandatory 'name' parameter."}""", bench.Tell(command, "{ }"));
        Assert.Equal("""{"result":1,"text":"'name' parameter expected to be a string."}""", bench.Tell(command, """{ "name": 1 }"""));
        Assert.Equal("""{"result":1,"text":"Unsupported 'test' parameter."}""", bench.Tell(command, """{ "name": "a", "test": "" }"""));
        Assert.Equal("""{"result":1,"text":"Unsupported 'name' parameter."}""", bench.Tell("class-list", """{ "name": "a" }"""));
    }

    [Fact]
    public void A_class_is_shown_as_config_get_shows_it()
    {
        using var bench = Bench4("""
            , "client-classes": [ { "name": "pxeclient", "only-if-required": true, "test": "option[60].text == 'PXEClient'",
                "option-def": [ { "name": "configfile", "code": 224, "type": "string" } ], "server-hostname": "xfce", "boot-file-name": "/dev/null" } ]
            """);
        string told = bench.Tell("class-get", """{ "name": "pxeclient" }""");
        Assert.StartsWith("""{"arguments":{"client-classes":[{"boot-file-name":"/dev/null","name":"pxeclient","next-server":"0.0.0.0","only-in-additional-list":true,"option-data":[],"option-def":[{""", told, StringComparison.Ordinal);
        Assert.EndsWith(""","server-hostname":"xfce","test":"option[60].text == 'PXEClient'"}]},"result":0,"text":"Class 'pxeclient' definition returned"}""", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_DHCPv6_has_no_fields_of_the_packet_and_none_that_is_not_there()
    {
        using var bench = Bench6(", \"client-classes\": [ { \"name\": \"six\", \"test\": \"option[1].exists\" } ]");
        string told = bench.Tell("class-get", """{ "name": "six" }""");
        Assert.StartsWith("""{"arguments":{"client-classes":[{"name":"six",""", told, StringComparison.Ordinal);
        Assert.DoesNotContain("next-server", told, StringComparison.Ordinal);
        Assert.DoesNotContain("option-def", told, StringComparison.Ordinal);
        Assert.Equal("""{"result":3,"text":"Class 'none' not found"}""", bench.Tell("class-get", """{ "name": "none" }"""));
    }

    [Fact]
    public void Where_somebody_else_was_quicker_the_edit_is_done_again()
    {
        using var bench = Bench4("");
        var first = bench.Begin("class-add", """{ "client-classes": [ { "name": "a", "test": "option[60].exists" } ] }""");
        var second = bench.Begin("class-add", """{ "client-classes": [ { "name": "b", "test": "option[60].exists" } ] }""");
        Assert.Contains("Class 'b' added.", LibraryBench4.End(second), StringComparison.Ordinal);
        Assert.Contains("Class 'a' added.", LibraryBench4.End(first), StringComparison.Ordinal);
        Assert.Contains("""[{"name":"b"},{"name":"a"}]""", bench.Tell("class-list"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_without_an_id_keeps_the_one_it_has()
    {
        using var bench = new LibraryBench4(Library + ", \"subnet4\": [ { \"subnet\": \"192.0.2.0/24\" }, { \"id\": 1, \"subnet\": \"10.0.0.0/8\" } ]");
        uint id = bench.Settings4.Subnets.Single(s => s.Text == "192.0.2.0/24").Id;
        bench.Tell("class-add", """{ "client-classes": [ { "name": "a" } ] }""");
        Assert.Equal(id, bench.Settings4.Subnets.Single(s => s.Text == "192.0.2.0/24").Id);
    }

    [Fact]
    public void It_takes_no_parameters() => Assert.Contains("colour", Assert.Single(LibraryBench4.Refused(
        "\"hooks-libraries\": [ { \"library\": \"libdhcp_class_cmds.so\", \"parameters\": { \"colour\": 1 } } ]")), StringComparison.Ordinal);
}
