using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Hooks;

/// <summary>Options that expressions make, before Kea 2.2 with its libdhcp_flex_option and before us with ours.</summary>
public sealed class FlexOptionTests(ITestOutputHelper output)
{
    private const string Rules4 = """
        { "code": 67, "add": "ifelse(option[12].exists,concat(option[12].text,'.boot'),'')" },
        { "name": "domain-name", "supersede": "'changed.example'" },
        { "code": 3, "remove": "option[12].exists" },
        { "code": 6, "csv-format": true, "supersede": "'192.0.2.77, 192.0.2.78'" },
        { "code": 119, "csv-format": true, "add": "'a.example,b.example'" },
        { "code": 222, "add": "'raw'" },
        { "code": 222, "supersede": "ifelse(option[60].text == 'other', 0x00ff, '')" },
        { "code": 1, "supersede": "ifelse(pkt4.giaddr == 192.0.2.9, 255.255.255.255, '')" },
        { "code": 80, "add": "'guarded'", "client-class": "named" },
        { "code": 81, "add": "'not'", "client-class": "nowhere" },
        { "code": 43, "sub-options": [ { "code": 9, "space": "vendor-encapsulated-options-space", "add": "'foobar'" }, { "code": 2, "space": "vendor-encapsulated-options-space", "supersede": "0x0102" } ] },
        { "code": 82, "sub-options": [ { "code": 1, "remove": "option[12].exists" }, { "code": 2, "supersede": "'remote'", "container-add": false } ] },
        { "code": 125, "sub-options": [ { "code": 2, "space": "vendor-4491", "csv-format": true, "add": "'192.0.2.55'" }, { "code": 1, "space": "vendor-4491", "add": "0x0405" } ] },
        { "code": 122, "sub-options": [ { "code": 1, "space": "cablelabs-client-conf", "add": "'192.0.2.56'", "container-add": false }, { "code": 6, "space": "cablelabs-client-conf", "supersede": "'realm.example'" } ] },
        { "code": 230, "client-class": "named", "sub-options": [ { "code": 1, "space": "box", "supersede": "0x0007" }, { "code": 2, "space": "box", "add": "'two'" } ] },
        { "code": 231, "sub-options": [ { "code": 1, "space": "tin", "remove": "option[60].text == 'strip'" } ] },
        { "code": 232, "sub-options": [ { "code": 1, "space": "can", "remove": "option[60].text == 'strip'", "container-remove": false } ] },
        { "code": 42, "csv-format": true, "supersede": "ifelse(option[60].text == 'bad', 'nonsense', '')" },
        { "code": 70, "add": "'198.51.100.1'" }
        """;

    private const string Config4 = """
        "option-def": [ { "name": "box", "code": 230, "type": "empty", "encapsulate": "box" }, { "name": "inner", "code": 1, "space": "box", "type": "uint16" },
          { "name": "tin", "code": 231, "type": "empty", "encapsulate": "tin" }, { "name": "nut", "code": 1, "space": "tin", "type": "uint8" },
          { "name": "can", "code": 232, "type": "empty", "encapsulate": "can" }, { "name": "pea", "code": 1, "space": "can", "type": "uint8" } ],
        "option-data": [ { "name": "routers", "data": "192.0.2.254" }, { "name": "domain-name", "data": "plain.example" }, { "name": "domain-name-servers", "data": "192.0.2.53" },
          { "name": "tin", "always-send": true }, { "space": "tin", "name": "nut", "data": "5" }, { "name": "can", "always-send": true }, { "space": "can", "name": "pea", "data": "6" } ],
        "client-classes": [ { "name": "named", "test": "option[12].exists" } ],
        """;

    private const string Rules6 = """
        { "code": 23, "csv-format": true, "supersede": "'2001:db8::77,2001:db8::78'" },
        { "name": "domain-search", "csv-format": true, "add": "'a.example'" },
        { "code": 59, "add": "ifelse(option[16].exists,'http://boot','')" },
        { "code": 7, "remove": "option[16].exists" },
        { "code": 1000, "add": "'raw'" },
        { "code": 31, "remove": "member('known')", "client-class": "vendors" },
        { "code": 56, "sub-options": [ { "code": 3, "space": "v6-ntp-server-suboptions", "add": "'ntp.example'" }, { "code": 1, "space": "v6-ntp-server-suboptions", "supersede": "'sixteen bytes...'" } ] },
        { "code": 17, "sub-options": [ { "code": 33, "space": "vendor-4491", "add": "'file'" }, { "code": 32, "space": "vendor-4491", "csv-format": true, "add": "'2001:db8::69'" } ] },
        { "code": 41, "csv-format": true, "add": "'EST5EDT4'" }
        """;

    [Fact]
    public void Every_DHCPv4_answer_has_Keas_options()
    {
        Requirements.Check();
        Session session = Bench.Run(new Scenario("flex-option", new Terrain()), ServerCommand.Subject, Text4(ServerCommand.Reference), Play, Text4(ServerCommand.Subject));
        output.WriteLine($"{session.Exchanges} exchanges, {session.Answers} answers");
        string[] unknown = [.. session.Differences.Where(d => !KnownDifferences.All.Any(k => k.Matches(d))).Select(d => d.ToString())];
        Assert.True(unknown.Length == 0, string.Join('\n', unknown));
        Assert.True(session.Answers > 15);
    }

    [Fact]
    public void Every_DHCPv6_answer_has_Keas_options()
    {
        Requirements.Check();
        Session6 session = Bench6.Run(new Scenario6("flex-option6", new Terrain6()), ServerCommand.Subject6, Text6(ServerCommand.Reference6), Play, Text6(ServerCommand.Subject6));
        output.WriteLine($"{session.Exchanges} exchanges, {session.Answers} answers");
        string[] unknown = [.. session.Differences.Where(d => !KnownDifferences6.All.Any(k => k.Matches(d))).Select(d => d.ToString())];
        Assert.True(unknown.Length == 0, string.Join('\n', unknown));
        Assert.True(session.Answers > 6);
    }

    private static void Play(Session session)
    {
        var life = new Life(session);
        var all = (byte[])[1, 3, 6, 15, 42, 43, 67, 70, 80, 81, 119, 122, 125, 222, 230, 231, 232];
        Client direct = new("direct") { Mac = "02:00:00:00:f0:01", Requests = all };
        Client bare = new("bare") { Mac = "02:00:00:00:f0:02", Requests = [] };
        Client relayed = new("relayed") { Mac = "02:00:00:00:f0:03", Relay = "192.0.2.9", RelayOptions = [1, 2, 65, 66], Requests = all };
        foreach (var client in (Client[])[direct, bare, relayed])
        {
            life.Obtain(client);
            life.Renew(client, client.Address!);
            life.Discover(client, query => query.AddText(12, "name"));
            foreach (string vendor in (string[])["other", "strip", "bad"])
            {
                life.Discover(client, query => query.AddText(12, "name").AddText(60, vendor));
            }

            life.Discover(client, query => query.AddText(60, "strip"));
        }

        life.Select(new("refused") { Mac = "02:00:00:00:f0:09" }, "10.0.0.7");
        life.Inform(direct, direct.Address!);
    }

    private static void Play(Session6 session)
    {
        var life = new Life6(session);
        Client6 direct = new("direct") { Mac = "02:00:00:00:f0:01", Requests = [7, 17, 23, 24, 31, 41, 56, 59, 1000] };
        Client6 bare = new("bare") { Mac = "02:00:00:00:f0:02", Requests = [] };
        foreach (var client in (Client6[])[direct, bare])
        {
            life.Obtain(client);
            life.Speak(client, MessageType6.Renew, "renews");
            life.Speak(client, MessageType6.Solicit, "solicits as a vendor", query => query.Add(16, 0, 0, 17, 139, 0, 1, 65));
            life.Speak(client, MessageType6.InformationRequest, "informs", []);
        }
    }

    private static string Text4(ServerCommand command) => $$"""
        { "Dhcp4": { {{Config4}} "hooks-libraries": [ { "library": "{{Libraries.Of(command, "libdhcp_flex_option")}}", "parameters": { "options": [ {{Rules4}} ] } } ],
          "subnet4": [ { "id": 7, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.60" } ] } ] } }
        """;

    private static string Text6(ServerCommand command) => $$"""
        { "Dhcp6": { "client-classes": [ { "name": "vendors", "test": "option[16].exists" }, { "name": "known", "test": "option[6].exists" } ],
          "preferred-lifetime": 3000, "valid-lifetime": 4000, "renew-timer": 1000, "rebind-timer": 2000, "option-data": [ { "name": "dns-servers", "data": "2001:db8::53" }, { "name": "preference", "data": "9", "always-send": true }, { "name": "sntp-servers", "data": "2001:db8::4" } ],
          "hooks-libraries": [ { "library": "{{Libraries.Of(command, "libdhcp_flex_option")}}", "parameters": { "options": [ {{Rules6}} ] } } ],
          "subnet6": [ { "id": 7, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::3f" } ] } ] } }
        """;
}
