using System.Net;
using System.Net.Sockets;
using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Server.Sockets;
using Nestor.Server.Tests.Logging;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Sockets;

public sealed class SocketSet6Tests
{
    private static readonly Ip6 ServerLink = Ip6.Parse("fe80::1");
    private static readonly Ip6 ServerGlobal = Ip6.Parse("2001:db8::1");
    private static readonly Ip6 ClientLink = Ip6.Parse("fe80::2");
    private static readonly Ip6 ClientGlobal = Ip6.Parse("2001:db8::2");

    private static InterfacesSettings Listen(params string[] interfaces) => new() { Interfaces = interfaces };

    /// <summary>The cable with fe80::1 and 2001:db8::1 at the server's end, fe80::2 and 2001:db8::2 at the client's.</summary>
    private static void Run(Action test) => NetworkNamespace.Run(() =>
    {
        foreach ((string end, int host) in (ReadOnlySpan<(string, int)>)[("srv", 1), ("cli", 2)])
        {
            NetworkNamespace.Ip($"-6 address flush dev {end}");
            NetworkNamespace.Ip($"address add fe80::{host}/64 dev {end} nodad");
            NetworkNamespace.Ip($"address add 2001:db8::{host}/64 dev {end} nodad");
        }

        test();
    });

    private static void Receive(SocketSet6 set, Batch6 batch)
    {
        batch.Clear();
        for (int i = 0; i < 20 && batch.ArrivalCount == 0; i++)
        {
            set.Poll(100);
            set.Receive(batch);
        }
    }

    private static Departure6 Reply(Batch6 batch)
    {
        ref readonly var query = ref batch.Arrivals[0];
        var room = batch.Reserve(out byte[] buffer, out int start);
        "reply"u8.CopyTo(room);
        return new Departure6
        {
            Interface = query.Interface,
            Buffer = buffer,
            Start = start,
            Length = 5,
            Destination = query.Source,
            DestinationPort = query.SourcePort,
            Socket = query.Socket,
        };
    }

    /// <summary>A client's socket at one of its addresses.</summary>
    private static Socket Client(Ip6 address)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 2000 };
        socket.Bind(EndPoint(address, 546));
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, (int)Linux.InterfaceIndex("cli"));
        return socket;
    }

    private static IPEndPoint EndPoint(Ip6 address, int port)
    {
        byte[] bytes = new byte[Ip6.Length];
        address.Write(bytes);
        return new IPEndPoint(address.IsLinkLocal ? new IPAddress(bytes, Linux.InterfaceIndex("cli")) : new IPAddress(bytes), port);
    }

    /// <summary>Sends a query, lets the server answer it, and says where that answer came from.</summary>
    private static (Arrival6 Query, string AnswerFrom) Exchange(SocketSet6 set, Ip6 from, string to)
    {
        using var client = Client(from);
        var batch = new Batch6();

        // What is sent the moment an interface is switched on may get lost in the kernel, under load.
        for (int i = 0; i < 3 && batch.ArrivalCount == 0; i++)
        {
            client.SendTo("query"u8.ToArray(), EndPoint(Ip6.Parse(to), 547));
            Receive(set, batch);
        }

        set.Poll(50);
        set.Receive(batch);
        Assert.Equal(1, batch.ArrivalCount);
        ref var query = ref batch.Arrivals[0];
        Assert.Equal("query"u8.ToArray(), query.Buffer.AsSpan(query.Start, query.Length).ToArray());
        Assert.Equal((from, (ushort)546), (query.Source, query.SourcePort));
        Assert.Equal(0, set.Send([Reply(batch)], set.LoopRing));
        byte[] answer = new byte[100];
        EndPoint sender = new IPEndPoint(IPAddress.IPv6Any, 0);
        Assert.Equal(5, client.ReceiveFrom(answer, ref sender));
        Assert.Equal(547, ((IPEndPoint)sender).Port);
        return (query, Ip6.Read(((IPEndPoint)sender).Address.GetAddressBytes()).ToString());
    }

    [Theory]
    [InlineData("fe80::2", "ff02::1:2", "fe80::1")]
    [InlineData("fe80::2", "fe80::1", "fe80::1")]
    [InlineData("2001:db8::2", "ff02::1:2", "2001:db8::")] // a relay: a link-local address is no source for what goes far
    [InlineData("2001:db8::2", "ff05::1:3", "2001:db8::")]
    public void A_query_is_heard_once_with_its_destination_and_answered_from_an_address_that_fits__RFC9915_7_1(
        string from, string to, string answered) => Run(() =>
    {
        using var set = new SocketSet6(547, new ListLogger());
        set.Reconcile(Listen("srv", "srv/2001:db8::1"));
        Assert.Empty(set.Problems);
        var (query, answerFrom) = Exchange(set, Ip6.Parse(from), to);
        Assert.Equal(Ip6.Parse(to), query.Destination);
        Assert.Equal(("srv", ServerLink), (query.Interface.Name, query.Interface.LinkLocal));

        // Both ends are this host's, so that of its global addresses the kernel may choose either.
        Assert.StartsWith(answered, answerFrom, StringComparison.Ordinal);
    });

    [Fact]
    public void An_address_that_is_named_is_heard_and_answers_itself() => Run(() =>
    {
        // Both ends are this host's: the kernel takes the short way.
        NetworkNamespace.Ip("link set lo up");
        using var set = new SocketSet6(547, new ListLogger());
        set.Reconcile(Listen("srv/2001:db8::1"));
        var (query, answerFrom) = Exchange(set, ClientGlobal, "2001:db8::1");
        Assert.Equal((ServerGlobal, "srv", ServerGlobal), (query.Destination, query.Interface.Name, query.Interface.Source));
        Assert.Equal("2001:db8::1", answerFrom);
    });

    [Fact]
    public void An_address_that_is_not_named_is_not_listened_on() => Run(() =>
    {
        NetworkNamespace.Ip("link set lo up");
        using var set = new SocketSet6(547, new ListLogger());
        set.Reconcile(Listen("srv"));
        using var client = Client(ClientGlobal);
        client.SendTo("query"u8.ToArray(), EndPoint(ServerGlobal, 547));
        set.Poll(200);
        var batch = new Batch6();
        set.Receive(batch);
        Assert.Equal(0, batch.ArrivalCount);
    });

    [Fact]
    public void A_query_in_fragments_is_heard_whole_and_one_larger_than_a_slot_not_at_all() => Run(() =>
    {
        using var set = new SocketSet6(547, new ListLogger());
        set.Reconcile(Listen("srv"));
        using var client = Client(ClientLink);
        client.SendTo(new byte[Batch.SlotSize + 1], EndPoint(ListenOn6.LinkGroup, 547));
        client.SendTo(new byte[Batch.SlotSize], EndPoint(ListenOn6.LinkGroup, 547));
        var batch = new Batch6();
        Receive(set, batch);
        set.Poll(50);
        set.Receive(batch);
        Assert.Equal((1, Batch.SlotSize), (batch.ArrivalCount, batch.Arrivals[0].Length));
    });

    [Fact]
    public void An_interface_is_served_when_its_address_is_no_longer_tentative_and_again_under_another_one() => Run(() =>
    {
        var settings = Listen("srv");
        NetworkNamespace.Ip("-6 address flush dev srv");
        using var set = new SocketSet6(547, new ListLogger());
        set.Reconcile(settings);
        Assert.Equal("interface srv has no link-local address", Assert.Single(set.Problems));

        NetworkNamespace.Ip("address add fe80::1/64 dev srv");
        set.Reconcile(settings);
        Assert.Equal("the link-local address of interface srv is still being checked for duplicates", Assert.Single(set.Problems));
        Await();
        Assert.Equal("fe80::1", Exchange(set, ClientLink, "ff02::1:2").AnswerFrom);

        NetworkNamespace.Ip("address del fe80::1/64 dev srv");
        set.Reconcile(settings);
        Assert.Equal(0, set.Count);
        NetworkNamespace.Ip("address add fe80::77/64 dev srv nodad");
        Await();
        Assert.Equal("fe80::77", Exchange(set, ClientLink, "ff02::1:2").AnswerFrom);

        void Await()
        {
            for (int i = 0; i < 50 && set.Problems.Count > 0; i++)
            {
                set.Poll(100);
                if (set.HasChanged)
                {
                    set.Reconcile(settings);
                }
            }

            Assert.Empty(set.Problems);
        }
    });

    [Fact]
    public void A_port_in_use_is_a_problem_that_names_the_holder() => Run(() =>
    {
        using var holder = new UdpClient(547, AddressFamily.InterNetworkV6);
        using var set = new SocketSet6(547, new ListLogger());
        set.Reconcile(Listen("srv"));
        Assert.Equal(0, set.Count);
        Assert.All(set.Problems, problem =>
        {
            Assert.Contains(" on srv: Address already in use (held by ", problem, StringComparison.Ordinal);
            Assert.EndsWith($", process {Environment.ProcessId})", problem, StringComparison.Ordinal);
        });
        Assert.Contains(set.Problems, p => p.StartsWith("UDP port 547 of fe80::1 on srv: ", StringComparison.Ordinal));
        holder.Dispose();
        NetworkNamespace.Until(() =>
        {
            set.Reconcile(Listen("srv"));
            return set.Problems.Count == 0;
        });
        Assert.Empty(set.Problems);
    });

    [Fact]
    public void A_reply_that_the_kernel_refuses_is_counted_and_logged_and_the_next_one_goes() => Run(() =>
    {
        var log = new ListLogger();
        using var set = new SocketSet6(547, log);
        set.Reconcile(Listen("srv"));
        using var client = Client(Ip6.Parse("fe80::2"));
        client.SendTo("query"u8.ToArray(), EndPoint(Ip6.Parse("ff02::1:2"), 547));
        var batch = new Batch6();
        Receive(set, batch);
        var fine = Reply(batch);

        // Nothing leads there.
        var bad = fine with { Destination = Ip6.Parse("3fff::1") };
        Assert.Equal(1, set.Send([bad, fine], set.LoopRing));
        Assert.Equal(1, set.SendFailures);
        Assert.Contains(log.Lines, l => l.StartsWith("DHCP6_PACKET_SEND_FAIL 1 of 2 replies by srv", StringComparison.Ordinal));
        Assert.Equal(5, client.Receive(new byte[100]));
    });

    [Fact]
    public void Receiving_and_sending_allocate_nothing() => Run(() =>
    {
        using var set = new SocketSet6(547, new ListLogger());
        set.Reconcile(Listen("srv"));
        using var client = Client(ClientLink);
        byte[] query = new byte[100];
        var group = EndPoint(ListenOn6.LinkGroup, 547);
        var batch = new Batch6();
        long allocated = 0;
        int answered = 0;
        for (int i = 0; i < 60; i++)
        {
            client.SendTo(query, group);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Receive(set, batch);
            if (batch.ArrivalCount > 0)
            {
                var reply = Reply(batch);
                answered += set.Send([reply], set.LoopRing) == 0 ? 1 : 0;
            }

            // The first turns load code.
            allocated += i < 10 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((60, 0L), (answered, allocated));
    });
}
