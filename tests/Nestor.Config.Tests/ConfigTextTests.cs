using System.Text;
using Nestor.Config.Loading;
using Nestor.Config.Writing;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>A configuration as text, which keeps what it has in common with a text that is there.</summary>
public sealed class ConfigTextTests
{
    private const string Plain = """
        // Our server.
        {
          "Control-agent": { "http-port": 1 }, # not ours
          "Dhcp4": {
            "decline-probation-period":   4000, // a little more than an hour
            /* the network */
            "subnet4": [
              // one
              { "id": 1, "subnet": "10.1.0.0/24", "pools": [ { "pool": "10.1.0.10 - 10.1.0.20" } ] }, // first
              {
                "id": 2, // two
                "subnet": "10.2.0.0/24"
              }
            ],
            "comment": "kept" # by hand
          }
        }

        """;

    [Fact]
    public void What_is_not_changed_is_byte_for_byte_the_same() => Assert.Equal(Plain, Written(Plain, _ => { }));

    [Theory]
    [InlineData("decline-probation-period", "4001", "   4000, //", "   4001, //")]
    [InlineData("subnet4/0/pools/0/pool", "\"10.1.0.10-10.1.0.30\"", "\"10.1.0.10 - 10.1.0.20\"", "\"10.1.0.10-10.1.0.30\"")]
    [InlineData("renew-timer", "900", "\"comment\": \"kept\" # by hand\n", "\"comment\": \"kept\", # by hand\n    \"renew-timer\": 900\n")]
    [InlineData("subnet4/0/renew-timer", "900", "10.1.0.20\" } ] }", "10.1.0.20\" } ], \"renew-timer\": 900 }")]
    [InlineData("subnet4/1/renew-timer", "900", "\"10.2.0.0/24\"\n", "\"10.2.0.0/24\",\n        \"renew-timer\": 900\n")]
    [InlineData("user-context", "null", ",\n    \"comment\": \"kept\" # by hand\n", "\n")]
    [InlineData("subnet4/1", "null", ", // first\n      {\n        \"id\": 2, // two\n        \"subnet\": \"10.2.0.0/24\"\n      }\n", " // first\n")]
    [InlineData("subnet4/0", "null", "      { \"id\": 1, \"subnet\": \"10.1.0.0/24\", \"pools\": [ { \"pool\": \"10.1.0.10 - 10.1.0.20\" } ] }, // first\n", "")]
    [InlineData("interfaces-config/interfaces", "[ \"eth7\" ]", "\"comment\": \"kept\" # by hand\n",
        "\"comment\": \"kept\", # by hand\n    \"interfaces-config\": {\n      \"interfaces\": [\n        \"eth7\"\n      ],\n      \"re-detect\": false\n    }\n")]
    public void Only_what_is_changed_is_another(string path, string value, string before, string after)
    {
        Assert.Contains(before, Plain, StringComparison.Ordinal);
        Assert.Equal(Plain.Replace(before, after, StringComparison.Ordinal), Written(Plain, form => Put(form, path, value)));
    }

    [Fact]
    public void What_was_inherited_is_written_out_where_it_is_to_stay()
    {
        // config-get tells what the subnets have from the global scope, so that config-set says it for each of them.
        string text = Written(Plain, form => Put(form, "store-extended-info", "true"));
        Assert.Contains("\"store-extended-info\": true", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("\"store-extended-info\": false").Length - 1);
    }

    [Fact]
    public void Older_spellings_stay_until_what_they_say_changes()
    {
        const string Old = """
            { "Dhcp4": { "control-socket": { "socket-type": "unix", "socket-name": "s" }, "reservation-mode": "all",
              "dhcp-ddns": { "enable-updates": false, "override-no-update": true },
              "subnet4": [ { "subnet": "10.0.0.0/24", "client-class": "a", "relay": { "ip-address": "10.0.0.1" } } ] } }
            """;
        Assert.Equal(Old, Written(Old, _ => { }));
        Assert.Equal(
            Old.Replace("\"client-class\": \"a\"", "\"client-classes\": [ \"b\" ]", StringComparison.Ordinal),
            Written(Old, form => Put(form, "subnet4/0/client-classes", "[ \"b\" ]")));
        string text = Written(Old, form => Put(form, "reservations-global", "true"));
        Assert.DoesNotContain("reservation-mode", text, StringComparison.Ordinal);
        Assert.Contains("\"reservations-global\": true", text, StringComparison.Ordinal);
        Assert.Contains("\"override-no-update\": true", Written(Old, form => Put(form, "valid-lifetime", "7")), StringComparison.Ordinal);
        Assert.Contains("\"ddns-override-no-update\": false", Written(Old, form => Put(form, "ddns-override-no-update", "false")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_included_file_stays_included_until_something_in_it_changes()
    {
        var files = new Dictionary<string, string>
        {
            ["subnets"] = "// all of them\n[ { \"id\": 1, \"subnet\": \"10.1.0.0/24\" },\n<?include \"more\"?> ] // no end of line",
            ["more"] = "{ \"id\": 2, \"subnet\": \"10.2.0.0/24\", \"renew-timer\": 9 }\n",
            ["globals"] = "\"decline-probation-period\": 10, # globals\n",
        };
        const string Main = "{ \"Dhcp4\": {\n  <?include \"globals\"?>\n  \"parked-packet-limit\": 100,\n  \"subnet4\":\n  <?include \"subnets\"?>\n} }\n";
        Assert.Equal(Main, Written(Main, _ => { }, files));
        Assert.Equal(Main.Replace("100", "200", StringComparison.Ordinal), Written(Main, form => Put(form, "parked-packet-limit", "200"), files));
        Assert.Equal(
            Main.Replace("<?include \"globals\"?>", "\"decline-probation-period\": 11, # globals\n", StringComparison.Ordinal),
            Written(Main, form => Put(form, "decline-probation-period", "11"), files));
        Assert.Equal(
            Main.Replace("<?include \"subnets\"?>", files["subnets"] + "\n", StringComparison.Ordinal).Replace("10.1.0.0", "10.3.0.0", StringComparison.Ordinal),
            Written(Main, form => Put(form, "subnet4/0/subnet", "\"10.3.0.0/24\""), files));
        Assert.Equal(
            Main.Replace("<?include \"subnets\"?>", files["subnets"] + "\n", StringComparison.Ordinal)
                .Replace("<?include \"more\"?>", files["more"].Replace("9 }", "8 }", StringComparison.Ordinal), StringComparison.Ordinal),
            Written(Main, form => Put(form, "subnet4/1/renew-timer", "8"), files));
    }

    [Fact]
    public void A_text_that_is_not_there_or_is_broken_or_anothers_is_written_anew()
    {
        var running = NormalForm.Of(Texts.Good("\"valid-lifetime\": 77"))!;
        foreach (string? there in new[] { null, "{ \"Dhcp4\": { ", "{ \"Dhcp4\": { \"typo\": 1 } }", "{ \"Dhcp6\": { } }", "" })
        {
            byte[] text = New([]).Of(running, there is null ? null : Encoding.UTF8.GetBytes(there));
            Assert.Equal(77u, ConfigLoader.Load4(text, "", null).Settings!.Source!["valid-lifetime"]!.Integer);
        }
    }

    [Fact]
    public void Other_programs_parts_of_a_broken_file_stay() => Assert.Contains(
        "\"Control-agent\": { \"http-port\": 1 }, # not ours",
        Encoding.UTF8.GetString(New([]).Of(
            NormalForm.Of(Texts.Good("\"valid-lifetime\": 77"))!, Encoding.UTF8.GetBytes(Plain.Replace("\"id\": 2", "\"typo\": 2", StringComparison.Ordinal)))),
        StringComparison.Ordinal);

    [Fact]
    public void Entries_in_another_order_are_written_in_it()
    {
        const string Classes = "{ \"Dhcp4\": { \"client-classes\": [\n  { \"name\": \"a\" }, // A\n  { \"name\": \"b\", \"test\": \"member('a')\" }, { \"name\": \"c\" } ] } }";
        string text = Written(Classes, form =>
        {
            var list = (System.Text.Json.Nodes.JsonArray)form["client-classes"]!;
            var last = list[2];
            list.RemoveAt(2);
            list.Insert(0, last);
        });
        Assert.Matches("\"c\"[^~]*\"a\"[^~]*\"b\"", text);
    }

    private static ConfigText New(Dictionary<string, string> files) => new(
        text => ConfigLoader.Load4(text, "", (path, out error) => Open(files, path, out error)).Settings, (path, out error) => Open(files, path, out error));

    private static byte[]? Open(Dictionary<string, string> files, string path, out string error)
    {
        error = files.ContainsKey(path) ? "" : "not there";
        return files.TryGetValue(path, out string? text) ? Encoding.UTF8.GetBytes(text) : null;
    }

    /// <summary>What is written after config-get, a change of what it says, and config-set; it means that when it is read again.</summary>
    private static string Written(string text, Action<System.Text.Json.Nodes.JsonObject> change, Dictionary<string, string>? files = null) =>
        ConfigRewrite.Of(text, change, (path, out error) => Open(files ?? [], path, out error));

    private static void Put(System.Text.Json.Nodes.JsonObject form, string path, string value) => ConfigRewrite.Put(form, path, value);
}
