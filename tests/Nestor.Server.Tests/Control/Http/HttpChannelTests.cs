using System.Net;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Tests.Control.Http;

/// <summary>A listener on a real socket, with commands that echo, and clients that behave and do not.</summary>
public sealed class HttpChannelTests : IDisposable
{
    private const string BadRequest = "{ \"result\": 400, \"text\": \"Bad Request\" }";

    private readonly HttpListeners _listeners = new();

    public void Dispose() => _listeners.Dispose();

    [Fact]
    public void A_command_is_posted_to_any_path_and_the_answer_has_Keas_headers()
    {
        var channel = _listeners.Open();
        var reply = HttpListeners.Ask(channel, HttpListeners.Post("{ \"a\": \"ü\" }", line: "POST /any/path?and=query HTTP/1.1"));
        Assert.Equal("HTTP/1.1 200 OK", reply.Line);
        Assert.Equal("{ \"a\": \"ü\" }", reply.Body);
        Assert.Equal(["content-length", "content-type", "date"], reply.Headers.Keys.Select(k => k.ToLowerInvariant()).Order());
        Assert.Equal("application/json", reply.Headers["Content-Type"]);
        Assert.Matches("^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$", reply.Headers["Date"]);
        Assert.Equal(CallerChannel.Http, _listeners.Caller!.Channel);
        Assert.Equal(IPAddress.Loopback, _listeners.Caller.Remote!.Address);
        Assert.Null(_listeners.Caller.User);
    }

    [Fact]
    public void A_connection_takes_one_request_after_the_other()
    {
        using var socket = HttpListeners.Connect(_listeners.Open());
        for (int i = 0; i < 3; i++)
        {
            socket.Send(Encoding.UTF8.GetBytes(HttpListeners.Post($"[{i}]")));
            Assert.Equal($"[{i}]", HttpReply.Read(socket).Body);
        }

        socket.Send(Encoding.UTF8.GetBytes(HttpListeners.Post("[3]") + HttpListeners.Post("[4]", headers: "Connection: close\r\n")));
        Assert.Equal("[3]", HttpReply.Read(socket).Body);
        Assert.Equal("[4]", HttpReply.Read(socket).Body);
        Assert.Equal(0, socket.Receive(new byte[1]));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{ }\r\n0\r\n\r\n")]
    public void What_is_no_post_of_JSON_is_refused_before_anybody_is_asked_for_a_password_and_the_connection_ends(string request)
    {
        var channel = _listeners.Open(HttpListeners.Free() with { Authentication = HttpListeners.Users(("a", "b")) });
        using var socket = HttpListeners.Connect(channel);
        socket.Send(Encoding.UTF8.GetBytes(request));
        var reply = HttpReply.Read(socket);
        Assert.Equal((400, BadRequest), (reply.Status, reply.Body));
        Assert.Equal(0, socket.Receive(new byte[1]));
    }

    [Theory]
    [InlineData("Authorization: Basic YTpi\r\n", "a", "AUTHORIZED")]
    [InlineData("authorization: bAsIc YTpi\r\n", "a", "AUTHORIZED")]
    [InlineData("Authorization: Basic w7xzZXI6\r\n", "üser", "AUTHORIZED")]
    [InlineData("", null, "NO_AUTH_HEADER")]
    [InlineData("Authorization: Basic YTpj\r\n", null, "NOT_AUTHORIZED")]
    [InlineData("Authorization: Basic YTpi=\r\n", null, "NOT_AUTHORIZED")]
    [InlineData("Authorization: YTpi\r\n", null, "BAD_AUTH_HEADER")]
    [InlineData("Authorization: Digest YTpi\r\n", null, "BAD_AUTH_HEADER")]
    [InlineData("Authorization: Basic YTpi\r\nAuthorization: Basic YTpi\r\n", null, "NOT_AUTHORIZED")]
    public void Who_has_no_right_name_and_password_is_told_the_realm(string header, string? user, string id)
    {
        var channel = _listeners.Open(HttpListeners.Free() with { Authentication = HttpListeners.Users(("a", "b"), ("üser", "")) });
        var reply = HttpListeners.Ask(channel, HttpListeners.Post("[1]", header));
        Assert.Equal(user, _listeners.Caller?.User);
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith($"HTTP_CLIENT_REQUEST_{id} ", StringComparison.Ordinal));
        Assert.DoesNotContain(_listeners.Log.Lines, l => l.Contains("YTp", StringComparison.Ordinal));
        if (user is not null)
        {
            Assert.Equal((200, "[1]"), (reply.Status, reply.Body));
            return;
        }

        Assert.Equal("HTTP/1.1 401 Unauthorized", reply.Line);
        Assert.Equal("{ \"result\": 401, \"text\": \"Unauthorized\" }", reply.Body);
        Assert.Equal("Basic realm=\"a \\\"realm\\\"\"", reply.Headers["WWW-Authenticate"]);
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith("COMMAND_HTTP_LISTENER_COMMAND_REJECTED", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_list_of_users_asks_nobody_for_a_password()
    {
        var channel = _listeners.Open(HttpListeners.Free() with { Authentication = HttpListeners.Users() });
        Assert.Equal(200, HttpListeners.Ask(channel, HttpListeners.Post("[1]")).Status);
    }

    [Fact]
    public void Configured_headers_go_with_every_answer()
    {
        var channel = _listeners.Open(HttpListeners.Free() with { Headers = [new("X-One", "1"), new("Strict-Transport-Security", "max-age=31536000")] });
        foreach (string request in new[] { HttpListeners.Post("[1]"), "GET / HTTP/1.1\r\nHost: x\r\n\r\n" })
        {
            var reply = HttpListeners.Ask(channel, request);
            Assert.Equal("1", reply.Headers["X-One"]);
            Assert.Equal("max-age=31536000", reply.Headers["Strict-Transport-Security"]);
        }
    }

    [Fact]
    public void Other_places_are_answered_where_the_listener_offers_them()
    {
        HttpQuestion? asked = null;
        _listeners.Endpoints.Add("/metrics", q =>
        {
            asked = q;
            return ValueTask.FromResult(q.Query == "no" ? null : new HttpAnswer(200, "text/plain", new StringBuilder("a 1\n")));
        });
        _listeners.Endpoints.AddOpen("/health/live", _ => ValueTask.FromResult<HttpAnswer?>(new HttpAnswer(503, "text/plain", new StringBuilder("no"))));
        var channel = _listeners.Open(HttpListeners.Free() with { Authentication = HttpListeners.Users(("a", "b")) });
        var reply = HttpListeners.Ask(channel, "GET /metrics?x=1 HTTP/1.1\r\nHost: x\r\nAccept: text/*\r\nAuthorization: Basic YTpi\r\n\r\n");
        Assert.Equal((200, "text/plain", "a 1\n"), (reply.Status, reply.Headers["Content-Type"], reply.Body));
        Assert.Equal(("/metrics", "x=1", "text/*", "a", channel.Settings), (asked!.Path, asked.Query, asked.Accept, asked.Caller.User, asked.Socket));
        Assert.Equal(401, HttpListeners.Ask(channel, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").Status);
        Assert.Equal(400, HttpListeners.Ask(channel, "GET /metrics?no HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\n\r\n").Status);
        Assert.Equal((503, "no"), (HttpListeners.Ask(channel, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").Status, "no"));
    }

    [Fact]
    public void A_large_answer_arrives_whole_with_its_length_also_where_pieces_split_a_character()
    {
        string large = string.Concat(Enumerable.Repeat("x\U0001F600", 700_000));
        using var listeners = new HttpListeners
        {
            Answer = _ =>
            {
                var text = new StringBuilder(16, int.MaxValue);
                foreach (char c in large)
                {
                    text.Append(c);
                }

                return Task.FromResult(new HttpAnswer(200, HttpAnswer.Json, text));
            },
        };
        Assert.Equal(large, HttpListeners.Ask(listeners.Open(), HttpListeners.Post("[]")).Body);
    }

    [Fact]
    public void Several_requests_are_in_flight_at_one_time()
    {
        var late = new TaskCompletionSource<HttpAnswer>();
        using var listeners = new HttpListeners
        {
            Answer = body => body.Length > 2 ? late.Task : Task.FromResult(HttpAnswer.Refusal(403)),
        };
        var channel = listeners.Open();
        using var waiting = HttpListeners.Connect(channel);
        waiting.Send(Encoding.UTF8.GetBytes(HttpListeners.Post("[ 1 ]")));
        Assert.Equal(403, HttpListeners.Ask(channel, HttpListeners.Post("[]")).Status);
        late.SetResult(new HttpAnswer(200, HttpAnswer.Json, new StringBuilder("late")));
        Assert.Equal("late", HttpReply.Read(waiting).Body);
    }

    [Fact]
    public void A_command_that_fails_in_an_unforeseen_way_is_status_500_and_the_next_one_is_answered()
    {
        using var listeners = new HttpListeners { Answer = body => body.Length > 2 ? throw new FormatException("why") : Task.FromResult(HttpAnswer.Refusal(403)) };
        var channel = listeners.Open();
        var reply = HttpListeners.Ask(channel, HttpListeners.Post("[ 1 ]"));
        Assert.Equal((500, "{ \"result\": 500, \"text\": \"Internal Server Error\" }"), (reply.Status, reply.Body));
        Assert.Equal(403, HttpListeners.Ask(channel, HttpListeners.Post("[]")).Status);
        Assert.Contains(listeners.Log.Lines, l => l.StartsWith("NESTOR_HTTP_REQUEST_FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_is_in_the_middle_of_a_command_gets_its_answer_when_the_channel_is_closed()
    {
        var answer = new TaskCompletionSource<HttpAnswer>();
        using var asked = new ManualResetEventSlim();
        using var listeners = new HttpListeners
        {
            Answer = _ =>
            {
                asked.Set();
                return answer.Task;
            },
        };
        var channel = listeners.Open();
        using var socket = HttpListeners.Connect(channel);
        socket.Send(Encoding.UTF8.GetBytes(HttpListeners.Post("[]")));
        Assert.True(asked.Wait(10_000, TestContext.Current.CancellationToken));
        channel.Dispose();
        answer.SetResult(new HttpAnswer(200, HttpAnswer.Json, new StringBuilder("last")));
        Assert.Equal("last", HttpReply.Read(socket).Body);
        channel.Settle(TimeSpan.FromSeconds(10));
        Assert.True(channel.IsEnded);
    }
}
