using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>An engine with a configuration and a clock, spoken to in bytes.</summary>
internal sealed class Bench
{
    public const string PlainSubnet = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] } ]
        """;

    public static readonly LocalInterface Eth0 = new(2, "eth0", Ip4.Parse("192.0.2.1"));

    private readonly byte[] _buffer = new byte[65536];

    /// <summary>Keys given out; the first is all ones, the second all twos.</summary>
    private byte _keys;

    public Bench(string members, EngineLoggers4? loggers = null)
        : this(Load(members), loggers)
    {
    }

    public Bench(Model.Settings.Dhcp4Settings settings, EngineLoggers4? loggers = null)
    {
        Engine = new Engine4(settings, new LeaseTable4(1, 0), loggers ?? EngineLoggers4.Silent, 1)
        {
            LocalAddresses = [Eth0.Address],
            Keys = key => key.Fill(++_keys),
        };
        Engine.Reconfigurer.Links = [new Link4(Eth0, 0)];
        Loop = new EngineLoop4(Engine);
        Reclaimer = new Reclaimer4(Engine);
        Now = 1_000_000;
        Loop.Tick(Now);
    }

    /// <summary>Most tests look at what is written, so leases are not reused unless they say how.</summary>
    private static string NoReuse(string members) =>
        members.Contains("\"cache-", StringComparison.Ordinal) ? "" : "\"cache-threshold\": 0.0, ";

    public Engine4 Engine { get; }

    public EngineLoop4 Loop { get; }

    public Reclaimer4 Reclaimer { get; }

    public Batch4 Batch { get; } = new();

    public long Now { get; set; }

    public Departure4 LastDeparture { get; private set; }

    /// <summary>The reply, or null when there is none.</summary>
    public Packet4? Send(Query query)
    {
        int length = query.Write(_buffer);
        return Send(_buffer.AsSpan(0, length), query);
    }

    public Packet4? Send(ReadOnlySpan<byte> bytes, Query from)
    {
        Batch.Clear();
        bytes.CopyTo(Batch.Slab);
        Batch.Arrivals[0] = Arrival(Batch.Slab, bytes.Length, from);
        Batch.ArrivalCount = 1;
        Loop.Run(Batch, Now);
        if (Batch.ImmediateCount + Batch.CommittedCount == 0)
        {
            return null;
        }

        LastDeparture = Batch.ImmediateCount > 0 ? Batch.Immediate[0] : Batch.Committed[0];
        var reply = new Packet4();
        byte[] copy = LastDeparture.Buffer.AsSpan(LastDeparture.Start, LastDeparture.Length).ToArray();
        Assert.Equal(Wire.Cursor.DecodeError.None, reply.Decode(copy, 0, copy.Length));
        return reply;
    }

    public static Arrival4 Arrival(byte[] buffer, int length, Query from) => new()
    {
        Interface = Eth0,
        Buffer = buffer,
        Length = length,
        Source = from.Source,
        Destination = from.Destination,
        SourcePort = 68,
        SourceMac = 0x0200_0000_0001,
    };

    /// <summary>The whole way from DISCOVER to ACK; the address.</summary>
    public Ip4 Lease(byte client)
    {
        var offer = Send(new Query(MessageType4.Discover) { Client = client });
        Assert.NotNull(offer);
        var ack = Send(new Query(MessageType4.Request) { Client = client }.With(OptionCode4.RequestedAddress, offer.Yiaddr)
            .With(OptionCode4.ServerIdentifier, Eth0.Address));
        Assert.NotNull(ack);
        Assert.Equal(MessageType4.Ack, ack.MessageType);
        Assert.Equal(offer.Yiaddr, ack.Yiaddr);
        return ack.Yiaddr;
    }

    /// <summary>A turn of the loop without queries; what the server sends by itself.</summary>
    public IReadOnlyList<Departure4> Idle()
    {
        Batch.Clear();
        Loop.Run(Batch, Now);
        return [.. Batch.Immediate];
    }

    /// <summary>Takes another configuration into use.</summary>
    public void Reconfigure(string members) => Engine.Reconfigure(Load(members));

    private static Model.Settings.Dhcp4Settings Load(string members)
    {
        var result = ConfigLoader.Load4(
            Encoding.UTF8.GetBytes("{ \"Dhcp4\": { " + NoReuse(members) + members + " } }"), "test", null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    public Lease4Fields? LeaseOf(Ip4 address)
    {
        int slot = Engine.Leases.Find(address);
        return slot < 0 ? null : Engine.Leases.Fields(slot);
    }
}

/// <summary>A client's message being put together; without a type it is one of BOOTP.</summary>
internal sealed class Query(MessageType4 type)
{
    private readonly List<(byte Code, byte[] Body)> _options = type == MessageType4.None ? [] : [(OptionCode4.MessageType, [(byte)type])];

    /// <summary>Last byte of the hardware address.</summary>
    public byte Client { get; init; } = 1;

    public Ip4 Ciaddr { get; init; }

    public Ip4 Giaddr { get; init; }

    public ushort Flags { get; init; }

    public Ip4 Source { get; init; }

    public Ip4 Destination { get; init; } = Ip4.Broadcast;

    public Query With(byte code, params byte[] body)
    {
        _options.Add((code, body));
        return this;
    }

    public Query With(byte code, Ip4 address)
    {
        byte[] body = new byte[4];
        address.Write(body);
        return With(code, body);
    }

    public int Write(Span<byte> to)
    {
        to[..240].Clear();
        to[0] = 1;
        to[1] = 1;
        to[2] = 6;
        to[7] = 0x2A;
        to[10] = (byte)(Flags >> 8);
        Ciaddr.Write(to[12..]);
        Giaddr.Write(to[24..]);
        ((ReadOnlySpan<byte>)[2, 0, 0, 0, 0, Client]).CopyTo(to[28..]);
        ((ReadOnlySpan<byte>)[99, 130, 83, 99]).CopyTo(to[236..]);
        int at = 240;
        foreach (var (code, body) in _options)
        {
            to[at] = code;
            to[at + 1] = (byte)body.Length;
            body.CopyTo(to[(at + 2)..]);
            at += 2 + body.Length;
        }

        to[at++] = 255;
        return at;
    }
}
