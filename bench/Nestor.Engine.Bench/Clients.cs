using System.Buffers.Binary;
using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.Loop;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Leases;
using Nestor.Model.Networks;
using Nestor.Stores.Memfile;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Bench;

/// <summary>
/// An engine with one large pool, and clients that speak to it in bytes: everything an exchange costs but the sockets
/// and the disk. Clients are numbered; each has a hardware address and a client identifier of its own.
/// </summary>
public sealed class Clients
{
    public static readonly Ip4 PoolStart = Ip4.Parse("10.1.0.0");
    private static readonly LocalInterface Eth0 = new(2, "eth0", Ip4.Parse("10.0.0.1"));

    private readonly EngineLoop4 _loop;
    private readonly Batch4 _batch = new();
    private readonly Journal4 _store;
    private readonly byte[] _discover;
    private readonly byte[] _request;
    private readonly byte[] _renewal;

    /// <summary>One subnet on the interface.</summary>
    /// <param name="allocator">Kea's name: iterative, random or flq.</param>
    /// <param name="poolSize">Addresses, at most 2^23.</param>
    /// <param name="reserved">For so many clients an address is reserved.</param>
    /// <param name="global">More members of Dhcp4, each with a comma behind.</param>
    public Clients(string allocator, uint poolSize, Journal4 store, int reserved = 0, string global = "")
        : this(Single(allocator, poolSize, reserved, global), store)
    {
    }

    /// <param name="text">The configuration.</param>
    public Clients(string text, Journal4 store)
    {
        var loaded = ConfigLoader.Load4(Encoding.UTF8.GetBytes(text), "bench", null);
        var settings = loaded.Settings ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics.All));
        Engine = new Engine4(settings, new LeaseTable4(1, 1_000_000), EngineLoggers4.Silent, 1) { LocalAddresses = [Eth0.Address] };
        _loop = new EngineLoop4(Engine);
        _loop.Tick(1_000_000);
        _store = store;
        _discover = Message(MessageType4.Discover, hasServer: false, hasAddress: false);
        _request = Message(MessageType4.Request, hasServer: true, hasAddress: true);
        _renewal = Message(MessageType4.Request, hasServer: false, hasAddress: false);
    }

    public Engine4 Engine { get; }

    /// <summary>So many libraries take part from now on.</summary>
    public void UseLibraries(int count) => _loop.UseHooks(EmptyLibraries.V4(count, Engine.Settings));

    /// <summary>Where the relay of a client stands; 0.0.0.0 if the client is on the interface.</summary>
    public Func<int, Ip4> Relay { get; init; } = _ => default;

    private static string Single(string allocator, uint poolSize, int reserved, string global)
    {
        string hosts = string.Join(",", Enumerable.Range(0, reserved).Select(i => $$"""
            { "hw-address": "02:00:00:00:{{(byte)(i >> 8):x2}}:{{(byte)i:x2}}", "ip-address": "10.250.{{i >> 8}}.{{(byte)i}}" }
            """));
        string last = new Ip4(PoolStart.Value + poolSize - 1).ToString();
        return $$"""
            { "Dhcp4": { {{global}} "valid-lifetime": 4000, "cache-threshold": 0.0, "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "interface": "eth0",
              "allocator": "{{allocator}}", "pools": [ { "pool": "{{PoolStart}} - {{last}}" } ],
              "reservations": [ {{hosts}} ],
              "option-data": [ { "name": "routers", "data": "10.0.0.1" }, { "name": "domain-name-servers", "data": "10.0.0.2" } ] } ] } }
            """;
    }

    /// <summary>DISCOVER, OFFER, REQUEST, ACK, and the lease stored; the address.</summary>
    public Ip4 Lease(int client)
    {
        var address = Offered(client);
        address.Write(_request.AsSpan(_request.Length - 5));
        Send(_request, client);
        MustBeOne(_batch.CommittedCount);
        return address;
    }

    public Ip4 Offered(int client)
    {
        Send(_discover, client);
        MustBeOne(_batch.ImmediateCount);
        var offer = _batch.Immediate[0];
        return Ip4.Read(offer.Buffer.AsSpan(offer.Start + 16));
    }

    public void Renew(int client, Ip4 address)
    {
        address.Write(_renewal.AsSpan(12));
        Send(_renewal, client);
        MustBeOne(_batch.CommittedCount);
    }

    private static void MustBeOne(int replies)
    {
        if (replies != 1)
        {
            throw new InvalidOperationException("the query was not answered");
        }
    }

    private void Send(byte[] message, int client)
    {
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(30), client);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(248), client);
        Relay(client).Write(message.AsSpan(24));
        _batch.Clear();
        message.CopyTo(_batch.Slab, 0);
        _batch.Arrivals[0] = new Arrival4
        {
            Interface = Eth0,
            Buffer = _batch.Slab,
            Length = message.Length,
            Destination = Ip4.Broadcast,
            SourcePort = 68,
            SourceMac = 0x0200_0000_0001,
        };
        _batch.ArrivalCount = 1;
        _loop.Run(_batch, Engine.Now);
        if (!_store.Commit(_batch.Changes))
        {
            throw new InvalidOperationException("the store failed");
        }
    }

    /// <summary>The client's number stands at 30 (hardware address) and 248 (client identifier); a requested address last.</summary>
    private static byte[] Message(MessageType4 type, bool hasServer, bool hasAddress)
    {
        var bytes = new List<byte>(new byte[236]) { 99, 130, 83, 99 };
        (bytes[0], bytes[1], bytes[2], bytes[28]) = (1, 1, 6, 2);
        bytes.AddRange([61, 10, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 53, 1, (byte)type, 55, 4, 1, 3, 6, 51]);
        if (hasServer)
        {
            bytes.AddRange([54, 4, 10, 0, 0, 1]);
        }

        if (hasAddress)
        {
            bytes.AddRange([50, 4, 0, 0, 0, 0]);
        }

        bytes.Add(255);
        return [.. bytes];
    }
}
