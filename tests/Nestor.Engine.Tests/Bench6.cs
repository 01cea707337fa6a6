using System.Buffers.Binary;
using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>A DHCPv6 engine with a configuration and a clock, spoken to in bytes.</summary>
internal sealed class Bench6
{
    public static readonly LocalInterface6 Eth0 = new(2, "eth0", Ip6.Parse("fe80::1"));
    public static readonly byte[] ServerDuid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 0xFF];

    public Bench6(Dhcp6Settings settings, EngineLoggers6? loggers = null)
    {
        Engine = new Engine6(settings, new LeaseTable6(1, 0), loggers ?? EngineLoggers6.Silent, 1) { ServerDuid = ServerDuid };
        Loop = new EngineLoop6(Engine);
        Reclaimer = new Reclaimer6(Engine);
        Loop.Tick(Now);
    }

    public Engine6 Engine { get; }

    public EngineLoop6 Loop { get; }

    public Reclaimer6 Reclaimer { get; }

    public Batch6 Batch { get; } = new();

    public long Now { get; set; } = 1_000_000;

    public Ip6 Destination { get; set; } = Ip6.Parse("ff02::1:2");

    public Ip6 Source { get; set; } = Ip6.Parse("fe80::2");

    /// <summary>The members of Dhcp6, as a configuration has them. Leases are not reused unless they say how.</summary>
    public static Dhcp6Settings Load(string members)
    {
        string reuse = members.Contains("\"cache-", StringComparison.Ordinal) ? "" : "\"cache-threshold\": 0.0, ";
        var result = ConfigLoader.Load6(Encoding.UTF8.GetBytes("{ \"Dhcp6\": { " + reuse + members + " } }"), "test", null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    /// <summary>One subnet on eth0 with a pool of addresses and one of prefixes; leases are written each time.</summary>
    public static Dhcp6Settings Plain(ulong addresses = 16, int prefixBits = 4, ScopeParameters6? parameters = null) =>
        new([Subnet(1, "2001:db8:1::", addresses, prefixBits, parameters ?? new ScopeParameters6 { CacheThreshold = 0 })], []);

    /// <param name="prefixBits">Of these many bits are the numbers of the prefixes, each of 64 bits.</param>
    public static Subnet6 Subnet(uint id, string prefix, ulong addresses, int prefixBits, ScopeParameters6 parameters)
    {
        var at = Ip6.Parse(prefix);
        var delegated = new Prefix6(Ip6.FromNumber(((UInt128)0x3000_0000_0000_0000 + id << 64) & Ip6.Mask((byte)(64 - prefixBits)).Number), (byte)(64 - prefixBits));
        return new Subnet6
        {
            Id = id,
            Prefix = at,
            PrefixLength = 64,
            Text = prefix + "/64",
            Interface = "eth0",
            Parameters = parameters,
            Pools = [new Pool6(new(Ip6.FromNumber(at.Number + 16), Ip6.FromNumber(at.Number + 15 + addresses)), 0, OptionSet.Empty, "pool")],
            PdPools = [new Pool6(delegated.Range, 0, OptionSet.Empty, "pd-pool", 64)],
        };
    }

    /// <summary>The reply, or null when there is none.</summary>
    public byte[]? Send(ReadOnlySpan<byte> bytes)
    {
        Batch.Clear();
        bytes.CopyTo(Batch.Slab);
        Batch.Arrivals[0] = new Arrival6
        {
            Interface = Eth0,
            Buffer = Batch.Slab,
            Length = bytes.Length,
            Source = Source,
            Destination = Destination,
            SourcePort = 546,
        };
        Batch.ArrivalCount = 1;
        Loop.Run(Batch, Now);
        if (Batch.ImmediateCount + Batch.CommittedCount == 0)
        {
            return null;
        }

        var reply = Batch.ImmediateCount > 0 ? Batch.Immediate[0] : Batch.Committed[0];
        return reply.Buffer.AsSpan(reply.Start, reply.Length).ToArray();
    }

    public static byte[] Message(MessageType6 type, byte client, bool hasServer, params byte[][] options)
    {
        byte[] server = hasServer ? Option(OptionCode6.ServerId, ServerDuid) : [];
        return [(byte)type, 0, 0, client, .. Option(OptionCode6.ClientId, 0, 3, 0, 1, 2, 0, 0, 0, 0, client), .. server, .. options.SelectMany(o => o)];
    }

    public static byte[] Option(ushort code, params byte[] body) =>
        [(byte)(code >> 8), (byte)code, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    public static byte[] Ia(ushort code, byte iaid, params byte[][] inner) =>
        Option(code, [0, 0, 0, iaid, .. new byte[8], .. inner.SelectMany(o => o)]);

    public static byte[] Address(Ip6 address)
    {
        byte[] body = new byte[24];
        address.Write(body);
        return Option(OptionCode6.IaAddr, body);
    }

    public static byte[] Prefix(Ip6 address, byte length)
    {
        byte[] body = new byte[25];
        body[8] = length;
        address.Write(body.AsSpan(9));
        return Option(OptionCode6.IaPrefix, body);
    }

    /// <summary>All that the IAs of a reply hold, and the status codes inside of IAs.</summary>
    public static (List<(Prefix6 What, uint Valid)> Leases, List<int> Statuses, List<(uint T1, uint T2)> Timers) Read(byte[]? reply)
    {
        Assert.NotNull(reply);
        Assert.Equal(Wire.Cursor.DecodeError.None, Packet6.Read(reply, out var packet));
        var leases = new List<(Prefix6, uint)>();
        var statuses = new List<int>();
        var timers = new List<(uint, uint)>();
        var options = packet.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            if (code is not (OptionCode6.IaNa or OptionCode6.IaPd))
            {
                continue;
            }

            Assert.True(Ia6.TryRead(code, body, out var ia));
            timers.Add((ia.T1, ia.T2));
            var inner = ia.Options;
            while (inner.TryNext(out ushort innerCode, out var data))
            {
                if (innerCode == OptionCode6.IaAddr && IaAddress6.TryRead(data, out var address))
                {
                    leases.Add((new Prefix6(address.Address, 128), address.Valid.Seconds));
                }
                else if (innerCode == OptionCode6.IaPrefix && IaPrefix6.TryRead(data, out var prefix))
                {
                    leases.Add((prefix.Prefix, prefix.Valid.Seconds));
                }
                else if (innerCode == OptionCode6.StatusCode)
                {
                    statuses.Add(BinaryPrimitives.ReadUInt16BigEndian(data));
                }
            }
        }

        return (leases, statuses, timers);
    }
}
