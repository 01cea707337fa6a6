using System.Net.Sockets;
using System.Text;

namespace Conformance.Operation;

/// <summary>A local datagram socket in the place of a log service or a service manager.</summary>
internal sealed class Listener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public Listener(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _socket.ReceiveTimeout = 15_000;
    }

    /// <summary>The next datagram that has this text in it; fails when none comes.</summary>
    public string Await(string wanted)
    {
        byte[] buffer = new byte[65536];
        List<string> seen = [];
        try
        {
            while (true)
            {
                string text = Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer));
                if (text.Contains(wanted, StringComparison.Ordinal))
                {
                    return text;
                }

                seen.Add(text);
            }
        }
        catch (SocketException)
        {
            Assert.Fail($"no \"{wanted}\"; seen: {string.Join('\n', seen)}");
            return "";
        }
    }

    public void Dispose() => _socket.Dispose();
}
