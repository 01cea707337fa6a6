using Nestor.Model.Classes;

namespace Nestor.Config.Tests;

/// <summary><c>client-classes</c>: what is taken, and what is refused where.</summary>
public sealed class ClientClassTests
{
    [Theory]
    [InlineData("{ \"name\": \"a\" }, { \"name\": \"a\" }", "2.48: found a second client class \"a\"")]
    [InlineData("{ \"test\": \"member('ALL')\" }", "2.21: found a client class without a name")]
    [InlineData("{ \"name\": \"\" }", "2.31: found a client class without a name")]
    [InlineData("{ \"name\": \"a\", \"test\": \"\" }", "2.44: test of client class \"a\":")]
    [InlineData("{ \"name\": \"KNOWN\", \"test\": \"member('ALL')\" }", "2.48: found a test of built-in class \"KNOWN\"")]
    [InlineData("{ \"name\": \"ALL\", \"template-test\": \"option[1].hex\" }", "found a test of built-in class \"ALL\"")]
    [InlineData("{ \"name\": \"a\", \"test\": \"member('b')\" }, { \"name\": \"b\" }", "2.44: test of client class \"a\":")]
    [InlineData("{ \"name\": \"a\", \"test\": \"member('a')\" }", "test of client class \"a\":")]
    [InlineData("{ \"name\": \"a\", \"test\": \"member('DROP')\" }", "test of client class \"a\":")]
    [InlineData("{ \"name\": \"a\", \"test\": \"member('SPAWN_b_c')\" }", "test of client class \"a\":")]
    [InlineData("{ \"name\": \"a\", \"test\": \"option[1].hex\" }", "test of client class \"a\":")]
    [InlineData("{ \"name\": \"a\", \"template-test\": \"option[1].exists\" }", "test of client class \"a\":")]
    [InlineData("{ \"name\": \"a\", \"test\": \"member('ALL')\", \"template-test\": \"'x'\" }", "found \"template-test\" beside \"test\"")]
    [InlineData("{ \"name\": \"a\", \"min-valid-lifetime\": 100, \"max-valid-lifetime\": 50 }", "found min-valid-lifetime and max-valid-lifetime without valid-lifetime")]
    [InlineData("{ \"name\": \"a\", \"valid-lifetime\": 10, \"min-valid-lifetime\": 100 }", "found valid-lifetime 10, wanted it between")]
    [InlineData("{ \"name\": \"a\", \"next-server\": \"x\" }", "found \"x\", wanted an IPv4 address")]
    [InlineData("{ \"name\": \"a\", \"next-server\": \"255.255.255.255\" }", "found 255.255.255.255, wanted a server's address")]
    [InlineData("{ \"name\": \"a\", \"option-def\": [ { \"name\": \"x\", \"code\": 100, \"type\": \"string\" } ] }", "found a definition of option 100 of space dhcp4 in a client class")]
    [InlineData("{ \"name\": \"a\", \"option-def\": [ { \"name\": \"x\", \"code\": 43, \"space\": \"inner\", \"type\": \"string\" } ] }", "found a definition of option 43 of space inner in a client class")]
    [InlineData("{ \"name\": \"a\", \"option-def\": [ { \"name\": \"x\", \"code\": 43, \"type\": \"string\" }, { \"name\": \"y\", \"code\": 43, \"type\": \"string\" } ] }", "code 43 is defined twice")]
    [InlineData("{ \"name\": \"a\", \"only-in-additional-list\": true, \"only-if-required\": true }", "beside another spelling of it")]
    public void What_is_wrong_with_a_class_is_told_with_its_place(string classes, string message)
    {
        var result = Texts.Load($"\"client-classes\": [ {classes} ]");
        Assert.Null(result.Settings);
        Assert.Contains(result.Diagnostics.All, d => d.IsError && d.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"name\": \"DROP\", \"test\": \"option[1].exists\" }")]
    [InlineData("{ \"name\": \"VENDOR_CLASS_x\", \"test\": \"option[1].exists\" }")]
    [InlineData("{ \"name\": \"ALL\", \"valid-lifetime\": 100 }")]
    [InlineData("{ \"name\": \"a\", \"test\": \"member('KNOWN') or member('VENDOR_CLASS_zz') or member('HA_x') or member('BOOTP') or member('SKIP_DDNS')\" }")]
    [InlineData("{ \"name\": \"a\", \"server-hostname\": \"h\", \"boot-file-name\": \"f\", \"next-server\": \"0.0.0.0\", \"comment\": \"c\", \"user-context\": { \"x\": 1 } }")]
    [InlineData("{ \"name\": \"r\", \"test\": \"option[1].exists\", \"only-in-additional-list\": true }, { \"name\": \"a\", \"test\": \"member('r')\" }")]
    public void What_Kea_takes_is_taken_without_a_word(string classes)
    {
        var result = Texts.Load($"\"client-classes\": [ {classes} ]");
        Assert.NotNull(result.Settings);
        Assert.Empty(result.Diagnostics.All);
    }

    [Fact]
    public void Older_names_are_taken_with_a_warning_that_gives_todays()
    {
        var result = Texts.Load("""
            "client-classes": [ { "name": "a", "only-if-required": true } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "client-class": "a", "require-client-classes": [ "a" ],
              "pools": [ { "pool": "192.0.2.0/25", "client-class": "" } ] } ]
            """);
        var subnet = result.Settings!.Subnets[0];
        Assert.True(result.Settings.Classes.All[0].IsAdditional);
        Assert.Equal(["a"], subnet.ClientClasses.Names);
        Assert.Equal(["a"], subnet.AdditionalClasses.Names);
        Assert.True(subnet.Pools[0].ClientClasses.IsEmpty);
        Assert.Equal(
            ["write \"only-in-additional-list\"", "write \"client-classes\"", "write \"evaluate-additional-classes\"", "write \"client-classes\""],
            result.Diagnostics.All.Select(d => d.Text[d.Text.IndexOf("write", StringComparison.Ordinal)..]));
    }

    [Fact]
    public void A_guard_of_a_class_that_nothing_defines_warns_once_with_the_name_that_is_near()
    {
        var result = Texts.Load("""
            "client-classes": [ { "name": "printers" } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "client-classes": [ "printer", "KNOWN", "HA_server1" ],
              "pools": [ { "pool": "192.0.2.0/25", "client-classes": [ "printer", "SPAWN_a_b" ] } ] } ]
            """);
        Assert.Equal(["kea.conf:4.60: warning: nothing defines client class \"printer\"; did you mean \"printers\"?"], result.Diagnostics.All.Select(d => d.ToString()));
    }

    [Fact]
    public void Names_with_characters_that_made_names_never_have_warn()
    {
        var result = Texts.Load("\"client-classes\": [ { \"name\": \"a b\" } ]");
        Assert.NotNull(result.Settings);
        Assert.Contains("client class \"a b\" has characters", Assert.Single(result.Diagnostics.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_on_a_classs_definition_are_shown_with_it()
    {
        var settings = Texts.Good("""
            "client-classes": [ { "name": "a", "option-def": [ { "name": "x", "code": 230, "type": "uint8", "comment": "why", "user-context": { "y": 1 } } ] } ]
            """);
        var definition = Writing.NormalForm.Of(settings)!["Dhcp4"]!["client-classes"]!.Items[0]["option-def"]!.Items[0];
        Assert.Equal(["y", "comment"], definition["user-context"]!.Members.Select(m => m.Name));
    }

    [Fact]
    public void A_class_and_its_options_keep_their_notes()
    {
        var settings = Texts.Good("\"client-classes\": [ { \"name\": \"a\", \"comment\": \"why\", \"user-context\": { \"x\": 1 }, "
            + "\"option-data\": [ { \"code\": 250, \"data\": \"01\", \"comment\": \"option\", \"user-context\": { \"y\": 1 } } ] } ]");
        Assert.Equal(["y", "comment"], settings.Classes.All[0].Options.Find(250)!.UserContext!.Members.Select(m => m.Name));
        Assert.Equal(["x", "comment"], settings.Classes.All[0].UserContext!.Members.Select(m => m.Name));
        Assert.Equal("a", settings.Classes.Names[settings.Classes.All[0].Id]);
        Assert.Equal(ClassNames.All, settings.Classes.Names.Find("ALL"u8));
        Assert.Equal(-1, settings.Classes.Names.Find("b"u8));
    }
}
