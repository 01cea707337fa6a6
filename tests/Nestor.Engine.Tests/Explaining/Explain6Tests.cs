using Nestor.Engine.Explaining;
using Nestor.Engine.Loop;
using Nestor.Engine.V6;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Explaining;

/// <summary>A DHCPv6 query that is explained is decided by the stages that decide a real one, and nothing is changed by it.</summary>
public sealed class Explain6Tests
{
    /// <summary>Something of everything that has state: two siblings, few addresses and prefixes, reservations, reuse.</summary>
    private const string Members = """
        "valid-lifetime": 600, "preferred-lifetime": 400, "cache-threshold": 0.5, "reservations-global": true,
        "decline-probation-period": 300, "ddns-generated-prefix": "host", "ddns-qualifying-suffix": "example.org",
        "option-data": [ { "name": "dns-servers", "data": "2001:db8::53" } ],
        "client-classes": [
          { "name": "even", "test": "substring(option[1].hex,9,1) == 0x02", "option-data": [ { "name": "domain-search", "data": "even.example.org" } ] },
          { "name": "DROP", "test": "substring(option[1].hex,9,1) == 0x0d" } ],
        "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:04", "ip-addresses": [ "2001:db8:1::12" ], "hostname": "four" } ],
        "shared-networks": [ { "name": "net", "interface": "eth0", "subnet6": [
          { "id": 1, "subnet": "2001:db8:1::/64", "allocator": "ALLOCATOR-NA", "pd-allocator": "ALLOCATOR", "rapid-commit": true,
            "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::14" } ],
            "pd-pools": [ { "prefix": "3000:1::", "prefix-len": 62, "delegated-len": 64 } ],
            "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:03", "prefixes": [ "3000:1:0:1::/64" ] } ] },
          { "id": 2, "subnet": "2001:db8:2::/64", "allocator": "ALLOCATOR-NA", "pd-allocator": "ALLOCATOR", "rapid-commit": true,
            "pools": [ { "pool": "2001:db8:2::10 - 2001:db8:2::12" }, { "pool": "2001:db8:2::20/127", "client-classes": [ "even" ] } ] } ] } ]
        """;

    public static TheoryData<string, int> Runs => new()
    {
        { "iterative", 1 }, { "iterative", 2 }, { "random", 3 }, { "random", 4 }, { "flq", 5 }, { "flq", 6 },
    };

    private static Bench6 New(string allocator) => new(Bench6.Load(Members
        .Replace("ALLOCATOR-NA", allocator == "flq" ? "iterative" : allocator, StringComparison.Ordinal)
        .Replace("ALLOCATOR", allocator, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Runs))]
    public void What_is_explained_is_what_happens_and_explaining_changes_nothing(string allocator, int seed)
    {
        var asked = New(allocator);
        var quiet = New(allocator);
        var explainer = new Explainer6(asked.Engine);
        var dice = new Random(seed);
        int answered = 0;
        int dropped = 0;
        int held = 0;
        for (int i = 0; i < 400; i++)
        {
            asked.Now = quiet.Now += dice.Next(100) < 5 ? 400 : dice.Next(3);
            asked.Loop.Tick(asked.Now);
            quiet.Loop.Tick(quiet.Now);
            byte[] query = Next(dice);
            string before = Tables.Of(asked);

            var explained = explainer.Explain(Arrival(query));

            Assert.Equal(before, Tables.Of(asked));
            byte[]? reply = asked.Send(query);
            Assert.Equal(Hex(quiet.Send(query)), Hex(reply));
            Assert.Equal(Hex(reply), explained["reply"]?["packet"]?.Text);
            Assert.Equal(reply is null ? "dropped" : "answered", explained["verdict"]!.Text);
            Assert.Equal(asked.Batch.Changes.Count, explained["lease-changes"]!.Items.Count);
            answered += reply is null ? 0 : 1;
            dropped += reply is null ? 1 : 0;
            held = Math.Max(held, Enumerable.Range(0, asked.Engine.Leases.SlotLimit).Count(asked.Engine.Leases.IsUsed));
        }

        Assert.Equal(Tables.Of(quiet), Tables.Of(asked));
        Assert.True(answered > 100 && dropped > 10 && held > 8, $"{answered} answered, {dropped} dropped, {held} leases");
    }

    [Fact]
    public void It_says_where_each_option_is_from_which_classes_are_true_and_which_reservation_counts()
    {
        var explained = new Explainer6(New("iterative").Engine).Explain(Arrival(Bench6.Message(
            MessageType6.Solicit, 2, false, Bench6.Ia(OptionCode6.IaNa, 1), Bench6.Option(OptionCode6.Oro, 0, 23, 0, 24))));

        var options = explained["reply"]!["options"]!.Items;
        Assert.Equal("global", options.Single(o => o["name"]!.Text == "dns-servers")["scope"]!.Text);
        Assert.Equal("class even", options.Single(o => o["name"]!.Text == "domain-search")["scope"]!.Text);
        Assert.Contains("even", explained["classes"]!.Items.Select(c => c.Text));
        Assert.Equal((1, "net"), (explained["subnet"]!["id"]!.Integer, explained["subnet"]!["shared-network"]!.Text));

        var reserved = new Explainer6(New("iterative").Engine).Explain(Arrival(Bench6.Message(MessageType6.Solicit, 4, false, Bench6.Ia(OptionCode6.IaNa, 1))));
        Assert.Equal("2001:db8:1::12", reserved["reservation"]!["ip-addresses"]!.Items[0].Text);
    }

    [Fact]
    public void The_commands_take_a_packet_or_a_client_in_words_and_another_configuration()
    {
        var bench = New("iterative");
        var commands = new CommandTable();
        ExplainCommands.Register(commands, bench.Engine, (Element _, out string error) =>
        {
            error = "";
            return Bench6.Load(Members.Replace("ALLOCATOR-NA", "iterative", StringComparison.Ordinal)
                .Replace("ALLOCATOR", "iterative", StringComparison.Ordinal).Replace("2001:db8::53", "2001:db8::54", StringComparison.Ordinal));
        });
        string packet = Convert.ToHexStringLower(Bench6.Message(MessageType6.Solicit, 1, false, Bench6.Ia(OptionCode6.IaNa, 1)));

        var byPacket = ExplainCommandTests.Run(commands, "explain6", $$"""{ "packet": "{{packet}}", "interface": "eth0" }""");
        Assert.Equal((ResultCode.Success, "the query would be answered by ADVERTISE"), (byPacket.Code, byPacket.Text));

        const string Client = """ "interface": "eth0", "client": { "message-type": "SOLICIT", "duid": "00:03:00:01:02:00:00:00:00:01", "ia-na": 1 } """;
        var byWords = ExplainCommandTests.Run(commands, "explain6", "{" + Client + "}");
        Assert.True(byWords.Code == ResultCode.Success, byWords.Text);
        Assert.Equal("2001:db8::53", Data(byWords.Arguments!));

        var whatIf = ExplainCommandTests.Run(commands, "what-if6", "{" + Client + """, "configuration": { "Dhcp6": { } } }""");
        Assert.True(whatIf.Code == ResultCode.Success, whatIf.Text);
        Assert.Equal("2001:db8::54", Data(whatIf.Arguments!));

        foreach (string wrong in new[] { "{ }", "{ \"packet\": \"\" }", "{ \"packet\": \"01\", \"client\": { } }", "{ \"packet\": \"zz\" }", "{ \"x\": 1 }" })
        {
            Assert.Equal(ResultCode.Error, ExplainCommandTests.Run(commands, "explain6", wrong).Code);
        }

        static string Data(Element explained) => explained["reply"]!["options"]!.Items.Single(o => o["name"]!.Text == "dns-servers")["data"]!.Text;
    }

    private static Arrival6 Arrival(byte[] query) => new()
    {
        Interface = Bench6.Eth0,
        Buffer = query,
        Length = query.Length,
        Source = Ip6.Parse("fe80::2"),
        Destination = Ip6.Parse("ff02::1:2"),
        SourcePort = 546,
    };

    private static string? Hex(byte[]? message) => message is null ? null : Convert.ToHexStringLower(message);

    private static byte[] Next(Random dice)
    {
        MessageType6[] types =
        [
            MessageType6.Solicit, MessageType6.Request, MessageType6.Request, MessageType6.Renew, MessageType6.Rebind, MessageType6.Release,
            MessageType6.Decline, MessageType6.Confirm, MessageType6.InformationRequest,
        ];
        var type = types[dice.Next(types.Length)];
        var options = new List<byte[]>();
        if (type != MessageType6.InformationRequest)
        {
            byte[] some = Bench6.Address(Ip6.Parse(dice.Next(2) == 0 ? $"2001:db8:1::{10 + dice.Next(6)}" : $"2001:db8:2::{10 + dice.Next(4)}"));
            options.Add(dice.Next(4) == 0 ? Bench6.Ia(OptionCode6.IaNa, 1) : Bench6.Ia(OptionCode6.IaNa, 1, some));
        }

        if (type is not (MessageType6.InformationRequest or MessageType6.Confirm or MessageType6.Decline) && dice.Next(2) == 0)
        {
            options.Add(dice.Next(2) == 0
                ? Bench6.Ia(OptionCode6.IaPd, 1)
                : Bench6.Ia(OptionCode6.IaPd, 1, Bench6.Prefix(Ip6.Parse($"3000:1:0:{dice.Next(4)}::"), 64)));
        }

        if (dice.Next(4) == 0)
        {
            options.Add(Bench6.Option(OptionCode6.ClientFqdn, 1, 4, (byte)'n', (byte)'a', (byte)'m', (byte)'e'));
        }

        if (type == MessageType6.Solicit && dice.Next(3) == 0)
        {
            options.Add(Bench6.Option(OptionCode6.RapidCommit));
        }

        bool hasServer = type is MessageType6.Request or MessageType6.Renew or MessageType6.Release or MessageType6.Decline;
        return Bench6.Message(type, (byte)dice.Next(1, 14), hasServer, [.. options]);
    }
}
