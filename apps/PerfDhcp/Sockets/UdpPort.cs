namespace PerfDhcp.Sockets;

/// <summary>A UDP socket with batches of datagrams in both directions, all to one server.</summary>
internal sealed unsafe class UdpPort : IDatagramPort
{
    private readonly UdpSocket _socket;
    private readonly MessageRing _out;
    private readonly MessageRing _in;

    private UdpPort(UdpSocket socket, Endpoints ends, int batch)
    {
        _socket = socket;
        _out = new MessageRing(batch);
        _in = new MessageRing(batch);
        _out.Aim(UdpSocket.Address(ends.Server));
        _in.Arm(wantsPeers: false);
    }

    public int Queued { get; private set; }

    public bool IsFull => Queued == _out.Count;

    public static UdpPort? Open(Endpoints ends, bool broadcast, int batch, out string? problem)
    {
        var socket = UdpSocket.Open(ends.Local, broadcast || ends.Server.IsBroadcast4, out problem);
        return socket is null ? null : new UdpPort(socket, ends, batch);
    }

    public Span<byte> Next() => _out.Buffer(Queued);

    public void Queue(int length) => _out.SetLength(Queued++, length);

    public int Flush()
    {
        int count = Queued;
        Queued = 0;
        return count == 0 ? 0 : _socket.Send(_out, count);
    }

    public int Receive() =>
        Math.Max(0, Linux.ReceiveMany(_socket.Fd, _in.Headers, (uint)_in.Count, Linux.MsgDontWait, null));

    public ReadOnlySpan<byte> Received(int index) => _in.Received(index);

    public void Wait(TimeSpan longest) => _socket.Wait(longest);

    public void Dispose()
    {
        _socket.Dispose();
        _out.Dispose();
        _in.Dispose();
    }
}
