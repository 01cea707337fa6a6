using System.Buffers.Binary;
using System.Globalization;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>As <see cref="ParameterScopeTests"/> for DHCPv6, from the configuration's text to the answer.</summary>
public sealed class ParameterScope6Tests
{
    private const string Reserved = "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\", \"ip-addresses\": [ \"2001:db8::15\" ] } ]";

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["valid-lifetime"] = new("77", "55", bench => Valid(bench), "77"),
        ["min-valid-lifetime"] = new("7000", "6000", bench => Valid(bench, 1), "7000"),
        ["max-valid-lifetime"] = new("8000", "9000", bench => Valid(bench, 10_000), "8000"),
        ["preferred-lifetime"] = new("77", "55", bench => Preferred(bench), "77"),
        ["min-preferred-lifetime"] = new("50", "40", bench => Preferred(bench, 1), "50") { Always = "\"preferred-lifetime\": 100" },
        ["max-preferred-lifetime"] = new("500", "600", bench => Preferred(bench, 7000), "500") { Always = "\"preferred-lifetime\": 100" },
        ["renew-timer"] = new("77", "55", bench => Timers(bench).T1, "77"),
        ["rebind-timer"] = new("4000", "5000", bench => Timers(bench).T2, "4000"),
        ["calculate-tee-times"] = new("false", "true", bench => Timers(bench).T1, "0"),
        ["t1-percent"] = new("0.1", "0.2", bench => Timers(bench).T1, "100") { Always = "\"preferred-lifetime\": 1000" },
        ["t2-percent"] = new("0.9", "0.7", bench => Timers(bench).T2, "900") { Always = "\"preferred-lifetime\": 1000" },
        ["cache-threshold"] = new("0.5", "0.1", bench => Renewed(bench, 3000), "4200"),
        ["cache-max-age"] = new("100", "1000", bench => Renewed(bench, 150), "7200") { Always = "\"cache-threshold\": 0.5" },
        ["allocator"] = new("\"random\"", "\"iterative\"", bench => Allocator(bench, LeaseType.Na), "RandomAllocator"),
        ["pd-allocator"] = new("\"random\"", "\"flq\"", bench => Allocator(bench, LeaseType.Pd), "RandomAllocator"),
        ["reservations-global"] = new("true", "false", Address, "2001:db8::15/128") { Always = Reserved },
        ["reservations-in-subnet"] = new("false", "true", Address, "2001:db8::10/128") { InSubnet = Reserved },
        ["reservations-out-of-pool"] = new("true", "false", Address, "2001:db8::10/128") { InSubnet = Reserved },
        ["rapid-commit"] = new(
            "true", "false", bench => ((MessageType6)Scopes6.Solicit(bench, Scopes6.Na, Bench6.Option(OptionCode6.RapidCommit))![0]).ToString(), "Reply")
        {
            Uppermost = Scopes.Network,
        },
    };

    public static IEnumerable<TheoryDataRow<string, string>> Everywhere =>
        from row in Rows
        from scope in Scopes.Parameters
        where row.Value.Uppermost.Length == 0 || scope != Scopes.Global
        select new TheoryDataRow<string, string>(row.Key, scope);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_parameter_shows_in_what_the_server_does_in_every_scope(string keyword, string scope)
    {
        var row = Rows[keyword];
        string above = row.Uppermost.Length == 0 ? $"\"{keyword}\": {row.Above}" : "";
        Assert.Equal(row.Expected, Probe($"\"{keyword}\": {row.Here}", ""));
        Assert.Equal(row.Expected, Probe($"\"{keyword}\": {row.Here}", above));
        Assert.NotEqual(row.Expected, Probe("", ""));

        string Probe(string set, string over) => row.Probe(Scopes6.Bench(Scopes6.Text(scope, set, over, row.Always, row.InSubnet)));
    }

    [Theory]
    [InlineData("false", 60)]
    [InlineData("true", 64)]
    public void A_reserved_prefix_inside_of_a_pool_is_in_it_whatever_its_length(string isOutOfPool, byte length)
    {
        var bench = new Bench6(Bench6.Load($$"""
            "reservations-out-of-pool": {{isOutOfPool}}, "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
              "pd-pools": [ { "prefix": "3000:1::", "prefix-len": 56, "delegated-len": 64 } ],
              "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:01", "prefixes": [ "3000:1:0:10::/60" ] } ] } ]
            """));
        var given = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, Bench6.Ia(OptionCode6.IaPd, 1))));
        Assert.Equal(length, Assert.Single(given.Leases).What.Length);
    }

    [Fact]
    public void Rapid_commit_of_a_subnet_wins_over_that_of_its_network()
    {
        string text = Scopes6.Text(Scopes.Member, "\"rapid-commit\": false").Replace("\"name\": \"n\"", "\"name\": \"n\", \"rapid-commit\": true", StringComparison.Ordinal);
        Assert.Equal((byte)MessageType6.Advertise, Scopes6.Solicit(Scopes6.Bench(text), Scopes6.Na, Bench6.Option(OptionCode6.RapidCommit))![0]);
    }

    /// <summary>RFC 9915 leaves it to the server; Kea takes 0.625 of the valid lifetime.</summary>
    [Theory]
    [InlineData("\"valid-lifetime\": 1000", "625")]
    [InlineData("\"valid-lifetime\": 1000, \"preferred-lifetime\": 2000", "625")]
    public void A_preferred_lifetime_that_is_unset_or_longer_than_the_valid_one_is_a_part_of_it(string set, string expected) =>
        Assert.Equal(expected, Preferred(Scopes6.Bench(Scopes6.Text(Scopes.Global, set))));

    private static string Address(Bench6 bench) => Scopes6.Held(Scopes6.Solicit(bench, Scopes6.Na));

    private static string Valid(Bench6 bench, uint hint = 0) => Lifetimes(bench, hint).Valid;

    private static string Preferred(Bench6 bench, uint hint = 0) => Lifetimes(bench, hint).Preferred;

    /// <summary>Of the address offered to a client that asks for so many seconds of both.</summary>
    private static (string Preferred, string Valid) Lifetimes(Bench6 bench, uint hint)
    {
        byte[] body = new byte[24];
        Ip6.Parse("2001:db8::12").Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(16), hint);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(20), hint);
        byte[] reply = Scopes6.Solicit(bench, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Option(OptionCode6.IaAddr, body)))!;
        Packet6.Read(reply, out var packet);
        Assert.True(packet.TryOption(OptionCode6.IaNa, out var ia));
        Assert.True(IaAddress6.TryRead(ia[16..], out var address));
        return (Text(address.Preferred.Seconds), Text(address.Valid.Seconds));
    }

    private static (string T1, string T2) Timers(Bench6 bench)
    {
        var (t1, t2) = Bench6.Read(Scopes6.Solicit(bench, Scopes6.Na)).Timers[0];
        return (Text(t1), Text(t2));
    }

    /// <summary>The valid lifetime of a renewal so many seconds after the lease was given.</summary>
    private static string Renewed(Bench6 bench, int seconds)
    {
        var own = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))).Leases[0].What.Address;
        bench.Now += seconds;
        byte[] ia = Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(own));
        return Text(Bench6.Read(bench.Send(Bench6.Message(MessageType6.Renew, 1, true, ia))).Leases[0].Valid);
    }

    private static string Allocator(Bench6 bench, LeaseType type) =>
        bench.Engine.Pools.Of(bench.Engine.Settings.Subnets[0], type).Pools[0].Allocator.GetType().Name.Split('`')[0];

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="Here">Value in the scope.</param>
    /// <param name="Above">Another value, for the scopes above.</param>
    /// <param name="Probe">What the server does.</param>
    /// <param name="Expected">What it does with the first value only.</param>
    private sealed record Row(string Here, string Above, Func<Bench6, string> Probe, string Expected)
    {
        /// <summary>Members of Dhcp6 that the keyword needs to show.</summary>
        public string Always { get; init; } = "";

        /// <summary>Members of the subnet that the keyword needs to show.</summary>
        public string InSubnet { get; init; } = "";

        /// <summary>The uppermost scope that knows the keyword when the global one does not.</summary>
        public string Uppermost { get; init; } = "";
    }
}
