using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Tools;

/// <summary>Answers each connection with the same bytes, whatever is asked, and closes; or never answers.</summary>
internal sealed class OddServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _held = [];
    private readonly Thread _thread;

    public OddServer(string? answer)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _thread = new Thread(() => Serve(answer)) { IsBackground = true };
        _thread.Start();
    }

    public int Port { get; }

    /// <summary>What was asked last.</summary>
    public string Request { get; private set; } = "";

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join(TimeSpan.FromSeconds(10));
        _held.ForEach(s => s.Dispose());
    }

    private void Serve(string? answer)
    {
        try
        {
            while (true)
            {
                Socket socket = _listener.AcceptSocket();
                _held.Add(socket);
                socket.ReceiveTimeout = 5000;
                if (answer is not null)
                {
                    Request = Read(socket);
                    socket.Send(Encoding.UTF8.GetBytes(answer));
                    socket.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (SocketException)
        {
            // The listener was closed: the end.
        }
    }

    private static string Read(Socket socket)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[65536];
        while (!IsWhole(text.ToString()))
        {
            int count = socket.Receive(buffer);
            if (count == 0)
            {
                break;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsWhole(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int at = text.IndexOf("content-length: ", StringComparison.OrdinalIgnoreCase);
        return end >= 0 && at >= 0 && text.Length - end - 4 >= int.Parse(text[(at + 16)..text.IndexOf('\r', at)]);
    }
}
