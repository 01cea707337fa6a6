using System.Net;
using System.Net.Sockets;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Hooks;

/// <summary>libdhcp_lease_query on a real network: a requester asks for what a client was just given.</summary>
public sealed class LeaseQueryTests
{
    private const byte LeaseQuery = 10;
    private const byte LeaseActive = 13;

    private static string Library(string requester) =>
        $$"""
        "hooks-libraries": [ { "library": "libdhcp_lease_query.so", "parameters": { "requesters": [ "{{requester}}" ] } } ],
        """;

    [Fact]
    public void A_requester_hears_whose_an_address_is_and_another_machine_does_not__RFC4388()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "Debian's Kea has no such library");
        using OneLan lan = new(new ServerConfig(ServerConfig.Lan) { More = Library("192.0.2.200") });
        Udhcpc.Start(lan.Client).WaitFor("script: bound 192.0.2.10", 60);
        lan.HeldLease("192.0.2.10");
        Host host = lan.AddHost("requester", "192.0.2.200/24");
        using Socket requester = HostSocket.Open(host, new IPEndPoint(IPAddress.Parse("192.0.2.200"), 67));
        byte[] query = new byte[244];
        query[0] = 1;
        query[7] = 77;
        new byte[] { 192, 0, 2, 10 }.CopyTo(query, 12);
        new byte[] { 192, 0, 2, 200 }.CopyTo(query, 24);
        new byte[] { 99, 130, 83, 99 }.CopyTo(query, 236);
        query = [.. query.AsSpan(0, 240), 53, 1, LeaseQuery, 255];
        requester.SendTo(query, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 67));
        byte[]? answer = HostSocket.Receive(requester, 5000);
        Assert.True(answer is not null, lan.Server.Log);
        Assert.Equal([2, 1, 6], answer[..3]);
        Assert.Equal(77, answer[7]);
        Assert.Equal([192, 0, 2, 10], answer[12..16]);
        string mac = string.Join(':', answer[28..34].Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains(mac, lan.Client.Ip("link", "show", "eth0"), StringComparison.Ordinal);
        Assert.Equal([53, 1, LeaseActive], answer[240..243]);

        // Somebody who is not on the list says it is somebody else.
        query[27] = 201;
        requester.SendTo(query, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 67));
        Assert.Null(HostSocket.Receive(requester, 1500));
    }

    [Fact]
    public void A_requester_hears_that_an_address_is_nobodys_and_another_machine_hears_nothing__RFC5007()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "Debian's Kea has no such library");
        using OneLan6 lan = new(new ServerConfig6(ServerConfig6.Lan) { More = Library("2001:db8:1::200") });
        byte[] address = IPAddress.Parse("2001:db8:1::20").GetAddressBytes();
        byte[] query =
        [
            14, 0, 0, 7, // LEASEQUERY
            0, 1, 0, 4, 0, 3, 0, 1, // client identifier
            0, 44, 0, 45, 1, .. new byte[16], // by address, on any link
            0, 5, 0, 24, .. address, .. new byte[8],
        ];
        Assert.Equal([15, 0, 0, 7], Ask(lan, "2001:db8:1::200", query)?[..4]);
        Assert.Null(Ask(lan, "2001:db8:1::201", query));
    }

    private static byte[]? Ask(OneLan6 lan, string own, byte[] query)
    {
        Host host = lan.AddHost("asks" + own[^1], own + "/64");
        using Socket requester = HostSocket.Open(host, new IPEndPoint(IPAddress.Parse(own), 5470));
        requester.SendTo(query, new IPEndPoint(IPAddress.Parse("ff02::1:2"), 547));
        return HostSocket.Receive(requester, 3000);
    }
}
