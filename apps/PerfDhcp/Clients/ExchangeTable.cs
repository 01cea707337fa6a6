using PerfDhcp.Packets;

namespace PerfDhcp.Clients;

/// <summary>Which answer an exchange waits for; also the number of its statistics.</summary>
internal enum Stage : byte
{
    /// <summary>OFFER, or ADVERTISE to a SOLICIT.</summary>
    Discover = 0,

    /// <summary>ACK or REPLY to the REQUEST that took the offer.</summary>
    Request = 1,

    /// <summary>ACK or REPLY to a renewal.</summary>
    Renew = 2,

    /// <summary>RELEASE: nothing comes back in DHCPv4, a REPLY in DHCPv6.</summary>
    Release = 3,

    /// <summary>Over, or never used.</summary>
    Idle = 255,
}

/// <summary>One exchange under way. Times are timestamps of the clock of the run.</summary>
internal struct Exchange
{
    public long Began;
    public long Sent;
    public uint Xid;
    public uint Client;
    public Grant Grant;

    /// <summary>A number of <see cref="ServerIds"/>.</summary>
    public ushort Server;
    public ushort Relay;
    public Stage Stage;

    /// <summary>How often the present query has been sent again (avalanche).</summary>
    public byte Retries;
}

/// <summary>
/// All exchanges under way, in a ring by transaction id: ids count up, so the lowest bits are the place, finding is one
/// array access and nothing is allocated while the test runs.
/// </summary>
internal sealed class ExchangeTable
{
    private readonly Exchange[] _ring;
    private readonly uint _mask;
    private uint _oldest;
    private uint _next;

    /// <param name="size">At least so many exchanges can be under way.</param>
    public ExchangeTable(int size, uint firstXid)
    {
        int length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(size, 1024, 1 << 24));
        _ring = new Exchange[length];
        _mask = (uint)length - 1;
        _next = _oldest = firstXid;
        foreach (ref var exchange in _ring.AsSpan())
        {
            exchange.Stage = Stage.Idle;
        }
    }

    public int Size => _ring.Length;

    /// <summary>The place of the next transaction id. An exchange still there is too old: see <see cref="Exchange.Stage"/>.</summary>
    public ref Exchange PeekNext() => ref _ring[_next & _mask];

    /// <summary>Takes the next transaction id and its place.</summary>
    public ref Exchange Take()
    {
        ref var exchange = ref _ring[_next & _mask];
        exchange.Xid = _next++;
        exchange.Retries = 0;
        if (_next - _oldest > (uint)_ring.Length)
        {
            _oldest++;
        }

        return ref exchange;
    }

    /// <summary>The place where a transaction id would be; compare <see cref="Exchange.Xid"/> and the stage.</summary>
    public ref Exchange At(uint xid) => ref _ring[xid & _mask];

    /// <summary>The oldest exchange that is not over; false when all are.</summary>
    public bool TryOldest(out uint xid)
    {
        while (_oldest != _next && _ring[_oldest & _mask].Stage == Stage.Idle)
        {
            _oldest++;
        }

        xid = _oldest;
        return _oldest != _next;
    }

    /// <summary>The first and the next transaction id of those that may be under way.</summary>
    public (uint From, uint To) Window => (_oldest, _next);
}
