using System.Buffers.Binary;
using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.Allocation;
using Nestor.Engine.Loop;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Stores.Memfile;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Bench;

/// <summary>What a client of DHCPv6 wants.</summary>
[Flags]
public enum Wants6
{
    Nothing = 0,
    Address = 1,
    Prefix = 2,
    Both = 3,
}

/// <summary>
/// An engine of DHCPv6 with a pool of addresses and one of prefixes, and clients that speak to it in bytes, directly or
/// through a relay. Clients are numbered; the number ends their DUID.
/// </summary>
public sealed class Clients6
{
    private static readonly LocalInterface6 Eth0 = new(2, "eth0", Ip6.Parse("fe80::1"));
    private static readonly byte[] ServerDuid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 0xFF];
    private static readonly Ip6 Group = Ip6.Parse("ff02::1:2");
    private static readonly Ip6 LinkLocal = Ip6.Parse("fe80::2");
    private static readonly Ip6 Link = Ip6.Parse("2001:db8::1");

    private readonly EngineLoop6 _loop;
    private readonly Batch6 _batch = new();
    private readonly Journal6 _store;
    private readonly bool _isRelayed;
    private readonly RelayChain6 _reply = new();
    private readonly byte[] _replyBytes = new byte[2048];
    private readonly byte[] _query = new byte[1024];
    private readonly byte[] _duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 0];
    private int _replyLength;

    /// <param name="allocator">Kea's name: iterative, random or flq; for both pools of 2^14.</param>
    /// <param name="reserved">For so many clients an address, a prefix and a name are reserved.</param>
    public Clients6(string allocator, int reserved, bool isRelayed, Journal6 store)
    {
        string hosts = string.Join(",", Enumerable.Range(0, reserved).Select(i => $$"""
            { "duid": "00:03:00:01:02:00:{{(byte)(i >> 24):x2}}:{{(byte)(i >> 16):x2}}:{{(byte)(i >> 8):x2}}:{{(byte)i:x2}}",
              "hostname": "host-{{i}}", "ip-addresses": [ "2001:db8:2::{{i + 1:x}}" ], "prefixes": [ "4000:0:{{i:x}}::/48" ] }
            """));
        string text = $$"""
            { "Dhcp6": { "valid-lifetime": 4000, "cache-threshold": 0.0, "subnet6": [ { "id": 1, "subnet": "2001:db8::/32",
              "interface": "eth0", "rapid-commit": true, "allocator": "{{allocator}}", "pd-allocator": "{{allocator}}",
              "pools": [ { "pool": "2001:db8:1::/114" } ],
              "pd-pools": [ { "prefix": "3000::", "prefix-len": 34, "delegated-len": 48 } ],
              "reservations": [ {{hosts}} ],
              "option-data": [ { "name": "dns-servers", "data": "2001:db8::2" }, { "name": "domain-search", "data": "example.org" } ] } ] } }
            """;
        var loaded = ConfigLoader.Load6(Encoding.UTF8.GetBytes(text), "bench", null);
        var settings = loaded.Settings ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics.All));
        Engine = new Engine6(settings, new LeaseTable6(1, 1_000_000), EngineLoggers6.Silent, 1) { ServerDuid = ServerDuid };
        _loop = new EngineLoop6(Engine);
        _loop.Tick(1_000_000);
        _isRelayed = isRelayed;
        _store = store;
    }

    public Engine6 Engine { get; }

    /// <summary>So many libraries take part from now on.</summary>
    public void UseLibraries(int count) => _loop.UseHooks(EmptyLibraries.V6(count, Engine.Settings));

    /// <summary>SOLICIT, ADVERTISE, REQUEST, REPLY, and the leases stored.</summary>
    public void Lease(int client, Wants6 wants)
    {
        Send(MessageType6.Solicit, client, wants);
        Send(MessageType6.Request, client, Wants6.Nothing);
        MustHold(client, wants);
    }

    /// <summary>A SOLICIT that is answered by a REPLY.</summary>
    public void RapidLease(int client, Wants6 wants)
    {
        Send(MessageType6.Solicit, client, wants, isRapid: true);
        MustHold(client, wants);
    }

    /// <summary>RENEW or REBIND of what the client has, which it asked for again and was just told.</summary>
    public void Extend(MessageType6 type, int client, Wants6 wants)
    {
        Send(type, client, wants);
        Send(type, client, Wants6.Nothing);
        MustHold(client, wants);
    }

    public void Inform(int client) => Send(MessageType6.InformationRequest, client, Wants6.Nothing);

    /// <summary>The client is forgotten: the number of leases stays the same.</summary>
    public void Forget(int client, Wants6 wants)
    {
        Forget(client, wants & Wants6.Address, LeaseType.Na);
        Forget(client, wants & Wants6.Prefix, LeaseType.Pd);
    }

    private void Forget(int client, Wants6 wants, LeaseType type)
    {
        if (wants != Wants6.Nothing)
        {
            LeaseAccount6.Remove(Engine, Find(client, type));
        }
    }

    private int Find(int client, LeaseType type)
    {
        BinaryPrimitives.WriteInt32BigEndian(_duid.AsSpan(6), client);
        return Engine.Leases.FirstInIa(_duid, 1, type);
    }

    private void MustHold(int client, Wants6 wants)
    {
        if (((wants & Wants6.Address) != 0 && Find(client, LeaseType.Na) < 0)
            || ((wants & Wants6.Prefix) != 0 && Find(client, LeaseType.Pd) < 0))
        {
            throw new InvalidOperationException("the client has no lease");
        }
    }

    /// <param name="wants">IAs to ask for; with nothing, the IAs of the last reply are sent back.</param>
    private void Send(MessageType6 type, int client, Wants6 wants, bool isRapid = false)
    {
        int length = Write(type, client, wants, isRapid);
        _batch.Clear();
        _query.AsSpan(0, length).CopyTo(_batch.Slab);
        _batch.Arrivals[0] = new Arrival6
        {
            Interface = Eth0,
            Buffer = _batch.Slab,
            Length = length,
            Source = LinkLocal,
            Destination = Group,
            SourcePort = _isRelayed ? (ushort)547 : (ushort)546,
        };
        _batch.ArrivalCount = 1;
        _loop.Run(_batch, Engine.Now);
        if (!_store.Commit(_batch.Changes))
        {
            throw new InvalidOperationException("the store failed");
        }

        if (_batch.ImmediateCount + _batch.CommittedCount != 1)
        {
            throw new InvalidOperationException("the query was not answered");
        }

        var reply = _batch.ImmediateCount == 1 ? _batch.Immediate[0] : _batch.Committed[0];
        reply.Buffer.AsSpan(reply.Start, reply.Length).CopyTo(_replyBytes);
        _replyLength = reply.Length;
    }

    private int Write(MessageType6 type, int client, Wants6 wants, bool isRapid)
    {
        BinaryPrimitives.WriteInt32BigEndian(_duid.AsSpan(6), client);
        var to = new OptionWriter6(_query);
        int mark = _isRelayed ? Relay(ref to) : -1;
        to.Message(type, (uint)client & 0xFFFFFF);
        to.Option(OptionCode6.ClientId, _duid);
        if (type is MessageType6.Request or MessageType6.Renew)
        {
            to.Option(OptionCode6.ServerId, ServerDuid);
        }

        to.Option(OptionCode6.Oro, [0, 23, 0, 24, 0, 67]);
        to.Option(OptionCode6.ElapsedTime, [0, 0]);
        if (isRapid)
        {
            to.Option(OptionCode6.RapidCommit, default);
        }

        Ask(ref to, wants & Wants6.Address, OptionCode6.IaNa);
        Ask(ref to, wants & Wants6.Prefix, OptionCode6.IaPd);
        if (wants == Wants6.Nothing && type != MessageType6.InformationRequest)
        {
            AskAgain(ref to);
        }

        if (mark >= 0)
        {
            to.End(mark);
        }

        return to.HasOverflowed ? throw new InvalidOperationException("the query is too long") : to.Length;
    }

    /// <summary>A RELAY-FORW with an interface-id, the relay's remote-id and the client's hardware address (RFC 6939).</summary>
    private int Relay(ref OptionWriter6 to)
    {
        to.UInt8((byte)MessageType6.RelayForw);
        to.UInt8(0);
        to.Address(Link);
        to.Address(LinkLocal);
        to.Option(OptionCode6.InterfaceId, "port-7"u8);
        to.Option(OptionCode6.RemoteId, [0, 0, 0, 9, 1, 2, 3, 4, 5, 6]);
        int hardware = to.Begin(OptionCode6.ClientLinkLayerAddr);
        to.UInt16(1);
        to.Bytes(_duid.AsSpan(4));
        to.End(hardware);
        return to.Begin(OptionCode6.RelayMessage);
    }

    private static void Ask(ref OptionWriter6 to, Wants6 wants, ushort code)
    {
        if (wants != Wants6.Nothing)
        {
            to.Option(code, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
    }

    private void AskAgain(ref OptionWriter6 to)
    {
        if (_reply.Decode(_replyBytes, 0, _replyLength) != DecodeError.None)
        {
            throw new InvalidOperationException("the reply cannot be read");
        }

        var options = _reply.Message.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            if (code is OptionCode6.IaNa or OptionCode6.IaPd)
            {
                to.Option(code, body);
            }
        }
    }
}
