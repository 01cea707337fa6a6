using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Hooks;

/// <summary>BOOTP clients of several forms before Kea 2.2 with its libdhcp_bootp and before us with ours.</summary>
public sealed class BootpTests(ITestOutputHelper output)
{
    private const string Pools = """
        "client-classes": [ { "name": "DHCP", "test": "not member('BOOTP')" },
          { "name": "big", "test": "option[60].text == 'big'", "option-data": [ { "name": "root-path", "data": "/srv/a-path-that-makes-the-answer-a-good-deal-longer-than-all-of-the-three-hundred-bytes" } ] } ],
        "option-data": [ { "name": "routers", "data": "192.0.2.254" }, { "name": "dhcp-message", "data": "hello", "always-send": true },
          { "name": "tftp-server-name", "data": "tftp", "always-send": true }, { "name": "boot-file-name", "data": "boot", "always-send": true },
          { "name": "vendor-class-identifier", "data": "us", "always-send": true }, { "name": "nis-domain", "data": "nis" } ],
        "renew-timer": 1000, "rebind-timer": 2000, "next-server": "192.0.2.7", "boot-file-name": "/boot/file",
        """;

    private static readonly Client Plain = new("plain") { Mac = "02:00:00:00:b0:01" };
    private static readonly Client Relayed = new("relayed") { Mac = "02:00:00:00:b0:02", Relay = "192.0.2.9", RelayOptions = [1, 3, 65, 66, 67] };
    private static readonly Client Named = new("named") { Mac = "02:00:00:00:b0:03", ClientId = [1, 2, 0, 0, 0, 0xb0, 3] };
    private static readonly Client Broadcasting = new("broadcasting") { Mac = "02:00:00:00:b0:04", WantsBroadcast = true };
    private static readonly Client Reserved = new("reserved") { Mac = "02:00:00:00:b0:05" };
    private static readonly Client Dhcp = new("dhcp") { Mac = "02:00:00:00:b0:06" };

    [Fact]
    public void Every_form_of_BOOTREQUEST_is_answered_stored_and_counted_as_by_Kea()
    {
        Requirements.Check();
        Session session = Run("192.0.2.20 - 192.0.2.49", session =>
        {
            foreach (var client in (Client[])[Plain, Relayed, Named, Broadcasting, Reserved, Plain, Relayed])
            {
                session.Exchange(client.Close(Ask(client, session, "asks")));
            }

            var life = new Life(session);
            life.Obtain(Dhcp);
            life.Renew(Dhcp, Dhcp.Address!);
            session.Exchange(Ask(Dhcp, session, "speaks BOOTP too"));
            foreach (var query in Forms(session))
            {
                session.Exchange(query);
            }
        });
        Judge(session);
    }

    [Fact]
    public void A_client_that_nothing_is_left_for_hears_what_it_hears_from_Kea()
    {
        Requirements.Check();
        Session session = Run("192.0.2.20 - 192.0.2.20", session =>
        {
            session.Exchange(Ask(Plain, session, "asks"));
            session.Exchange(Ask(Broadcasting, session, "asks in vain"));
            session.Exchange(Ask(Plain, session, "asks again"));
        });
        Judge(session);
    }

    /// <summary>Of a client's usual ones, what makes a difference.</summary>
    private static IEnumerable<Query> Forms(Session session)
    {
        var query = Ask(Plain, session, "with its address");
        query.Ciaddr = "192.0.2.20";
        yield return query;
        query = Ask(Named, session, "with a stranger's address");
        query.Ciaddr = "192.0.2.20";
        yield return query;
        yield return Ask(Plain, session, "wants an address").AddAddress(OptionCode.RequestedAddress, "192.0.2.33");
        yield return Ask(new("new") { Mac = "02:00:00:00:b0:07" }, session, "wants an address").AddAddress(OptionCode.RequestedAddress, "192.0.2.34");
        yield return Ask(Plain, session, "names the server").AddAddress(OptionCode.ServerIdentifier, session.Terrain.Server);
        yield return Ask(Plain, session, "names another server").AddAddress(OptionCode.ServerIdentifier, "10.0.0.1");
        yield return Ask(Plain, session, "wants a lifetime").AddSeconds(51, 77);
        yield return Ask(Plain, session, "has much to hear").AddText(60, "big");
        yield return Ask(Plain, session, "has a name").AddText(12, "boots");
        query = Ask(Plain, session, "without options");
        query.Options.Clear();
        yield return query;
        query = Ask(Plain, session, "is short");
        query.MinimumLength = 0;
        yield return query;
        query = Ask(new("nobody") { HardwareAddress = [] }, session, "has no address");
        yield return query;
        query = Ask(Plain, session, "without the cookie");
        query.Cookie = [0, 0, 0, 0];
        yield return query;
        query = Ask(Plain, session, "is no request");
        query.Op = 2;
        yield return query;
        query = Ask(Plain, session, "with an empty type").Add(OptionCode.MessageType);
        yield return query;
        query = Ask(new("seconds") { Mac = "02:00:00:00:b0:08" }, session, "has waited");
        query.Seconds = 100;
        yield return query;
        query = Ask(new("long") { HardwareType = 6, HardwareAddress = [1, 2, 3, 4, 5, 6, 7, 8] }, session, "has another medium");
        yield return query;
    }

    private static Query Ask(Client client, Session session, string label) => client.Ask(0, label, session.Terrain).Remove(OptionCode.MessageType);

    private static Session Run(string pool, Action<Session> play)
    {
        var scenario = new Scenario("bootp", new Terrain { Pool = [pool[..10]] });
        string own = Text(pool, "libdhcp_bootp.so");
        return Bench.Run(scenario, ServerCommand.Subject, Text(pool, Libraries.Of(ServerCommand.Reference, "libdhcp_bootp")), play, own);
    }

    private static string Text(string pool, string library) => $$"""
        { "Dhcp4": { {{Pools}} "hooks-libraries": [ { "library": "{{library}}" } ],
          "subnet4": [ { "id": 7, "subnet": "192.0.2.0/24", "reservations": [ { "hw-address": "{{Reserved.Mac}}", "ip-address": "192.0.2.99", "hostname": "kept" } ],
            "pools": [ { "pool": "192.0.2.50 - 192.0.2.60", "client-class": "DHCP" }, { "pool": "{{pool}}", "client-class": "BOOTP" } ] } ] } }
        """;

    private void Judge(Session session)
    {
        output.WriteLine($"{session.Exchanges} exchanges, {session.Answers} answers");
        string[] unknown = [.. session.Differences.Where(d => !KnownDifferences.All.Any(k => k.Matches(d))).Select(d => d.ToString())];
        Assert.True(unknown.Length == 0, string.Join('\n', unknown));
        Assert.True(session.Answers > 1);
    }
}
