using PerfDhcp.Packets;

namespace PerfDhcp.Clients;

/// <summary>The leases clients hold, by client number, so that any of them can be renewed or released.</summary>
internal sealed class LeaseBook
{
    /// <summary>Clients with higher numbers are not remembered: 16 million leases are enough to renew from.</summary>
    public const int MaxClients = 1 << 24;

    private readonly Lease[] _leases;
    private readonly uint[] _holders;
    private int _count;

    public LeaseBook(uint clients)
    {
        int size = (int)Math.Min(clients, MaxClients);
        _leases = new Lease[size];
        _holders = new uint[size];
    }

    public int Count => _count;

    public void Note(uint client, in Grant grant, ushort server, ushort relay)
    {
        if (client >= _leases.Length)
        {
            return;
        }

        ref var lease = ref _leases[client];
        if (lease.Grant.IsNone)
        {
            lease.Place = _count;
            _holders[_count++] = client;
        }

        lease.Grant = grant;
        lease.Server = server;
        lease.Relay = relay;
    }

    /// <summary>Any client that holds a lease.</summary>
    public uint Any(Random dice) => _holders[dice.Next(_count)];

    public uint Holder(int place) => _holders[place];

    public ref readonly Lease Of(uint client) => ref _leases[client];

    public void Drop(uint client)
    {
        ref var lease = ref _leases[client];
        uint last = _holders[--_count];
        _holders[lease.Place] = last;
        _leases[last].Place = lease.Place;
        lease = default;
    }

    public struct Lease
    {
        public Grant Grant;
        public int Place;
        public ushort Server;
        public ushort Relay;
    }
}
