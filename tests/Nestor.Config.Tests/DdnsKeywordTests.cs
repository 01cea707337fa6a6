using System.Text;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>DDNS parameters from scope to scope, and what is wrong with them.</summary>
public sealed class DdnsKeywordTests
{
    private const string Net = """
        "shared-networks": [ { "name": "n", NETWORK "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", SUBNET
          "pools": [ { POOL "pool": "192.0.2.8/29" }, { "pool": "192.0.2.16/29" } ] } ] } ]
        """;

    [Fact]
    public void A_pool_has_what_it_sets_and_the_rest_of_subnet_network_and_globe()
    {
        var settings = Texts.Good(
            "\"ddns-generated-prefix\": \"globe\", \"ddns-ttl\": 9, " + Net
                .Replace("NETWORK", "\"ddns-qualifying-suffix\": \"example.org.\", \"ddns-ttl\": 8,", StringComparison.Ordinal)
                .Replace("SUBNET", "\"ddns-update-on-renew\": true, \"ddns-ttl\": 7,", StringComparison.Ordinal)
                .Replace("POOL", "\"ddns-send-updates\": false, \"ddns-ttl\": 6,", StringComparison.Ordinal));
        var subnet = settings.Subnets[0];
        var pool = subnet.Pools[0].Ddns!;
        Assert.Equal(("globe", "example.org", true, false, 6u),
            (Text(pool.GeneratedPrefix), Text(pool.QualifyingSuffix), pool.UpdatesOnRenew, pool.SendsUpdates, pool.Ttl));
        Assert.Null(subnet.Pools[1].Ddns);
        Assert.Equal((true, true, 7u), (subnet.Parameters.Ddns.UpdatesOnRenew, subnet.Parameters.Ddns.SendsUpdates, subnet.Parameters.Ddns.Ttl));
        Assert.Equal(("globe", "", 9u), (Text(settings.Global.Ddns.GeneratedPrefix), Text(settings.Global.Ddns.QualifyingSuffix), settings.Global.Ddns.Ttl));
    }

    [Fact]
    public void Scopes_that_set_nothing_share_what_is_above_them()
    {
        var settings = Texts.Good(Net.Replace("NETWORK", "", StringComparison.Ordinal).Replace("SUBNET", "", StringComparison.Ordinal).Replace("POOL", "", StringComparison.Ordinal));
        Assert.Same(DdnsParameters.Default, settings.Global.Ddns);
        Assert.Same(DdnsParameters.Default, settings.Subnets[0].Parameters.Ddns);
        Assert.Null(settings.Subnets[0].Pools[0].Ddns);
    }

    [Fact]
    public void Every_parameter_is_read()
    {
        var ddns = Texts.Good6("""
            "ddns-send-updates": false, "ddns-override-no-update": true, "ddns-override-client-update": true,
            "ddns-replace-client-name": "when-not-present", "ddns-generated-prefix": "pre", "ddns-qualifying-suffix": ".suf.fix.",
            "ddns-update-on-renew": true, "ddns-conflict-resolution-mode": "check-exists-with-dhcid",
            "ddns-ttl-percent": 0.75, "ddns-ttl-min": 60, "ddns-ttl-max": 600, "hostname-char-set": "[_]", "hostname-char-replacement": "-"
            """).Global.Ddns;
        Assert.Equal((false, true, true, NameReplacement.WhenNotPresent), (ddns.SendsUpdates, ddns.OverridesNoUpdate, ddns.OverridesClientUpdate, ddns.ReplaceClientName));
        Assert.Equal(("pre", "suf.fix", true, ConflictResolution.CheckExistsWithDhcid), (Text(ddns.GeneratedPrefix), Text(ddns.QualifyingSuffix), ddns.UpdatesOnRenew, ddns.ConflictResolution));
        Assert.Equal((0.75, 60u, 600u, null), (ddns.TtlPercent, ddns.TtlMin, ddns.TtlMax, ddns.Ttl));
        Assert.Equal("a-b!", Clean(ddns.Characters, "a_b!"));
    }

    [Fact]
    public void Zero_takes_back_an_inherited_TTL()
    {
        var settings = Texts.Good(
            "\"ddns-ttl-percent\": 0.5, \"ddns-ttl-min\": 60, \"ddns-ttl-max\": 600, "
            + Texts.Subnet("\"ddns-ttl-percent\": 0.0, \"ddns-ttl-min\": 0, \"ddns-ttl-max\": 0"));
        var ddns = settings.Subnets[0].Parameters.Ddns;
        Assert.Equal((null, null, null), (ddns.TtlPercent, ddns.TtlMin, ddns.TtlMax));
    }

    [Theory]
    [InlineData("true", NameReplacement.WhenPresent)]
    [InlineData("false", NameReplacement.Never)]
    [InlineData("\"Always\"", NameReplacement.Always)]
    [InlineData("\"when-present\"", NameReplacement.WhenPresent)]
    [InlineData("\"never\"", NameReplacement.Never)]
    public void A_name_is_replaced_as_one_of_four_words_or_the_boolean_of_old_says(string value, NameReplacement expected)
    {
        Assert.Equal(expected, Texts.Good($"\"ddns-replace-client-name\": {value}").Global.Ddns.ReplaceClientName);
    }

    [Theory]
    [InlineData(true, ConflictResolution.CheckWithDhcid, "check-with-dhcid")]
    [InlineData(false, ConflictResolution.NoCheckWithDhcid, "no-check-with-dhcid")]
    public void The_older_use_of_conflict_resolution_is_one_of_todays_modes(bool value, ConflictResolution mode, string name)
    {
        string set = $"\"ddns-use-conflict-resolution\": {(value ? "true" : "false")}";
        foreach (string text in (string[])[set, Texts.Subnet(set), Net.Replace("NETWORK", set + ",", StringComparison.Ordinal).Replace("SUBNET", "", StringComparison.Ordinal).Replace("POOL", "", StringComparison.Ordinal)])
        {
            // Another mode above, so that the default proves nothing.
            var result = Texts.Load(text == set ? text : "\"ddns-conflict-resolution-mode\": \"no-check-without-dhcid\", " + text);
            var ddns = text == set ? result.Settings!.Global.Ddns : result.Settings!.Subnets[0].Parameters.Ddns;
            Assert.Equal(mode, ddns.ConflictResolution);
            Assert.Contains(result.Diagnostics.All, d => d.Text == $"\"ddns-use-conflict-resolution\" is an older keyword; write \"ddns-conflict-resolution-mode\": \"{name}\"");
        }

        var both = Texts.Load("\"ddns-conflict-resolution-mode\": \"no-check-without-dhcid\", " + set);
        Assert.Equal(ConflictResolution.NoCheckWithoutDhcid, both.Settings!.Global.Ddns.ConflictResolution);
        Assert.Contains(both.Diagnostics.All, d => d.Text == "\"ddns-use-conflict-resolution\" is an older keyword and is left out: \"ddns-conflict-resolution-mode\" beside it says it");
    }

    [Fact]
    public void The_DDNS_server_is_read_with_defaults_for_what_is_left_out()
    {
        Assert.Equal(new DdnsSettings(), Texts.Good("").Ddns);
        Assert.Equal(new DdnsSettings { EnablesUpdates = true }, Texts.Good("\"dhcp-ddns\": { \"enable-updates\": true }").Ddns);
        Assert.Equal(
            new DdnsSettings { EnablesUpdates = true, ServerIp = "2001:db8::5", ServerPort = 900, SenderIp = "2001:db8::6", SenderPort = 901, MaxQueueSize = 7 },
            Texts.Good6("""
                "dhcp-ddns": { "enable-updates": true, "server-ip": "2001:DB8::5", "server-port": 900, "sender-ip": "2001:db8::6", "sender-port": 901,
                  "max-queue-size": 7, "ncr-protocol": "UDP", "ncr-format": "JSON" }
                """).Ddns);
    }

    [Fact]
    public void What_older_versions_had_in_dhcp_ddns_holds_globally_unless_the_global_scope_says_it()
    {
        var result = Texts.Load("""
            "ddns-generated-prefix": "today", "dhcp-ddns": { "enable-updates": true, "generated-prefix": "old", "qualifying-suffix": "example.org",
              "override-no-update": true, "override-client-update": true, "replace-client-name": "always",
              "hostname-char-set": "[_]", "hostname-char-replacement": "-" }
            """);
        var ddns = result.Settings!.Global.Ddns;
        Assert.Equal(("today", "example.org"), (Text(ddns.GeneratedPrefix), Text(ddns.QualifyingSuffix)));
        Assert.Equal((true, true, NameReplacement.Always), (ddns.OverridesNoUpdate, ddns.OverridesClientUpdate, ddns.ReplaceClientName));
        Assert.Equal("a-b", Clean(ddns.Characters, "a_b"));
        Assert.True(result.Settings.Ddns.EnablesUpdates);
        Assert.Contains(result.Diagnostics.All, d => d.ToString() == "kea.conf:2.101: warning: \"qualifying-suffix\" in dhcp-ddns is an older keyword; write \"ddns-qualifying-suffix\" in the global scope");
        Assert.Contains(result.Diagnostics.All, d => d.Text == "\"generated-prefix\" in dhcp-ddns is an older keyword and is left out: \"ddns-generated-prefix\" of the global scope says it");
    }

    [Theory]
    [InlineData("[^A-Za-z0-9.-]", "a_B c-1.x", "a*B*c-1.x")]
    [InlineData("[[:space:]_]", "a_b c", "a*b*c")]
    [InlineData("[^[:alnum:].]", "a_b-c.d", "a*b*c.d")]
    [InlineData("[]x]", "a]x[", "a**[")]
    [InlineData("[a\\]", "a\\b", "**b")]
    [InlineData("[^-a[]", "a-[b]", "a-[**")]
    [InlineData("_+", "a___b_", "a*b*")]
    [InlineData("foo|bar", "xfoobary", "x**y")]
    [InlineData("^a", "aa", "*a")]
    [InlineData("\\.", "a.b", "a*b")]
    [InlineData("", "a_b", "a_b")]
    [InlineData("[é]", "éa", "**a")]
    public void Unwanted_characters_are_replaced_as_the_POSIX_expression_says(string set, string name, string expected)
    {
        Assert.Equal(expected, Clean(Characters(set, "*"), name));
    }

    [Fact]
    public void A_zero_is_always_replaced_and_an_empty_replacement_leaves_out()
    {
        Assert.Equal("a-b", Clean(Characters("", "-"), "a\0b"));
        Assert.Equal("ab", Clean(NameCharacters.Default, "a\0_b"));
    }

    [Fact]
    public void No_expression_is_run_away_with_and_no_replacement_outgrows_its_room()
    {
        var nested = Characters("(a+)+$", new string('x', 100));
        Assert.Equal(new string('a', 252) + "b", Clean(nested, new string('a', 252) + "b"));
        Assert.Equal(100, Clean(nested, new string('a', 253)).Length);
        Assert.Equal(300, Clean(Characters("a", new string('x', 100)), new string('a', 253)).Length);
    }

    [Theory]
    [InlineData("\"hostname-char-set\": ^\"[a\"", "found \"[a\", wanted a regular expression without references to its own parts for \"hostname-char-set\"")]
    [InlineData("\"hostname-char-set\": ^\"a(b\"", "found \"a(b\", wanted a regular expression without references to its own parts for \"hostname-char-set\"")]
    [InlineData("\"hostname-char-set\": ^\"(a)\\\\1\"", "found \"(a)\\1\", wanted a regular expression without references to its own parts for \"hostname-char-set\"")]
    [InlineData("\"hostname-char-set\": ^\"[[:foo:]]\"", "found \"[[:foo:]]\", wanted a regular expression without references to its own parts for \"hostname-char-set\"")]
    [InlineData("\"ddns-replace-client-name\": ^\"sometimes\"", "found \"sometimes\", wanted one of when-present, never, always, when-not-present for \"ddns-replace-client-name\"")]
    [InlineData("\"ddns-conflict-resolution-mode\": ^\"off\"", "found \"off\", wanted one of check-with-dhcid, no-check-with-dhcid, check-exists-with-dhcid, no-check-without-dhcid for \"ddns-conflict-resolution-mode\"")]
    [InlineData("\"ddns-ttl-percent\": 0.5, \"ddns-ttl\": ^5", "found \"ddns-ttl\" beside \"ddns-ttl-percent\", wanted only one of them")]
    [InlineData("\"ddns-ttl-min\": 5, \"ddns-ttl\": ^5", "found \"ddns-ttl\" beside \"ddns-ttl-min\", wanted only one of them")]
    [InlineData("\"ddns-ttl-max\": 5, \"ddns-ttl\": ^5", "found \"ddns-ttl\" beside \"ddns-ttl-max\", wanted only one of them")]
    [InlineData("\"ddns-ttl-min\": 6, \"ddns-ttl-max\": ^5", "found ddns-ttl-max 5 below ddns-ttl-min 6, wanted it no lower")]
    [InlineData("\"ddns-ttl\": ^-1", "found -1, wanted a number from 0 to 4294967295 for \"ddns-ttl\"")]
    [InlineData("\"ddns-ttl-percent\": ^-0.5", "found -0.5, wanted no less than 0 for \"ddns-ttl-percent\"")]
    public void A_wrong_value_is_refused_in_every_scope(string members, string message)
    {
        Refuse("WHOLE", members, message);
        Refuse("\"shared-networks\": [ { \"name\": \"n\", WHOLE } ]", members, message);
        Refuse("\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", WHOLE } ]", members, message);
        Refuse("\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"pools\": [ { \"pool\": \"192.0.2.8/29\", WHOLE } ] } ]", members, message);
    }

    [Theory]
    [InlineData("^{ }", "found dhcp-ddns without \"enable-updates\", wanted it to be true or false")]
    [InlineData("{ \"enable-updates\": true, \"server-ip\": ^\"x\" }", "found \"x\", wanted an IP address for \"server-ip\"")]
    [InlineData("{ \"enable-updates\": true, \"server-ip\": ^\"\" }", "found \"\", wanted an IP address for \"server-ip\"")]
    [InlineData("{ \"enable-updates\": true, \"server-ip\": ^\"127.1\" }", "found \"127.1\", wanted an IP address for \"server-ip\"")]
    [InlineData("{ \"enable-updates\": true, \"server-ip\": \"::1\", \"sender-ip\": ^\"127.0.0.1\" }", "found \"127.0.0.1\", wanted an address of the same family as server-ip ::1")]
    [InlineData("{ \"enable-updates\": true, \"sender-port\": 53001, \"sender-ip\": ^\"127.0.0.1\" }", "found 127.0.0.1 port 53001, wanted another than that of the server")]
    [InlineData("{ \"enable-updates\": true, \"ncr-protocol\": ^\"TCP\" }", "found TCP, wanted UDP for \"ncr-protocol\": nobody speaks the other")]
    [InlineData("{ \"enable-updates\": true, \"ncr-format\": ^\"XML\" }", "found \"XML\", wanted JSON for \"ncr-format\"")]
    [InlineData("{ \"enable-updates\": true, \"server-port\": ^65536 }", "found 65536, wanted a number from 0 to 65535 for \"server-port\"")]
    public void A_wrong_DDNS_server_is_refused(string map, string message) => Refuse("\"dhcp-ddns\": WHOLE", map, message);

    private static void Refuse(string around, string members, string message) => Refusals.Check(
        Nestor.Wire.Options.Universe.V4, "{ \"Dhcp4\": { " + around.Replace("WHOLE", members, StringComparison.Ordinal) + " } }", message);

    private static NameCharacters Characters(string set, string replacement) => Texts.Good(
        $"\"hostname-char-set\": \"{set.Replace("\\", "\\\\", StringComparison.Ordinal)}\", \"hostname-char-replacement\": \"{replacement}\"").Global.Ddns.Characters;

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string Clean(NameCharacters characters, string name)
    {
        Span<byte> room = stackalloc byte[300];
        return Encoding.UTF8.GetString(room[..characters.Clean(Encoding.UTF8.GetBytes(name), room)]);
    }
}
