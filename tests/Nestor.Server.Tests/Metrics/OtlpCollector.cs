using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nestor.Server.Tests.Metrics;

/// <summary>A collector of metrics by OTLP over HTTP, on a port of its own. One connection at a time, as one server has.</summary>
internal sealed class OtlpCollector : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly BlockingCollection<(string Head, byte[] Body)> _requests = [];
    private readonly ConcurrentBag<Socket> _open = [];

    /// <param name="port">0 for any.</param>
    public OtlpCollector(int port = 0)
    {
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/v1/metrics");

    /// <summary>The answer to each request from now on; empty for none at all.</summary>
    public string Answer { get; set; } = Ok;

    /// <summary>Answers as a collector that is well.</summary>
    public void Mend() => Answer = Ok;

    /// <summary>Head and message of the next request; fails when none comes.</summary>
    public (string Head, OtlpMessage Message) Next(int seconds = 20)
    {
        Assert.True(_requests.TryTake(out var request, TimeSpan.FromSeconds(seconds)), "no metrics came");
        return (request.Head, OtlpMessage.Read(request.Body));
    }

    /// <summary>The next message of which this is true.</summary>
    public OtlpMessage Await(Predicate<OtlpMessage> isWanted, int seconds = 20)
    {
        for (DateTime end = DateTime.UtcNow.AddSeconds(seconds); DateTime.UtcNow < end;)
        {
            if (Next(seconds).Message is var message && isWanted(message))
            {
                return message;
            }
        }

        Assert.Fail("the metrics that were waited for did not come");
        return new OtlpMessage();
    }

    /// <summary>True when nothing comes for so long; what came before is forgotten.</summary>
    public bool IsQuiet(int milliseconds)
    {
        while (_requests.TryTake(out _))
        {
        }

        return !_requests.TryTake(out _, milliseconds);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (Socket socket in _open)
        {
            socket.Dispose();
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = _listener.Accept();
                _open.Add(socket);
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            using NetworkStream stream = new(socket, ownsSocket: true);
            while (Line(stream) is { Length: > 0 } first)
            {
                StringBuilder head = new(first + "\n");
                int length = 0;
                for (string? line = Line(stream); line is { Length: > 0 }; line = Line(stream))
                {
                    head.Append(line).Append('\n');
                    if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                    {
                        length = int.Parse(line[15..], CultureInfo.InvariantCulture);
                    }
                }

                byte[] body = new byte[length];
                stream.ReadExactly(body);
                string answer = Answer;
                _requests.Add((head.ToString(), body));
                if (answer.Length > 0)
                {
                    stream.Write(Encoding.ASCII.GetBytes(answer));
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
        }
    }

    private static string? Line(NetworkStream stream)
    {
        StringBuilder line = new();
        for (int next = stream.ReadByte(); next != '\n'; next = stream.ReadByte())
        {
            if (next < 0)
            {
                return null;
            }

            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }
}
