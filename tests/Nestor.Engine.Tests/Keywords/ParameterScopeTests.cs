using System.Globalization;
using System.Text;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>
/// Each parameter in each scope that knows it, from the configuration's text to the answer or the lease: it holds
/// there, wins over the scopes above, and makes a difference.
/// </summary>
public sealed class ParameterScopeTests
{
    private const string Reserved = "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\", \"ip-address\": \"192.0.2.15\" } ]";

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["valid-lifetime"] = new("77", "55", bench => Number(Discover(bench), OptionCode4.LeaseTime), "77"),
        ["min-valid-lifetime"] = new("7000", "6000", bench => Number(Discover(bench, 1), OptionCode4.LeaseTime), "7000"),
        ["max-valid-lifetime"] = new("8000", "9000", bench => Number(Discover(bench, 10_000), OptionCode4.LeaseTime), "8000"),
        ["renew-timer"] = new("77", "55", bench => Number(Discover(bench), OptionCode4.RenewalTime), "77"),
        ["rebind-timer"] = new("88", "66", bench => Number(Discover(bench), OptionCode4.RebindingTime), "88"),
        ["calculate-tee-times"] = new("true", "false", bench => Number(Discover(bench), OptionCode4.RenewalTime), "3600"),
        ["t1-percent"] = new(
            "0.1", "0.2", bench => Number(Discover(bench), OptionCode4.RenewalTime), "720")
        { Always = "\"calculate-tee-times\": true" },
        ["t2-percent"] = new(
            "0.9", "0.8", bench => Number(Discover(bench), OptionCode4.RebindingTime), "6480")
        { Always = "\"calculate-tee-times\": true" },
        ["authoritative"] = new(
            "true", "false",
            bench => bench.Send(new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.15")))?.MessageType.ToString() ?? "silence",
            "Nak"),
        ["match-client-id"] = new("false", "true", TwoIdentifiers, "same address"),
        ["next-server"] = new("\"192.0.2.77\"", "\"192.0.2.66\"", bench => Discover(bench)!.Siaddr.ToString(), "192.0.2.77"),
        ["server-hostname"] = new("\"here.example\"", "\"up.example\"", bench => Field(bench, 44, 64), "here.example"),
        ["boot-file-name"] = new("\"/here\"", "\"/up\"", bench => Field(bench, 108, 128), "/here"),
        ["offer-lifetime"] = new("60", "30", bench => bench.LeaseOf(Discover(bench)!.Yiaddr)?.ValidLifetime.ToString(CultureInfo.InvariantCulture) ?? "none", "60"),
        ["cache-threshold"] = new("0.5", "0.1", bench => Renewed(bench, 3000), "4200"),
        ["cache-max-age"] = new("100", "1000", bench => Renewed(bench, 150), "7200") { Always = "\"cache-threshold\": 0.5" },
        ["allocator"] = new(
            "\"random\"", "\"flq\"", bench => bench.Engine.Pools.Of(bench.Engine.Settings.Subnets[0]).Pools[0].Allocator.GetType().Name, "RandomAllocator"),
        ["reservations-global"] = new("true", "false", bench => Discover(bench)!.Yiaddr.ToString(), "192.0.2.15") { Always = Reserved },
        ["reservations-in-subnet"] = new("false", "true", bench => Discover(bench)!.Yiaddr.ToString(), "192.0.2.10") { InSubnet = Reserved },
        ["reservations-out-of-pool"] = new("true", "false", bench => Discover(bench)!.Yiaddr.ToString(), "192.0.2.10") { InSubnet = Reserved },
    };

    public static IEnumerable<TheoryDataRow<string, string>> Everywhere =>
        from keyword in Rows.Keys from scope in Scopes.Parameters select new TheoryDataRow<string, string>(keyword, scope);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_parameter_shows_in_what_the_server_does_in_every_scope(string keyword, string scope)
    {
        var row = Rows[keyword];
        Assert.Equal(row.Expected, row.Probe(new Bench(Text(row, scope, Set(keyword, row.Here), ""))));
        Assert.Equal(row.Expected, row.Probe(new Bench(Text(row, scope, Set(keyword, row.Here), Set(keyword, row.Above)))));
        Assert.NotEqual(row.Expected, row.Probe(new Bench(Text(row, scope, "", ""))));
    }

    [Theory]
    [InlineData("\"iterative\"", "IterativeAllocator")]
    [InlineData("\"random\"", "RandomAllocator")]
    [InlineData("\"flq\"", "FreeLeaseQueueAllocator")]
    public void The_allocator_named_gives_every_address_of_the_pool_once(string name, string type)
    {
        var bench = new Bench(Scopes.Text(Scopes.Subnet, Set("allocator", name)));
        Assert.Equal(type, bench.Engine.Pools.Of(bench.Engine.Settings.Subnets[0]).Pools[0].Allocator.GetType().Name);
        var given = Enumerable.Range(1, 10).Select(client => bench.Lease((byte)client)).ToList();
        Assert.Equal(10, given.Distinct().Count());
        Assert.Equal(name == "\"iterative\"", given.SequenceEqual(given.Order()));
    }

    [Fact]
    public void Bounds_of_the_lifetime_are_inherited_one_by_one()
    {
        var bench = new Bench(Scopes.Text(
            Scopes.Subnet, Set("valid-lifetime", "250"), "", "\"min-valid-lifetime\": 100, \"valid-lifetime\": 200, \"max-valid-lifetime\": 300"));
        Assert.Equal("100", Number(Discover(bench, 1), OptionCode4.LeaseTime));
        Assert.Equal("250", Number(Discover(bench), OptionCode4.LeaseTime));
        Assert.Equal("300", Number(Discover(bench, 10_000), OptionCode4.LeaseTime));
    }

    [Fact]
    public void A_default_without_bounds_moves_them_along()
    {
        var bench = new Bench(Scopes.Text(Scopes.Subnet, Set("valid-lifetime", "300"), Set("valid-lifetime", "200")));
        Assert.Equal("300", Number(Discover(bench, 1), OptionCode4.LeaseTime));
        Assert.Equal("300", Number(Discover(bench, 10_000), OptionCode4.LeaseTime));
    }

    [Theory]
    [InlineData("next-server")]
    [InlineData("server-hostname")]
    [InlineData("boot-file-name")]
    public void An_empty_boot_field_leaves_the_inherited_one(string keyword)
    {
        var row = Rows[keyword];
        Assert.Equal(row.Expected, row.Probe(new Bench(Scopes.Text(Scopes.Member, Set(keyword, "\"\""), Set(keyword, row.Here)))));
    }

    [Theory]
    [InlineData("disabled", "192.0.2.10")]
    [InlineData("out-of-pool", "192.0.2.10")]
    [InlineData("global", "192.0.2.16")]
    [InlineData("all", "192.0.2.15")]
    public void The_older_reservation_mode_does_what_it_did(string mode, string address)
    {
        const string GlobalHost = "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\", \"ip-address\": \"192.0.2.16\" } ]";
        foreach (string scope in Scopes.Parameters)
        {
            var row = new Row("", "", _ => "", "") { Always = GlobalHost, InSubnet = Reserved };
            var bench = new Bench(Text(row, scope, Set("reservation-mode", $"\"{mode}\""), ""));
            Assert.Equal(address, Discover(bench)!.Yiaddr.ToString());
        }
    }

    private static string Set(string keyword, string value) => $"\"{keyword}\": {value}";

    private static string Text(Row row, string scope, string set, string above)
    {
        string text = Scopes.Text(scope, set, above, row.Always);
        return row.InSubnet.Length > 0 ? text.Replace("\"id\": 1,", row.InSubnet + ", \"id\": 1,", StringComparison.Ordinal) : text;
    }

    private static Packet4? Discover(Bench bench, uint? seconds = null)
    {
        var query = new Query(MessageType4.Discover);
        return bench.Send(seconds is { } s ? query.With(OptionCode4.LeaseTime, 0, 0, (byte)(s >> 8), (byte)s) : query);
    }

    private static string Number(Packet4? reply, byte code) =>
        reply!.TryUInt32Option(code, out uint value) ? value.ToString(CultureInfo.InvariantCulture) : "none";

    private static string Field(Bench bench, int at, int length) =>
        Encoding.ASCII.GetString(Discover(bench)!.Bytes.Slice(at, length)).TrimEnd('\0');

    private static string TwoIdentifiers(Bench bench)
    {
        Packet4? Ask(byte id) => bench.Send(new Query(MessageType4.Request).With(OptionCode4.ClientIdentifier, 1, id)
            .With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.12")).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        Assert.Equal(MessageType4.Ack, Ask(1)!.MessageType);
        return Ask(2)!.MessageType == MessageType4.Ack ? "same address" : "refused";
    }

    /// <summary>The lease time of a renewal so many seconds after the lease was given.</summary>
    private static string Renewed(Bench bench, int seconds)
    {
        var own = bench.Lease(1);
        bench.Now += seconds;
        return Number(bench.Send(new Query(MessageType4.Request) { Ciaddr = own, Source = own, Destination = Bench.Eth0.Address }), OptionCode4.LeaseTime);
    }

    /// <param name="Here">Value in the scope.</param>
    /// <param name="Above">Another value, for the scopes above.</param>
    /// <param name="Probe">What the server does.</param>
    /// <param name="Expected">What it does with the first value only.</param>
    private sealed record Row(string Here, string Above, Func<Bench, string> Probe, string Expected)
    {
        /// <summary>Members of Dhcp4 that the keyword needs to show.</summary>
        public string Always { get; init; } = "";

        /// <summary>Members of the subnet that the keyword needs to show.</summary>
        public string InSubnet { get; init; } = "";
    }
}
