using System.Net.Sockets;
using System.Text;
using Nestor.Json;

namespace Nestor.Server.Tests.Control;

/// <summary>A client of a control socket: sends bytes in pieces and reads the answer to its end.</summary>
internal static class TestClient
{
    public static string Ask(string path, string request) => Ask(path, [Encoding.UTF8.GetBytes(request)]);

    /// <param name="isHalfClosed">No more is to come from the client.</param>
    public static string Ask(string path, byte[][] pieces, bool isHalfClosed = false)
    {
        using var socket = Connect(path);
        foreach (byte[] piece in pieces)
        {
            // The server may have had enough before all is sent.
            try
            {
                socket.Send(piece);
            }
            catch (SocketException)
            {
                break;
            }
        }

        if (isHalfClosed)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        return ReadToEnd(socket);
    }

    public static Socket Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 10_000, SendTimeout = 10_000 };
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    public static string ReadToEnd(Socket socket)
    {
        var all = new List<byte>();
        byte[] buffer = new byte[65536];
        int count;
        while ((count = socket.Receive(buffer)) > 0)
        {
            all.AddRange(buffer.AsSpan(0, count));
        }

        return Encoding.UTF8.GetString([.. all]);
    }

    /// <summary>The answer as a map.</summary>
    public static Element Parse(string answer)
    {
        var diagnostics = new Diagnostics();
        var map = JsonReader.Read(Encoding.UTF8.GetBytes(answer), "answer", diagnostics);
        Assert.False(diagnostics.HasErrors, answer);
        return map!;
    }
}
