using System.Diagnostics;
using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Servers;

/// <summary>A server and the world it sees: every frame it gets and gives passes here.</summary>
internal sealed class Side : IDisposable
{
    /// <summary>Where an address lives that no query came from.</summary>
    private const string StrangerMac = "02:00:00:00:00:99";

    private readonly Dictionary<string, string> _macs = [];
    private readonly PacketSocket _socket;
    private readonly Link _link;

    public Side(ServerCommand command, IReadOnlyList<string> addresses, string? gateway, string folder,
        Func<ServerCommand, string, string> configuration)
    {
        _link = Link.Create(addresses, gateway);
        try
        {
            _socket = _link.Open();
            Server = new ServerProcess(command, _link, folder, configuration(command, folder));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ServerProcess Server { get; } = null!;

    public Link Link => _link;

    public void Send(Query query)
    {
        _macs[query.Envelope.Source] = query.Envelope.SourceMac;
        _socket.Send(query.ToFrame());
    }

    public void Send(ReadOnlySpan<byte> frame) => _socket.Send(frame);

    /// <summary>The next answer of the server; questions of ARP are answered on the way. Null when time is up.</summary>
    public Reply? Receive(TimeSpan patience)
    {
        long end = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        do
        {
            ReadOnlySpan<byte> frame = _socket.Receive(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end));
            if (Frame.AnswerArp(frame, ip => _macs.GetValueOrDefault(ip, StrangerMac)) is { } arp)
            {
                _socket.Send(arp);
            }
            else if (Reply.Parse(frame) is { } reply && IsFromServer(reply))
            {
                return reply;
            }
        }
        while (Stopwatch.GetTimestamp() < end);

        return null;
    }

    /// <summary>
    /// Asks until the server answers, 20 s at most, and then once more: when that has its answer nothing is under way.
    /// </summary>
    public void AwaitReady(Query fence)
    {
        Query last = fence.Clone();
        last.TransactionId ^= 0x00800000;
        for (int i = 0; i < 400 && Server.IsAlive; i++)
        {
            Send(fence);
            if (!HasAnswer(fence, TimeSpan.FromMilliseconds(50)))
            {
                continue;
            }

            Send(last);
            if (HasAnswer(last, TimeSpan.FromSeconds(5)))
            {
                return;
            }
        }

        throw new InvalidOperationException("the server did not start. " + Server.Said);
    }

    private bool HasAnswer(Query query, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < patience)
        {
            if (Receive(patience - Stopwatch.GetElapsedTime(start)) is { } reply && reply.TransactionId == query.TransactionId)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        Server?.Dispose();
        _socket?.Dispose();
        _link.Dispose();
    }

    private static bool IsFromServer(Reply reply) =>
        reply.Fields.Contains(("eth.src", Link.ServerMac)) && reply.Fields.Contains(("op", "2"));
}
