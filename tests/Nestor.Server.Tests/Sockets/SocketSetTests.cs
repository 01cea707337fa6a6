using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Server.Sockets;
using Nestor.Server.Tests.Logging;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Sockets;

public sealed class SocketSetTests
{
    private static readonly Ip4 Server = new(0xC0000201);
    private static readonly Ip4 Second = new(0xC0000202);
    private static readonly Ip4 Client = new(0xC000020A);

    private static InterfacesSettings Listen(bool isRaw, params string[] interfaces) =>
        Configured.Interfaces($"{Names(interfaces)}, \"dhcp-socket-type\": \"{(isRaw ? "raw" : "udp")}\"");

    private static string Names(params string[] interfaces) => $"\"interfaces\": [ {string.Join(", ", interfaces.Select(i => $"\"{i}\""))} ]";

    /// <summary>Waits for packets, for two seconds at most.</summary>
    private static void Receive(SocketSet4 set, Batch4 batch)
    {
        batch.Clear();
        for (int i = 0; i < 20 && batch.ArrivalCount == 0; i++)
        {
            set.Poll(100);
            set.Receive(batch);
        }
    }

    private static Departure4 Reply(Batch4 batch, Ip4 destination)
    {
        ref readonly var query = ref batch.Arrivals[0];
        var room = batch.Reserve(out byte[] buffer, out int start);
        "reply"u8.CopyTo(room);
        return new Departure4
        {
            Interface = query.Interface,
            Buffer = buffer,
            Start = start,
            Length = 5,
            Source = query.Interface.Address,
            Destination = destination,
            DestinationPort = 68,
            DestinationMac = Frames.ClientMac,
            Socket = query.Socket,
        };
    }

    [Fact]
    public void A_raw_socket_hears_a_client_without_address_and_answers_it_by_unicast() => NetworkNamespace.Run(() =>
    {
        using var set = new SocketSet4(67, new ListLogger());
        set.Reconcile(Listen(isRaw: true, "*"));
        int cable = NetworkNamespace.OpenCable("cli");
        NetworkNamespace.SendFrame(cable, Frames.Broadcast());

        var batch = new Batch4();
        Receive(set, batch);
        Assert.Equal(1, batch.ArrivalCount);
        ref var query = ref batch.Arrivals[0];
        Assert.Equal((Frames.ClientMac, Ip4.Zero, Ip4.Broadcast, (ushort)68), (query.SourceMac, query.Source, query.Destination, query.SourcePort));
        Assert.Equal<byte>([1, 2, 3, 4], query.Buffer.AsSpan(query.Start, query.Length).ToArray());
        Assert.Equal(("srv", Server), (query.Interface.Name, query.Interface.Address));

        Assert.Equal(0, set.Send([Reply(batch, Client)], set.LoopRing));
        byte[] frame = NetworkNamespace.ReceiveFrame(cable);
        Assert.Equal(Frames.ClientMac, Frame4.ReadMac(frame));
        Assert.Equal(Client, Ip4.Read(frame.AsSpan(30)));
        Assert.Equal("reply"u8.ToArray(), frame[42..]);
        _ = Linux.Close(cable);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_UDP_socket_hears_a_broadcast_once_and_answers_from_its_address(bool useRouting) => NetworkNamespace.Run(() =>
    {
        NetworkNamespace.Ip("address add 192.0.2.2/24 dev srv");
        NetworkNamespace.Ip("link set lo up");
        using var set = new SocketSet4(67, new ListLogger());
        set.Reconcile(Configured.Interfaces(
            Names("srv", "lo") + ", \"dhcp-socket-type\": \"udp\", \"outbound-interface\": " + (useRouting ? "\"use-routing\"" : "\"same-as-inbound\"")));
        Assert.Empty(set.Problems);
        Assert.Equal(2, set.Count);
        int cable = NetworkNamespace.OpenCable("cli");
        NetworkNamespace.SendFrame(cable, Frames.Broadcast());

        var batch = new Batch4();
        Receive(set, batch);
        Assert.Equal(1, batch.ArrivalCount);
        Assert.Equal((Ip4.Broadcast, Server), (batch.Arrivals[0].Destination, batch.Arrivals[0].Interface.Address));

        // With routing, the table must know the way; the subnet's own broadcast address does for both.
        Assert.Equal(0, set.Send([Reply(batch, new Ip4(0xC00002FF))], set.LoopRing));
        byte[] frame = NetworkNamespace.ReceiveFrame(cable);
        Assert.Equal(Server, Ip4.Read(frame.AsSpan(26)));
        Assert.Equal<byte>([0, 67, 0, 68], frame[34..38]);
        Assert.Equal("reply"u8.ToArray(), frame[42..47]);

        set.Poll(0);
        batch.Clear();
        set.Receive(batch);
        Assert.Equal(0, batch.ArrivalCount);
        _ = Linux.Close(cable);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_query_to_the_second_address_is_answered_from_it(bool isRaw) => NetworkNamespace.Run(() =>
    {
        NetworkNamespace.Ip("address add 192.0.2.2/24 dev srv");
        NetworkNamespace.Ip("neighbour add 192.0.2.77 lladdr 02:00:00:00:00:01 dev srv");
        using var set = new SocketSet4(67, new ListLogger());
        set.Reconcile(Listen(isRaw, "srv"));
        int cable = NetworkNamespace.OpenCable("cli");
        byte[] frame = Frames.Broadcast();
        frame.AsSpan(0, 6).Clear();
        (frame[0], frame[5]) = (2, 0xFE);
        new Ip4(0xC000024D).Write(frame.AsSpan(26));
        Second.Write(frame.AsSpan(30));
        frame.AsSpan(24, 2).Clear();
        ushort sum = Frames.Checksum(frame[14..34]);
        (frame[24], frame[25]) = ((byte)(sum >> 8), (byte)sum);
        NetworkNamespace.SendFrame(cable, frame);

        var batch = new Batch4();
        Receive(set, batch);
        Assert.Equal(1, batch.ArrivalCount);
        Assert.Equal((Second, Second), (batch.Arrivals[0].Destination, batch.Arrivals[0].Interface.Address));
        _ = Linux.Close(cable);
    });

    [Fact]
    public void A_VLAN_above_an_interface_is_heard_by_its_own_socket_only() => NetworkNamespace.Run(() =>
    {
        if (NetworkNamespace.TryIp("link add link srv name srv.10 type vlan id 10") is { Length: > 0 } error)
        {
            throw new NotSupportedException($"the kernel has no VLANs: {error}");
        }

        NetworkNamespace.Ip("link set srv.10 up");
        NetworkNamespace.Ip("address add 198.51.100.1/24 dev srv.10");
        using var set = new SocketSet4(67, new ListLogger());
        set.Reconcile(Listen(isRaw: true, "*"));
        Assert.Equal(2, set.Count);
        int cable = NetworkNamespace.OpenCable("cli");
        byte[] plain = Frames.Broadcast();
        foreach (byte tag in (byte[])[10, 11])
        {
            NetworkNamespace.SendFrame(cable, [.. plain[..12], 0x81, 0x00, 0x00, tag, .. plain[12..]]);
        }

        var batch = new Batch4();
        Receive(set, batch);
        set.Poll(50);
        set.Receive(batch);
        Assert.Equal(1, batch.ArrivalCount);
        Assert.Equal("srv.10", batch.Arrivals[0].Interface.Name);
        _ = Linux.Close(cable);
    });

    [Fact]
    public void An_interface_that_loses_its_address_or_goes_down_is_served_again_when_it_is_back() => NetworkNamespace.Run(() =>
    {
        var settings = Listen(isRaw: true, "srv");
        using var set = new SocketSet4(67, new ListLogger());
        set.Reconcile(settings);
        Assert.Equal(1, set.Count);

        After("address del 192.0.2.1/24 dev srv", "interface srv has no IPv4 address");
        After("address add 192.0.2.9/24 dev srv", "");
        Assert.Equal(new Ip4(0xC0000209), set.Addresses.Single());
        After("link set srv down", "interface srv is down");
        After("link set srv up", "");
        After("link set cli down", "interface srv is up but has no carrier");
        After("link set cli up", "");
        After("link del srv", "interface srv does not exist");
        NetworkNamespace.Ip("link add srv address 02:00:00:00:00:fe type veth peer name cli address 02:00:00:00:00:01");
        NetworkNamespace.Ip("link set cli up");
        NetworkNamespace.Ip("link set srv up");
        After("address add 192.0.2.1/24 dev srv", "");

        NetworkNamespace.WaitForCable();
        int cable = NetworkNamespace.OpenCable("cli");
        NetworkNamespace.SendFrame(cable, Frames.Broadcast());
        var batch = new Batch4();
        Receive(set, batch);
        Assert.Equal(1, batch.ArrivalCount);
        _ = Linux.Close(cable);

        void After(string change, string problem)
        {
            NetworkNamespace.Ip(change);
            for (int i = 0; i < 20; i++)
            {
                set.Poll(100);
                if (set.HasChanged)
                {
                    set.Reconcile(settings);
                }

                if (string.Join(";", set.Problems) == problem)
                {
                    break;
                }
            }

            if (set.Problems.Any(p => p.Contains("Address already in use", StringComparison.Ordinal)))
            {
                NetworkNamespace.Until(() =>
                {
                    set.Reconcile(settings);
                    return set.Problems.Count == 0;
                });
            }

            Assert.Equal(problem, string.Join(";", set.Problems));
            Assert.Equal(problem.Length == 0 ? 1 : 0, set.Count);
        }
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_port_in_use_is_a_problem_that_names_the_holder(bool isRaw) => NetworkNamespace.Run(() =>
    {
        using var holder = new System.Net.Sockets.UdpClient(67);
        using var set = new SocketSet4(67, new ListLogger());
        set.Reconcile(Listen(isRaw, "srv"));
        string problem = Assert.Single(set.Problems);
        Assert.StartsWith("UDP port 67 of 192.0.2.1 on srv: Address already in use (held by ", problem, StringComparison.Ordinal);
        Assert.EndsWith($", process {Environment.ProcessId})", problem, StringComparison.Ordinal);

        holder.Dispose();
        NetworkNamespace.Until(() =>
        {
            set.Reconcile(Listen(isRaw, "srv"));
            return set.Problems.Count == 0;
        });
        Assert.Empty(set.Problems);
    });

    [Fact]
    public void A_reply_that_the_kernel_refuses_is_counted_and_logged_and_the_next_one_goes() => NetworkNamespace.Run(() =>
    {
        var log = new ListLogger();
        using var set = new SocketSet4(67, log);
        set.Reconcile(Listen(isRaw: false, "srv"));
        int cable = NetworkNamespace.OpenCable("cli");
        NetworkNamespace.SendFrame(cable, Frames.Broadcast());
        var batch = new Batch4();
        Receive(set, batch);
        var fine = Reply(batch, Ip4.Broadcast);
        var bad = fine with { Source = new Ip4(0x08080808) };
        Assert.Equal(1, set.Send([bad, fine], set.LoopRing));
        Assert.Equal(1, set.SendFailures);
        Assert.Contains(log.Lines, l => l.StartsWith("DHCP4_PACKET_SEND_FAIL 1 of 2 replies by srv", StringComparison.Ordinal));
        Assert.NotEmpty(NetworkNamespace.ReceiveFrame(cable));
        _ = Linux.Close(cable);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_socket_that_cannot_be_read_is_logged_and_the_loop_goes_on(bool isRaw) => NetworkNamespace.Run(() =>
    {
        var log = new ListLogger();
        using var set = new SocketSet4(67, log);
        set.Reconcile(Listen(isRaw, "srv"));
        var batch = new Batch4();
        set.Receive(batch);
        Assert.DoesNotContain(log.Lines, l => l.StartsWith("DHCP4_BUFFER_RECEIVE_FAIL", StringComparison.Ordinal));

        // A packet socket hears of an interface that goes down as an error; a UDP socket does not.
        NetworkNamespace.Ip("link set srv down");
        set.Poll(1000);
        set.Receive(batch);
        Assert.Equal(0, batch.ArrivalCount);
        Assert.Equal(isRaw, log.Lines.Exists(l => l == "DHCP4_BUFFER_RECEIVE_FAIL srv (192.0.2.1): Network is down"));
    });

    [Fact]
    public void Receiving_and_sending_allocate_nothing() => NetworkNamespace.Run(() =>
    {
        using var set = new SocketSet4(67, new ListLogger());
        set.Reconcile(Listen(isRaw: true, "srv"));
        int cable = NetworkNamespace.OpenCable("cli");
        byte[] frame = Frames.Broadcast();
        var batch = new Batch4();
        long allocated = 0;
        int answered = 0;
        for (int i = 0; i < 60; i++)
        {
            NetworkNamespace.SendFrame(cable, frame);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Receive(set, batch);
            if (batch.ArrivalCount > 0)
            {
                var reply = Reply(batch, Client);
                answered += set.Send([reply], set.LoopRing) == 0 ? 1 : 0;
            }

            // The first turns load code.
            allocated += i < 10 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((60, 0L), (answered, allocated));
        _ = Linux.Close(cable);
    });
}
