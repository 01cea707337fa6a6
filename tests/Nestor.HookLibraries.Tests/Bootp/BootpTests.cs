using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Bootp;

/// <summary>libdhcp_bootp: clients that speak BOOTP with options.</summary>
public sealed class BootpTests
{
    private const string Loaded = """
        "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_bootp.so" } ],
        "client-classes": [ { "name": "DHCP", "test": "not member('BOOTP')" } ],
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "option-data": [ { "name": "routers", "data": "192.0.2.1" } ],
          "pools": [ { "pool": "192.0.2.10 - 192.0.2.10", "client-classes": [ "DHCP" ] }, { "pool": "192.0.2.20 - 192.0.2.21", "client-classes": [ "BOOTP" ] } ] } ]
        """;

    private static Query Bootp(byte client = 1) => new(MessageType4.None) { Client = client };

    [Fact]
    public void A_BOOTREQUEST_is_answered_in_class_BOOTP_without_options_of_DHCP__RFC1497()
    {
        using var bench = new LibraryBench4(Loaded);
        var reply = bench.Bench.Send(Bootp().With(OptionCode4.ClientIdentifier, 1, 2, 3).With(OptionCode4.ParameterRequestList, 3));
        Assert.NotNull(reply);
        Assert.Equal(2, reply.Op);
        Assert.Equal(Ip4.Parse("192.0.2.20"), reply.Yiaddr);
        Assert.Equal([OptionCode4.SubnetMask, OptionCode4.Routers], reply.OptionCodes.ToArray());
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter4.RequestReceived]);
        Assert.Equal(0, bench.Bench.Engine.Statistics[Counter4.AckSent]);
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter4.Sent]);
    }

    [Fact]
    public void The_answer_has_300_bytes_the_rest_zeros__RFC1542_2_1()
    {
        using var bench = new LibraryBench4(Loaded);
        var reply = bench.Bench.Send(Bootp());
        Assert.NotNull(reply);
        Assert.Equal(300, reply.Bytes.Length);
        Assert.False(reply.Bytes[(reply.Bytes.LastIndexOf((byte)255) + 1)..].ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Its_lease_never_ends_and_stays_the_same()
    {
        using var bench = new LibraryBench4(Loaded);
        var first = bench.Bench.Send(Bootp());
        Assert.NotNull(first);
        Assert.True(bench.Bench.LeaseOf(first.Yiaddr)!.Value.IsInfinite);
        bench.Bench.Now += 1_000_000;
        Assert.Equal(first.Yiaddr, bench.Bench.Send(Bootp())!.Yiaddr);
        Assert.NotEqual(first.Yiaddr, bench.Bench.Send(Bootp(2))!.Yiaddr);
    }

    [Fact]
    public void A_DHCP_client_is_served_as_ever()
    {
        using var bench = new LibraryBench4(Loaded);
        Assert.Equal(Ip4.Parse("192.0.2.10"), bench.Bench.Lease(9));
        Assert.False(bench.Bench.LeaseOf(Ip4.Parse("192.0.2.10"))!.Value.IsInfinite);
    }

    [Fact]
    public void A_reservation_with_classes_leaves_the_client_in_class_BOOTP()
    {
        using var bench = new LibraryBench4("""
            "hooks-libraries": [ { "library": "libdhcp_bootp.so" } ], "client-classes": [ { "name": "printer" } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "reservations": [
              { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.99", "client-classes": [ "printer" ] } ] } ]
            """);
        var reply = bench.Bench.Send(Bootp());
        Assert.NotNull(reply);
        Assert.Equal(Ip4.Parse("192.0.2.99"), reply.Yiaddr);
        Assert.False(reply.HasOption(OptionCode4.MessageType));
        Assert.True(bench.Bench.LeaseOf(reply.Yiaddr)!.Value.IsInfinite);
    }

    [Fact]
    public void A_broken_message_and_an_answer_of_another_server_are_dropped_and_counted_as_ever()
    {
        using var bench = new LibraryBench4(Loaded);
        byte[] message = new byte[300];
        int length = Bootp().Write(message);
        message[236] = 0;
        Assert.Null(bench.Bench.Send(message.AsSpan(0, length), Bootp()));
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter4.ParseFailed]);
        message[236] = 99;
        message[0] = 2;
        Assert.Null(bench.Bench.Send(message.AsSpan(0, length), Bootp()));
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter4.RfcViolation]);
    }

    [Fact]
    public void Parameters_are_refused() =>
        Assert.Contains("unknown parameter \"x\"", Assert.Single(LibraryBench4.Refused(
            """ "hooks-libraries": [ { "library": "libdhcp_bootp.so", "parameters": { "x": 1 } } ], """ + Bench.PlainSubnet)), StringComparison.Ordinal);
}
