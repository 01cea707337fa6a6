using System.Diagnostics;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Servers;

/// <summary>A DHCPv4 server and the world it sees.</summary>
internal sealed class Side(ServerCommand command, IReadOnlyList<string> addresses, string? gateway, string folder,
    Func<ServerCommand, string, string> configuration)
    : Side<Reply>(Link.Create(addresses, gateway), command, folder, configuration)
{
    protected override byte[]? AnswerNeighbour(ReadOnlySpan<byte> frame) => Frame.AnswerArp(frame, MacOf);

    protected override Reply? Parse(ReadOnlySpan<byte> frame) =>
        Reply.Parse(frame) is { } reply && reply.Fields.Contains(("eth.src", Link.ServerMac)) &&
        reply.Fields.Contains(("op", "2"))
            ? reply
            : null;
}

/// <summary>A DHCPv6 server and the world it sees.</summary>
internal sealed class Side6(ServerCommand command, IReadOnlyList<string> addresses, string folder,
    Func<ServerCommand, string, string> configuration)
    : Side<Reply6>(Link.Create6(addresses), command, folder, configuration)
{
    // An answer that waits until its receiver's MAC is known would come after the answer to the fence.
    protected override byte[]? Introduce(string source, string mac) =>
        Frame6.Introduce(source, mac, Terrain6.ServerLinkLocal, Link.ServerMac);

    protected override byte[]? AnswerNeighbour(ReadOnlySpan<byte> frame) => Frame6.AnswerSolicitation(frame, MacOf);

    protected override Reply6? Parse(ReadOnlySpan<byte> frame) =>
        Reply6.Parse(frame) is { } reply && reply.Fields.Contains(("eth.src", Link.ServerMac)) ? reply : null;
}

/// <summary>A server and the world it sees: every frame it gets and gives passes here.</summary>
internal abstract class Side<TReply> : IDisposable
    where TReply : Answer
{
    /// <summary>Where an address lives that no query came from.</summary>
    private const string StrangerMac = "02:00:00:00:00:99";

    private readonly Dictionary<string, string> _macs = [];
    private readonly PacketSocket _socket;
    private readonly Link _link;

    protected Side(Link link, ServerCommand command, string folder, Func<ServerCommand, string, string> configuration)
    {
        _link = link;
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

    public void Send(Message query)
    {
        (string source, string mac) = (query.Envelope.Source, query.Envelope.SourceMac);
        if (!_macs.ContainsKey(source) && Introduce(source, mac) is { } introduction)
        {
            if (_macs.Count == 0 && Introduce(Link.Gateway6, StrangerMac) is { } gateway)
            {
                _socket.Send(gateway);
            }

            _socket.Send(introduction);
        }

        _macs[source] = mac;
        _socket.Send(query.ToFrame());
    }

    public void Send(ReadOnlySpan<byte> frame) => _socket.Send(frame);

    /// <summary>The next answer of the server; questions for neighbours are answered on the way. Null when time is up.</summary>
    public TReply? Receive(TimeSpan patience)
    {
        long end = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        do
        {
            ReadOnlySpan<byte> frame = _socket.Receive(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end));
            if (AnswerNeighbour(frame) is { } here)
            {
                _socket.Send(here);
            }
            else if (Parse(frame) is { } reply)
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
    public void AwaitReady(Message fence)
    {
        Message last = fence.WithTransaction(fence.TransactionId ^ 0x00800000);
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

    private bool HasAnswer(Message query, TimeSpan patience)
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

    /// <summary>A frame that tells the server who is where; null when the family knows none.</summary>
    protected virtual byte[]? Introduce(string source, string mac) => null;

    /// <summary>The answer to a question for a neighbour's MAC; null for every other frame.</summary>
    protected abstract byte[]? AnswerNeighbour(ReadOnlySpan<byte> frame);

    /// <summary>Null for what is no answer of the server.</summary>
    protected abstract TReply? Parse(ReadOnlySpan<byte> frame);

    /// <summary>Where the last query from this address came from.</summary>
    protected string MacOf(string address) => _macs.GetValueOrDefault(address, StrangerMac);
}
