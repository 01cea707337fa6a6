using System.Net;
using System.Net.Sockets;
using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Sockets;
using Nestor.Server.Tests.Logging;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Sockets;

/// <summary>The socket between the DHCPv6 and the DHCPv4 server (RFC 7341).</summary>
public sealed class Dhcp4o6SocketTests
{
    private const ushort Port = 7860;

    /// <summary>The cable, with a link-local address at the server's end, and loopback.</summary>
    private static void Run(Action test) => NetworkNamespace.Run(() =>
    {
        NetworkNamespace.Ip("link set lo up");
        NetworkNamespace.Ip("-6 address flush dev srv");
        NetworkNamespace.Ip("address add fe80::1/64 dev srv nodad");
        test();
    });

    private static readonly InterfacesSettings Listen = new() { Interfaces = ["srv"] };

    [Fact]
    public void What_one_server_hands_over_the_other_hears_whole_and_answers() => Run(() =>
    {
        using var six = new SocketSet6(547, new ListLogger());
        using var four = new SocketSet4(67, new ListLogger());
        six.Reconcile(Listen, Port);
        four.Reconcile(Listen, Port);
        Assert.Empty(six.Problems.Concat(four.Problems));
        Assert.Equal((3, 1, 3, 1), (six.Count, four.Count, six.Socket4o6, four.Socket4o6));

        // Longer than a slot of the batch.
        byte[] query = new byte[5000];
        query[4999] = 7;
        Assert.Equal(0, six.Send([new Departure6 { Buffer = query, Length = query.Length, Socket = six.Socket4o6 }], six.LoopRing));
        var batch4 = new Batch4();
        Receive(four, batch4);
        ref var arrival = ref batch4.Arrivals[0];
        Assert.Equal((1, true, four.Socket4o6), (batch4.ArrivalCount, arrival.IsOver6, arrival.Socket));
        Assert.Equal(query, arrival.Buffer.AsSpan(arrival.Start, arrival.Length).ToArray());

        Assert.Equal(0, four.Send([new Departure4 { Buffer = query, Start = 4998, Length = 2, Socket = arrival.Socket }], four.LoopRing));
        var batch6 = new Batch6();
        Receive(six, batch6);
        Assert.Equal((1, true), (batch6.ArrivalCount, batch6.Arrivals[0].IsFromServer4));
        Assert.Equal<byte>([0, 7], batch6.Arrivals[0].Buffer.AsSpan(batch6.Arrivals[0].Start, batch6.Arrivals[0].Length).ToArray());
    });

    [Fact]
    public void Only_the_other_server_is_heard() => Run(() =>
    {
        NetworkNamespace.Ip("address add 2001:db8::1/64 dev srv nodad");
        using var four = new SocketSet4(67, new ListLogger());
        four.Reconcile(Listen, Port);
        Say(IPAddress.IPv6Loopback, 0);
        Say(IPAddress.Parse("2001:db8::1"), Port);
        var batch = new Batch4();
        four.Poll(50);
        four.Receive(batch);
        Assert.Equal(0, batch.ArrivalCount);
        Say(IPAddress.IPv6Loopback, Port);
        Receive(four, batch);
        Assert.Equal(1, batch.ArrivalCount);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_client_sends_is_not_taken_for_the_other_servers_word(bool isRaw) => Run(() =>
    {
        using var four = new SocketSet4(67, new ListLogger());
        four.Reconcile(Configured.Interfaces($"\"interfaces\": [ \"srv\" ], \"dhcp-socket-type\": \"{(isRaw ? "raw" : "udp")}\""), Port);
        Say(IPAddress.IPv6Loopback, Port);
        var batch = new Batch4();
        Receive(four, batch);
        Assert.True(batch.Arrivals[0].IsOver6);
        int cable = NetworkNamespace.OpenCable("cli");
        NetworkNamespace.SendFrame(cable, Frames.Broadcast());
        Receive(four, batch);
        Assert.Equal((1, false), (batch.ArrivalCount, batch.Arrivals[0].IsOver6));
        _ = Linux.Close(cable);

        using var six = new SocketSet6(547, new ListLogger());
        six.Reconcile(Listen, Port + 10);
        Say(IPAddress.IPv6Loopback, Port + 11, Port + 10);
        var batch6 = new Batch6();
        Receive(six, batch6);
        Assert.True(batch6.Arrivals[0].IsFromServer4);
        using var client = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        client.SendTo(new byte[4], new IPEndPoint(IPAddress.Parse("fe80::1%srv"), 547));
        Receive(six, batch6);
        Assert.Equal((1, false), (batch6.ArrivalCount, batch6.Arrivals[0].IsFromServer4));
    });

    [Fact]
    public void A_query_after_the_other_server_came_back_is_not_lost() => Run(() =>
    {
        using var six = new SocketSet6(547, new ListLogger());
        six.Reconcile(Listen, Port);
        var query = new Departure6 { Buffer = new byte[3], Length = 3, Socket = six.Socket4o6 };

        // Nobody is there, which the socket learns of behind the sender's back.
        six.Send([query], six.LoopRing);
        using var four = new SocketSet4(67, new ListLogger());
        four.Reconcile(Listen, Port);
        Assert.Equal(0, six.Send([query], six.LoopRing));
        var batch = new Batch4();
        Receive(four, batch);
        Assert.Equal(1, batch.ArrivalCount);
    });

    [Fact]
    public void That_nobody_is_there_is_logged_and_does_not_keep_the_loop_awake() => Run(() =>
    {
        var log = new ListLogger(Severity.Debug);
        using var six = new SocketSet6(547, log);
        six.Reconcile(Listen, Port);
        six.Send([new Departure6 { Buffer = new byte[3], Length = 3, Socket = six.Socket4o6 }], six.LoopRing);
        var batch = new Batch6();
        six.Poll(1000);
        six.Receive(batch);
        Assert.Contains(log.Lines, line => line.StartsWith("DHCP6_DHCP4O6_RECEIVE_FAIL", StringComparison.Ordinal));

        // A signal may end one wait early, as one that stops the threads for the garbage collector does, but not all.
        bool hasWaited = false;
        for (int i = 0; i < 20 && !hasWaited; i++)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            six.Poll(200);
            hasWaited = clock.ElapsedMilliseconds >= 150;
        }

        Assert.True(hasWaited);
    });

    [Fact]
    public void What_cannot_be_sent_to_the_other_server_is_logged_under_its_own_id() => Run(() =>
    {
        // No datagram is that long.
        byte[] tooLong = new byte[70_000];
        var log = new ListLogger();
        using var six = new SocketSet6(547, log);
        six.Reconcile(Listen, Port);
        Assert.Equal(1, six.Send([new Departure6 { Buffer = tooLong, Length = tooLong.Length, Socket = six.Socket4o6 }], six.LoopRing));
        using var four = new SocketSet4(67, log);
        four.Reconcile(Listen, Port);
        Assert.Equal(1, four.Send([new Departure4 { Buffer = tooLong, Length = tooLong.Length, Socket = four.Socket4o6 }], four.LoopRing));
        Assert.Contains(log.Lines, line => line.StartsWith("DHCP6_DHCP4O6_SEND_FAIL", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.StartsWith("DHCP4_DHCP4O6_PACKET_SEND_FAIL", StringComparison.Ordinal));
    });

    [Fact]
    public void The_port_can_change_go_and_come_back_and_a_taken_one_is_waited_for() => Run(() =>
    {
        using var six = new SocketSet6(547, new ListLogger());
        six.Reconcile(Listen);
        Assert.Equal((3, -1), (six.Count, six.Socket4o6));
        six.Reconcile(Listen, Port);
        Assert.Equal((3, 3), (six.Count, six.Socket4o6));
        six.Reconcile(Listen, Port + 2);
        Assert.Equal((3, 3), (six.Count, six.Socket4o6));
        using (var other = Bound(IPAddress.IPv6Loopback, Port))
        {
            six.Reconcile(Listen, Port);
            Assert.Equal((3, -1), (six.Count, six.Socket4o6));
            Assert.Contains("Address already in use", Assert.Single(six.Problems), StringComparison.Ordinal);
        }

        NetworkNamespace.Until(() =>
        {
            six.Reconcile(new InterfacesSettings(), Port);
            return six.Problems.Count == 0;
        });
        Assert.Empty(six.Problems);
        Assert.Equal((0, 0), (six.Count, six.Socket4o6));

        // The others come before it, also when they come later.
        NetworkNamespace.Until(() =>
        {
            six.Reconcile(Listen, Port);
            return six.Problems.Count == 0;
        });
        Assert.Equal((3, 3), (six.Count, six.Socket4o6));
        Assert.Equal(["srv"], six.WaysOut.Keys);
    });

    [Fact]
    public void The_way_out_is_the_link_local_address_on_the_link_and_a_wider_one_beyond() => Run(() =>
    {
        NetworkNamespace.Ip("address add 2001:db8::1/64 dev srv nodad");
        using var six = new SocketSet6(547, new ListLogger());
        six.Reconcile(Listen, Port);
        var ways = six.WaysOut["srv"];
        Assert.Equal(six.Links.Single(), ways.To(Ip6.Parse("fe80::2")));
        Assert.NotEqual(ways.OnLink.Socket, ways.To(Ip6.Parse("2001:db8::2")).Socket);

        six.Reconcile(new InterfacesSettings { Interfaces = ["srv", "srv/2001:db8::1"] }, Port);
        Assert.Equal(Ip6.Parse("2001:db8::1"), six.WaysOut["srv"].To(Ip6.Parse("2001:db8::2")).Interface.Source);
        Assert.Equal(Ip6.Parse("fe80::1"), six.WaysOut["srv"].To(Ip6.Parse("fe80::2")).Interface.Source);
    });

    private static Socket Bound(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        NetworkNamespace.Until(() =>
        {
            try
            {
                socket.Bind(new IPEndPoint(address, port));
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
            }

            return socket.IsBound;
        });
        Assert.True(socket.IsBound);
        return socket;
    }

    /// <summary>Sends something from an address and port to the DHCPv4 server's end.</summary>
    private static void Say(IPAddress from, int port, int to = Port + 1)
    {
        using var socket = Bound(from, port);
        socket.SendTo(new byte[3], new IPEndPoint(IPAddress.IPv6Loopback, to));
    }

    private static void Receive(SocketSet4 set, Batch4 batch)
    {
        batch.Clear();
        for (int i = 0; i < 20 && batch.ArrivalCount == 0; i++)
        {
            set.Poll(100);
            set.Receive(batch);
        }
    }

    private static void Receive(SocketSet6 set, Batch6 batch)
    {
        batch.Clear();
        for (int i = 0; i < 20 && batch.ArrivalCount == 0; i++)
        {
            set.Poll(100);
            set.Receive(batch);
        }
    }
}
