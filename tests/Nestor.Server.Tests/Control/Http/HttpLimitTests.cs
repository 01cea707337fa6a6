using System.Net.Sockets;
using System.Text;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Tests.Control.Http;

/// <summary>What clients of HTTP may take: size, depth, time, connections.</summary>
public sealed class HttpLimitTests : IDisposable
{
    private readonly HttpListeners _listeners = new();

    public void Dispose() => _listeners.Dispose();

    [Fact]
    public void A_request_that_is_too_long_too_deep_or_has_too_many_values_is_refused_unread()
    {
        var channel = _listeners.Open(limits: HttpListeners.Limits with { MaxRequest = 10_000, MaxDepth = 8, MaxValues = 20 });
        Assert.Equal(413, HttpListeners.Ask(channel, HttpListeners.Post(new string(' ', 10_001))).Status);
        Assert.Equal(400, HttpListeners.Ask(channel, HttpListeners.Post("[[[[[[[[[1]]]]]]]]]")).Status);
        Assert.Equal(400, HttpListeners.Ask(channel, HttpListeners.Post("[" + string.Join(",", Enumerable.Range(0, 30)) + "]")).Status);
        Assert.Null(_listeners.Caller);
        Assert.Equal(200, HttpListeners.Ask(channel, HttpListeners.Post("[1]")).Status);
        Assert.Equal(0, channel.Buffered);
    }

    [Fact]
    public void A_client_that_stops_within_its_request_is_told_so_and_its_room_given_back()
    {
        var channel = _listeners.Open(limits: HttpListeners.Limits with { Idle = TimeSpan.FromMilliseconds(200) });
        using var socket = HttpListeners.Connect(channel);
        socket.Send(Encoding.UTF8.GetBytes(HttpListeners.Post("[1]")[..^1]));
        var reply = HttpReply.Read(socket);
        Assert.Equal((408, "{ \"result\": 408, \"text\": \"Request Timeout\" }"), (reply.Status, reply.Body));
        Assert.True(SpinWait.SpinUntil(() => channel.Buffered == 0, 5000));
    }

    [Fact]
    public void All_clients_together_have_room_for_so_much()
    {
        var channel = _listeners.Open(limits: HttpListeners.Limits with { MaxBuffered = 2 * 4096 });
        Socket[] slow = [.. Enumerable.Range(0, 2).Select(_ => HttpListeners.Connect(channel))];
        foreach (var socket in slow)
        {
            socket.Send(Encoding.UTF8.GetBytes(HttpListeners.Post(new string(' ', 5000))[..^1000]));
        }

        Assert.True(SpinWait.SpinUntil(() => channel.Buffered == 8192, 5000));
        Assert.Equal(503, HttpListeners.Ask(channel, HttpListeners.Post("[1]")).Status);
        Array.ForEach(slow, s => s.Dispose());
        Assert.True(SpinWait.SpinUntil(() => channel.Buffered == 0, 5000));
        Assert.Equal(200, HttpListeners.Ask(channel, HttpListeners.Post("[1]")).Status);
    }

    [Fact]
    public void One_client_too_many_is_turned_away_and_a_place_that_is_left_is_taken()
    {
        var channel = _listeners.Open(limits: HttpListeners.Limits with { MaxHttpConnections = 2 });
        using var first = HttpListeners.Connect(channel);
        using var second = HttpListeners.Connect(channel);
        foreach (var socket in new[] { first, second })
        {
            socket.Send(Encoding.UTF8.GetBytes(HttpListeners.Post("[1]")));
            Assert.Equal(200, HttpReply.Read(socket).Status);
        }

        using (var third = HttpListeners.Connect(channel))
        {
            Assert.Equal(0, Received(third));
        }

        first.Close();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                using var fourth = HttpListeners.Connect(channel);
                fourth.Send(Encoding.UTF8.GetBytes(HttpListeners.Post("[1]")));
                return Received(fourth) > 0;
            },
            5000));
    }

    [Theory]
    [InlineData("\0\u0001garbage\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n[1]")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n[1]")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("POST / HTTP/9.9\r\nHost: x\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n")]
    public void What_is_no_HTTP_is_refused_and_the_next_client_is_served(string request)
    {
        var channel = _listeners.Open();
        using var socket = HttpListeners.Connect(channel);
        socket.Send(Encoding.Latin1.GetBytes(request));
        Assert.InRange(HttpReply.Read(socket).Status, 400, 505);
        Assert.Null(_listeners.Caller);
        Assert.Equal(200, HttpListeners.Ask(channel, HttpListeners.Post("[1]")).Status);
    }

    [Theory]
    [InlineData("POST / HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n[1]", "HTTP/1.1 200 OK")]
    [InlineData("POST / HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n[1]", "HTTP/1.1 400 Bad Request")]
    [InlineData("garbage\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    public void What_is_older_or_no_HTTP_is_answered_by_the_web_server_itself(string request, string line) =>
        Assert.Equal(line, HttpListeners.Ask(_listeners.Open(), request).Line);

    [Fact]
    public void Headers_without_end_are_cut_off()
    {
        var channel = _listeners.Open();
        using var socket = HttpListeners.Connect(channel);
        socket.Send("POST / HTTP/1.1\r\nHost: x\r\n"u8);
        string line = $"A: {new string('x', 1000)}\r\n";
        long sent = 0;
        try
        {
            for (; sent < 10_000_000; sent += line.Length)
            {
                socket.Send(Encoding.UTF8.GetBytes(line));
            }
        }
        catch (SocketException)
        {
        }

        Assert.InRange(sent, 0, 9_000_000);
        Assert.Equal(200, HttpListeners.Ask(channel, HttpListeners.Post("[1]")).Status);
    }

    private static int Received(Socket socket)
    {
        try
        {
            return socket.Receive(new byte[1]);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
