using System.Text;
using Nestor.Engine.Tests.Events;
using Nestor.Engine.Tests.Keywords;
using Nestor.Engine.V4;
using Nestor.Engine.V6;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>sanity-checks/extended-info-checks, on leases that come from a file.</summary>
public sealed class RelayInformationCheckTests
{
    private const string Good4 = "{ \"ISC\": { \"relay-agent-info\": { \"remote-id\": \"0102\", \"sub-options\": \"0x02020102\" } } }";
    private const string Relay6 = "\"hop\": 0, \"link\": \"2001:db8::1\", \"options\": \"0x003500024A4B\", \"peer\": \"fe80::2\"";
    private const string Good6 = "{ \"ISC\": { \"relay-info\": [ { " + Relay6 + ", \"relay-id\": \"4A4B\" } ] } }";

    private static readonly Ip4 Address = Ip4.Parse("192.0.2.10");
    private static readonly Ip6 Address6 = Ip6.Parse("2001:db8::10");

    /// <summary>A context and the level from which on it is wrong: none, fix, strict, pedantic or never.</summary>
    public static TheoryData<string, string> Contexts4 => new()
    {
        { Good4, "never" },
        { "{ \"a\": 1 }", "never" },
        { "{ \"ISC\": { \"comment\": \"x\" } }", "never" },
        { "{ \"ISC\": { \"relay-agent-info\": { \"comment\": \"x\", \"sub-options\": \"0x010101\" } } }", "never" },
        { "{ \"ISC\": 1 }", "fix" },
        { "{ \"ISC\": { \"relay-agent-info\": 7 } }", "fix" },
        { "{ \"ISC\": { \"relay-agent-info\": \"rubbish\" } }", "fix" },
        { "{ \"ISC\": { \"relay-agent-info\": \"0x0109\" } }", "fix" },
        { "{ \"ISC\": { \"relay-agent-info\": { } } }", "strict" },
        { "{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"010101\" } } }", "strict" },
        { "{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x0109\" } } }", "strict" },
        { "{ \"ISC\": { \"relay-agent-info\": { \"remote-id\": \"xx\", \"sub-options\": \"0x010101\" } } }", "strict" },
        { "{ \"ISC\": { \"relay-agent-info\": { \"relay-id\": \"\", \"sub-options\": \"0x010101\" } } }", "strict" },
        { "{ \"ISC\": { \"relay-agent-info\": { \"more\": 1, \"sub-options\": \"0x010101\" } } }", "pedantic" },
    };

    public static TheoryData<string, string> Contexts6 => new()
    {
        { Good6, "never" },
        { "{ \"ISC\": { \"relay-info\": [ { \"comment\": \"x\", " + Relay6 + " } ] } }", "never" },
        { "{ \"ISC\": [ ] }", "fix" },
        { "{ \"ISC\": { \"relay-info\": { } } }", "fix" },
        { "{ \"ISC\": { \"relays\": 7 } }", "fix" },
        { "{ \"ISC\": { \"relays\": [ 7 ] } }", "fix" },
        { "{ \"ISC\": { \"relay-info\": [ ] } }", "strict" },
        { "{ \"ISC\": { \"relay-info\": [ 7 ] } }", "strict" },
        { "{ \"ISC\": { \"relay-info\": [ { " + Relay6.Replace("\"hop\": 0", "\"hop\": 256", StringComparison.Ordinal) + " } ] } }", "strict" },
        { "{ \"ISC\": { \"relay-info\": [ { " + Relay6.Replace("fe80::2", "x", StringComparison.Ordinal) + " } ] } }", "strict" },
        { "{ \"ISC\": { \"relay-info\": [ { " + Relay6.Replace("2001:db8::1", "x", StringComparison.Ordinal) + " } ] } }", "strict" },
        { "{ \"ISC\": { \"relay-info\": [ { " + Relay6.Replace("4A4B", "4A", StringComparison.Ordinal) + " } ] } }", "strict" },
        { "{ \"ISC\": { \"relay-info\": [ { " + Relay6 + ", \"remote-id\": 7 } ] } }", "strict" },
        { "{ \"ISC\": { \"relay-info\": [ { " + Relay6 + ", \"more\": 7 } ] } }", "pedantic" },
    };

    private static readonly string[] Levels = ["none", "fix", "strict", "pedantic", "never"];

    [Theory]
    [MemberData(nameof(Contexts4))]
    public void What_is_wrong_is_taken_out_of_a_DHCPv4_lease_from_its_level_on(string context, string level) =>
        Assert.All(Levels[..4], set => Expect(Load4(set, context, out string ids), ids, context, Array.IndexOf(Levels, set) >= Array.IndexOf(Levels, level), 4));

    [Theory]
    [MemberData(nameof(Contexts6))]
    public void What_is_wrong_is_taken_out_of_a_DHCPv6_lease_from_its_level_on(string context, string level) =>
        Assert.All(Levels[..4], set => Expect(Load6(set, context, out string ids), ids, context, Array.IndexOf(Levels, set) >= Array.IndexOf(Levels, level), 6));

    [Theory]
    [InlineData("none", "{ \"ISC\": { \"relay-agent-info\": \"0x02020102\" } }")]
    [InlineData("fix", Good4)]
    [InlineData("strict", Good4)]
    [InlineData("pedantic", Good4)]
    [InlineData("", Good4)]
    public void What_Kea_2_2_wrote_is_brought_into_todays_form(string level, string context)
    {
        Assert.Equal(context, Load4(level, "{ \"ISC\": { \"relay-agent-info\": \"0x02020102\" } }", out string ids));
        Assert.Equal(level == "none" ? "" : "DHCPSRV_LEASE4_EXTENDED_INFO_UPGRADED", ids);
        string older = Good6.Replace("relay-info", "relays", StringComparison.Ordinal).Replace(", \"relay-id\": \"4A4B\"", "", StringComparison.Ordinal);
        Assert.Equal(level == "none" ? older : Good6, Load6(level, older, out ids));
        Assert.Equal(level == "none" ? "" : "DHCPSRV_LEASE6_EXTENDED_INFO_UPGRADED", ids);
    }

    [Fact]
    public void Only_what_is_wrong_goes()
    {
        Assert.Equal("{ \"ISC\": { \"b\": 2 }, \"a\": 1 }", Load4("fix", "{ \"a\": 1, \"ISC\": { \"b\": 2, \"relay-agent-info\": 7 } }", out _));
        Assert.Equal("{ \"a\": 1 }", Load4("fix", "{ \"a\": 1, \"ISC\": 7 }", out _));
    }

    private static void Expect(string found, string ids, string context, bool isWrong, int family)
    {
        Assert.Equal(isWrong ? "" : context, found);
        Assert.Equal(isWrong ? $"DHCPSRV_LEASE{family}_EXTENDED_INFO_SANITY_FAIL" : "", ids);
    }

    private static string Set(string level) => level.Length == 0 ? "" : $"\"sanity-checks\": {{ \"extended-info-checks\": \"{level}\" }}, ";

    private static string Load4(string level, string context, out string ids)
    {
        var leases = new LeaseTable4(1, 0);
        leases.Put(new Lease4View
        {
            Fields = new Lease4Fields { Address = Address, SubnetId = 1, Cltt = 1000, ValidLifetime = 10 },
            UserContext = Encoding.UTF8.GetBytes(context),
        });
        var log = new Recorder();
        LeaseSanity4.Check(leases, new Bench(Set(level) + Bench.PlainSubnet).Engine.Settings, log.Find("dhcpsrv"));
        ids = string.Join(' ', log.Lines.Select(l => l.Id.Name));
        return Encoding.UTF8.GetString(leases.UserContext(leases.Find(Address)));
    }

    private static string Load6(string level, string context, out string ids)
    {
        var leases = new LeaseTable6(1, 0);
        leases.Put(new Lease6View
        {
            Fields = new Lease6Fields { Address = Address6, PrefixLength = 128, SubnetId = 1, Cltt = 1000, ValidLifetime = 10 },
            Duid = new byte[] { 0, 3, 0, 1, 2, 0, 0, 0, 0, 1 },
            UserContext = Encoding.UTF8.GetBytes(context),
        });
        var log = new Recorder();
        LeaseSanity6.Check(leases, Bench6.Load(Set(level) + Scopes6.Text(Scopes.Global, "")), log.Find("dhcpsrv"));
        ids = string.Join(' ', log.Lines.Select(l => l.Id.Name));
        return Encoding.UTF8.GetString(leases.UserContext(leases.Find(Address6)));
    }
}
