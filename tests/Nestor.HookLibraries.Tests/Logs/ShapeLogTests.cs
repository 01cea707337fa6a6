using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.HookLibraries.Tests.Loading;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.HookLibraries.Tests.Logs;

/// <summary>What the libraries that shape queries say, under Kea's ids and with Kea's severities.</summary>
public sealed class ShapeLogTests
{
    private readonly Recorder _recorder = new();

    private LibraryBench4 Load(string libraries, string members = Bench.PlainSubnet) =>
        new($$""" "hooks-libraries": [ {{libraries}} ], """ + members, log: _recorder.Find, clock: new ManualClock());

    [Fact]
    public void Libdhcp_bootp_tells_of_a_BOOTP_query()
    {
        using var bench = Load("""{ "library": "libdhcp_bootp.so" }""");
        Assert.NotNull(bench.Bench.Send(new Query(MessageType4.None)));
        _recorder.MustHave("BOOTP_BOOTP_QUERY");
    }

    [Fact]
    public void Libdhcp_flex_option_tells_what_it_does()
    {
        using var bench = Load("""
            { "library": "libdhcp_flex_option.so", "parameters": { "options": [ { "code": 66, "add": "'a'" }, { "code": 67, "supersede": "'a'" }, { "code": 67, "remove": "'a' == 'a'" },
              { "code": 68, "add": "'a'", "client-class": "x" }, { "code": 125, "add": "0x00000009020101" }, { "code": 125, "sub-options": [ { "code": 1, "space": "vendor-4491", "add": "'a'" } ] },
              { "code": 43, "sub-options": [ { "code": 1, "add": "'a'" }, { "code": 2, "supersede": "'a'" }, { "code": 3, "add": "'a'", "client-class": "x" } ] },
              { "code": 43, "sub-options": [ { "code": 1, "remove": "'a' == 'a'" } ] }, { "code": 138, "csv-format": true, "add": "'a'" } ] } }
            """);
        Assert.NotNull(bench.Bench.Send(new Query(MessageType4.Discover)));
        _recorder.MustHave("""
            FLEX_OPTION_PROCESS_ADD FLEX_OPTION_PROCESS_SUPERSEDE FLEX_OPTION_PROCESS_REMOVE FLEX_OPTION_PROCESS_CLIENT_CLASS FLEX_OPTION_PROCESS_VENDOR_ID_MISMATCH
            FLEX_OPTION_PROCESS_SUB_ADD FLEX_OPTION_PROCESS_SUB_SUPERSEDE FLEX_OPTION_PROCESS_SUB_CLIENT_CLASS FLEX_OPTION_PROCESS_SUB_REMOVE FLEX_OPTION_PROCESS_ERROR
            """);
    }

    [Fact]
    public void Libdhcp_flex_id_tells_of_identifiers_and_IAIDs()
    {
        const string Library = """ "hooks-libraries": [ { "library": "libdhcp_flex_id.so", "parameters": { "identifier-expression": "'me'", "replace-client-id": true, "ignore-iaid": true } } ], """;
        using var four = new LibraryBench4(Library + Bench.PlainSubnet, log: _recorder.Find);
        Assert.NotNull(four.Bench.Send(new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, 1, 2)));
        using var six = new LibraryBench6(Library + Points6Tests.PlainSubnet, log: _recorder.Find);
        Assert.NotNull(six.Bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, Bench6.Ia(OptionCode6.IaNa, 1), Bench6.Ia(OptionCode6.IaPd, 1))));
        Assert.NotNull(six.Bench.Send(Bench6.Message(
            MessageType6.Solicit, 1, false, Bench6.Ia(OptionCode6.IaNa, 1), Bench6.Ia(OptionCode6.IaNa, 2), Bench6.Ia(OptionCode6.IaPd, 1), Bench6.Ia(OptionCode6.IaPd, 2))));
        _recorder.MustHave("""
            FLEX_ID_EXPRESSION_HEX FLEX_ID_USED_AS_CLIENT_ID FLEX_ID_RESTORE_CLIENT_ID FLEX_ID_USED_AS_DUID FLEX_ID_RESTORE_DUID FLEX_ID_IGNORE_IAID_APPLIED_ON_NA
            FLEX_ID_IGNORE_IAID_APPLIED_ON_PD FLEX_ID_IGNORE_IAID_NOT_APPLIED_ON_NA FLEX_ID_IGNORE_IAID_NOT_APPLIED_ON_PD
            """);
    }

    [Fact]
    public void Libdhcp_limits_tells_its_limits_and_what_they_do()
    {
        const string Config = """
            "hooks-libraries": [ { "library": "libdhcp_limits.so" } ],
            "client-classes": [ { "name": "CLASS", "test": "'a' == 'a'", "user-context": { "limits": { "address-limit": 1, "prefix-limit": 1, "rate-limit": "CLASSRATE packets per day" } } } ],
            """;
        const string Subnet6 = """
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "user-context": { "limits": { "address-limit": 1, "prefix-limit": 1, "rate-limit": "3 packets per day" } } } ]
            """;
        const string Subnet4 = """
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ], "user-context": { "limits": { "rate-limit": "2 packets per day" } } } ]
            """;
        using var six = new LibraryBench6(Config.Replace("CLASSRATE", "9", StringComparison.Ordinal) + Subnet6, log: _recorder.Find);
        using var four = new LibraryBench4(Config.Replace("CLASSRATE", "3", StringComparison.Ordinal) + Subnet4, log: _recorder.Find, clock: new ManualClock());
        var offer = four.Bench.Send(new Query(MessageType4.Discover));
        Assert.NotNull(four.Bench.Send(new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, offer!.Yiaddr).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address)));
        Assert.Null(four.Bench.Send(new Query(MessageType4.Discover) { Client = 2 }));
        Assert.Null(four.Bench.Send(new Query(MessageType4.Discover) { Client = 3 }));
        using var full = new LibraryBench4(Config.Replace("CLASSRATE", "9", StringComparison.Ordinal) + Bench.PlainSubnet, log: _recorder.Find, clock: new ManualClock());
        full.Bench.Lease(1);
        Assert.Null(full.Bench.Send(new Query(MessageType4.Discover) { Client = 2 }));
        _recorder.MustHave("""
            LIMITS_CONFIGURED_ADDRESS_LIMIT_BY_CLIENT_CLASS LIMITS_CONFIGURED_ADDRESS_LIMIT_BY_SUBNET LIMITS_CONFIGURED_PREFIX_LIMIT_BY_CLIENT_CLASS LIMITS_CONFIGURED_PREFIX_LIMIT_BY_SUBNET
            LIMITS_CONFIGURED_RATE_LIMIT_BY_CLIENT_CLASS LIMITS_CONFIGURED_RATE_LIMIT_BY_SUBNET LIMITS_LEASE_LIMIT_EXCEEDED LIMITS_LEASE_WITHIN_LIMITS
            LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_DROPPED LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_HONORED
            LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_DROPPED LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_HONORED
            """);
    }
}
