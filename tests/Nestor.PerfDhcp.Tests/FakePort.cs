using PerfDhcp.Limits;
using PerfDhcp.Sockets;

namespace Nestor.PerfDhcp.Tests;

/// <summary>
/// A server on the other side of a wire in virtual time: each query is answered after a delay, unless the test drops it or
/// changes the answer. Waiting moves the clock.
/// </summary>
internal sealed class FakePort(FakeClock clock, TimeSpan delay, Responder.Answer? server = null) : IDatagramPort
{
    private const int Batch = 64;
    private readonly List<byte[]> _queued = [];
    private readonly Queue<(long At, byte[] Bytes)> _onTheWay = new();
    private readonly List<byte[]> _received = [];
    private readonly Responder.Answer _server = server ?? Responder.Null4(Nestor.Wire.Values.Ip4.Parse("10.0.0.1"));
    private byte[] _next = new byte[2048];

    /// <summary>Every query sent, in order.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>Number of the query (from 0) and the answer; null: no answer.</summary>
    public Func<int, byte[], byte[]?> Change { get; init; } = (_, answer) => answer;

    public int Queued => _queued.Count;

    public bool IsFull => _queued.Count == Batch;

    public Span<byte> Next() => _next = new byte[2048];

    public void Queue(int length) => _queued.Add(_next[..length]);

    public int Flush()
    {
        foreach (byte[] query in _queued)
        {
            byte[] buffer = new byte[2048];
            query.CopyTo(buffer, 0);
            int length = _server(buffer, query.Length);
            if (length > 0 && Change(Sent.Count, buffer[..length]) is { } answer)
            {
                _onTheWay.Enqueue((clock.GetTimestamp() + (delay.Ticks * 100), answer));
            }

            Sent.Add(query);
        }

        _queued.Clear();
        return 0;
    }

    public int Receive()
    {
        _received.Clear();
        while (_received.Count < Batch && _onTheWay.TryPeek(out var first) && first.At <= clock.GetTimestamp())
        {
            _received.Add(_onTheWay.Dequeue().Bytes);
        }

        return _received.Count;
    }

    public ReadOnlySpan<byte> Received(int index) => _received[index];

    public void Wait(TimeSpan longest)
    {
        long left = _onTheWay.TryPeek(out var first) ? first.At - clock.GetTimestamp() : long.MaxValue;
        var arrival = TimeSpan.FromTicks(Math.Max(1, left / 100));
        clock.Advance(arrival < longest ? arrival : longest);
    }

    public void Dispose()
    {
    }
}
