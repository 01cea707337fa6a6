using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Nestor.Engine.Loop;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Authentication;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Reconfiguration;

/// <summary>A DHCPv6 engine with one client that believes nothing that RFC 9915 section 20.4.3 tells it not to.</summary>
internal sealed class TestClient6
{
    public const ushort DnsServers = 23;

    public static readonly LocalInterface6 Eth0 = new(2, "eth0", Ip6.Parse("fe80::1"));
    private static readonly Ip6 OwnAddress = Ip6.Parse("fe80::99");
    private static readonly Ip6 RelayAddress = Ip6.Parse("2001:db8:9::9");
    private static readonly byte[] Duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 1];

    private byte _keys;

    public TestClient6(Dhcp6Settings settings, bool isRelayed = false)
    {
        IsRelayed = isRelayed;
        Engine = new Engine6(settings, new LeaseTable6(1, 0), EngineLoggers6.Silent, 1)
        {
            ServerDuid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 0xFF],
            Keys = key => key.Fill(++_keys),
        };
        Engine.Reconfigurer.Links = [new Link6(Eth0, 3)];
        Loop = new EngineLoop6(Engine);
    }

    public bool IsRelayed { get; }

    public Engine6 Engine { get; }

    public EngineLoop6 Loop { get; }

    public Batch6 Batch { get; } = new();

    public long Now { get; set; } = 1_000_000;

    public bool Accepts { get; init; } = true;

    public byte[]? Key { get; private set; }

    public ulong LastReplay { get; private set; }

    /// <summary>The last answer, without relays.</summary>
    public byte[] Reply { get; private set; } = [];

    public Ip6 Address { get; private set; }

    public static Dhcp6Settings Settings(ReconfigureMode mode, string dns)
    {
        byte[] body = new byte[16];
        Ip6.Parse(dns).Write(body);
        var subnet = new Subnet6
        {
            Id = 1,
            Prefix = Ip6.Parse("2001:db8::"),
            PrefixLength = 64,
            Text = "2001:db8::/64",
            Interface = "eth0",
            Parameters = new ScopeParameters6 { CacheThreshold = 0 },
            Pools = [new Pool6(new(Ip6.Parse("2001:db8::10"), Ip6.Parse("2001:db8::1f")), 0, OptionSet.Empty, "2001:db8::10-2001:db8::1f")],
        };
        return new Dhcp6Settings([subnet], [])
        {
            Reconfigure = mode,
            Options = new OptionSet([new ConfiguredOption(DnsServers, "dhcp6", body)], []),
        };
    }

    public void Lease()
    {
        Send(MessageType6.Solicit);
        Assert.Equal(MessageType6.Advertise, Answer.Type);
        Assert.False(Answer.HasOption(OptionCode6.Auth));
        Send(MessageType6.Request);
    }

    public Packet6 Answer
    {
        get
        {
            Packet6.Read(Reply, out var packet);
            return packet;
        }
    }

    public string Dns => Answer.TryOption(DnsServers, out var body) ? Ip6.Read(body).ToString() : "none";

    public void Send(MessageType6 type)
    {
        byte[] query = new byte[1024];
        var to = new OptionWriter6(query);
        if (IsRelayed)
        {
            to.UInt8((byte)MessageType6.RelayForw);
            to.UInt8(0);
            to.Address(Ip6.Parse("2001:db8::1"));
            to.Address(OwnAddress);
            to.Option(OptionCode6.InterfaceId, "port 7"u8);
        }

        int mark = IsRelayed ? to.Begin(OptionCode6.RelayMessage) : -1;
        to.Message(type, 0x123456);
        to.Option(OptionCode6.ClientId, Duid);
        if (type != MessageType6.Solicit)
        {
            to.Option(OptionCode6.ServerId, Engine.ServerDuid);
        }

        int ia = Ia6.Begin(ref to, OptionCode6.IaNa, 1, 0, 0);
        to.End(ia);
        to.Option(OptionCode6.Oro, [0, (byte)DnsServers]);
        if (Accepts)
        {
            to.Option(OptionCode6.ReconfAccept, default);
        }

        if (IsRelayed)
        {
            to.End(mark);
        }

        Take(to.Written);
    }

    /// <summary>A turn of the loop without queries; what the server sends by itself.</summary>
    public IReadOnlyList<Departure6> Idle()
    {
        Batch.Clear();
        Loop.Run(Batch, Now);
        return [.. Batch.Immediate];
    }

    /// <summary>True when the message came to this client, is signed with its key, and newer than all before it.</summary>
    public bool Believes(Departure6 departure, MessageType6 asked = MessageType6.Renew)
    {
        byte[] bytes = departure.Buffer.AsSpan(departure.Start, departure.Length).ToArray();
        var chain = new RelayChain6();
        Assert.Equal(Wire.Cursor.DecodeError.None, chain.Decode(bytes, 0, bytes.Length));
        Assert.Equal((IsRelayed ? 1 : 0, 3), (chain.Count, departure.Socket));
        Assert.Equal(IsRelayed ? (RelayAddress, 547) : (OwnAddress, (ushort)546), (departure.Destination, departure.DestinationPort));
        if (IsRelayed)
        {
            Assert.Equal((MessageType6.RelayRepl, Ip6.Parse("2001:db8::1"), OwnAddress), (chain[0].Type, chain[0].LinkAddress, chain[0].PeerAddress));
            Assert.True(chain.TryInterfaceId(0, out var id) && id.SequenceEqual("port 7"u8));
        }

        var message = chain.Message;
        Assert.Equal((MessageType6.Reconfigure, 0u), (message.Type, message.TransactionId));
        Assert.True(message.TryOption(OptionCode6.ClientId, out var client) && client.SequenceEqual(Duid));
        Assert.True(message.TryOption(OptionCode6.ServerId, out var server) && server.SequenceEqual(Engine.ServerDuid));
        Assert.True(message.TryOption(OptionCode6.ReconfMsg, out var wanted) && wanted.SequenceEqual([(byte)asked]));
        if (Key is null || !message.TryOption(OptionCode6.Auth, out var body)
            || !ReconfigureAuthentication.TryReadDigest(body, out var digest, out ulong replay) || replay <= LastReplay)
        {
            return false;
        }

        LastReplay = replay;
        byte[] told = digest.ToArray();
        byte[] plain = message.Bytes.ToArray();
        plain.AsSpan(plain.AsSpan().IndexOf(told), 16).Clear();
        return Digest(Key, plain).AsSpan().SequenceEqual(told);
    }

    private void Take(ReadOnlySpan<byte> query)
    {
        Batch.Clear();
        query.CopyTo(Batch.Slab);
        Batch.Arrivals[0] = new Arrival6
        {
            Interface = Eth0,
            Buffer = Batch.Slab,
            Length = query.Length,
            Source = IsRelayed ? RelayAddress : OwnAddress,
            Destination = Ip6.Parse("ff02::1:2"),
            SourcePort = IsRelayed ? (ushort)547 : (ushort)546,
        };
        Batch.ArrivalCount = 1;
        Loop.Run(Batch, Now);
        var departure = Assert.Single([.. Batch.Committed.ToArray(), .. Batch.Immediate.ToArray()]);
        byte[] bytes = departure.Buffer.AsSpan(departure.Start, departure.Length).ToArray();
        var chain = new RelayChain6();
        Assert.Equal(Wire.Cursor.DecodeError.None, chain.Decode(bytes, 0, bytes.Length));
        Reply = chain.Message.Bytes.ToArray();
        if (Answer.TryOption(OptionCode6.IaNa, out var body) && Ia6.TryRead(OptionCode6.IaNa, body, out var ia)
            && ia.Options.TryNext(OptionCode6.IaAddr, out var address))
        {
            Address = Ip6.Read(address);
        }

        if (Answer.TryOption(OptionCode6.Auth, out var authentication))
        {
            Assert.True(ReconfigureAuthentication.TryReadKey(authentication, out var key, out ulong replay));
            Key = key.ToArray();
            Assert.True(replay > LastReplay);
            LastReplay = replay;
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "RFC 9915 knows no other algorithm.")]
    private static byte[] Digest(byte[] key, byte[] message) => HMACMD5.HashData(key, message);
}
