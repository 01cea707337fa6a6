using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Nestor.Json;
using Nestor.Server.Agent;

namespace Nestor.Server.Tests.Agent;

/// <summary>What the agent makes of servers that answer, take their time, answer without end, or are not there.</summary>
public sealed class ForwarderTests : IDisposable
{
    private static readonly byte[] Request = "{ \"command\": \"a\" }"u8.ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-agent").FullName;
    private readonly List<Socket> _sockets = [];
    private readonly ConcurrentBag<Socket> _silent = [];

    public void Dispose()
    {
        _sockets.ForEach(s => s.Dispose());
        foreach (var client in _silent)
        {
            client.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_servers_answer_comes_back_as_it_is()
    {
        string path = Serve("{ \"result\": 3, \"arguments\": [ \"ü\" ] }");
        var (answer, isAnswer) = await new Forwarder(TimeSpan.FromSeconds(20)).Ask("dhcp4", path, Request);
        Assert.True(isAnswer);
        Assert.Equal("{ \"result\": 3, \"arguments\": [ \"ü\" ] }", JsonWriter.Compact(answer));
    }

    [Theory]
    [InlineData("", "it closed without an answer")]
    [InlineData("[ 1 ]", "its answer is no JSON map")]
    [InlineData("{ \"result\": ", "its answer is no JSON map")]
    public async Task What_is_no_answer_is_an_error_in_its_place(string reply, string error)
    {
        var (answer, isAnswer) = await new Forwarder(TimeSpan.FromSeconds(20)).Ask("dhcp4", Serve(reply), Request);
        Assert.False(isAnswer);
        Assert.Equal($"unable to forward command to the dhcp4 service: {error}", answer["text"]!.Text);
    }

    [Fact]
    public async Task A_server_that_takes_too_long_or_says_too_much_is_left()
    {
        string silent = Serve(null);
        var (answer, _) = await new Forwarder(TimeSpan.FromMilliseconds(200)).Ask("d2", silent, Request);
        Assert.Contains("no answer within 0 seconds", answer["text"]!.Text);
        string loud = Serve(new string('x', 1_000_000));
        (answer, _) = await new Forwarder(TimeSpan.FromSeconds(20), maxAnswer: 100_000).Ask("d2", loud, Request);
        Assert.Contains("more than 100000 bytes", answer["text"]!.Text);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_Keas_words()
    {
        var forwarder = new Forwarder(TimeSpan.FromSeconds(20));
        string dead = Path.Combine(_folder, "dead");
        await File.WriteAllTextAsync(dead, "", TestContext.Current.CancellationToken);
        var (answer, _) = await forwarder.Ask("dhcp6", dead, Request);
        Assert.Equal("unable to forward command to the dhcp6 service: Connection refused. The server is likely to be offline", answer["text"]!.Text);
        (answer, _) = await forwarder.Ask("dhcp6", Path.Combine(_folder, "none"), Request);
        Assert.Equal("unable to forward command to the dhcp6 service: No such file or directory. The server is likely to be offline", answer["text"]!.Text);
        (answer, _) = await forwarder.Ask("dhcp6", new string('x', 300), Request);
        Assert.Contains("The server is likely to be offline", answer["text"]!.Text);
    }

    /// <param name="reply">Null for none, with the connection left open.</param>
    private string Serve(string? reply)
    {
        string path = Path.Combine(_folder, $"s{_sockets.Count}");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _sockets.Add(socket);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        _ = Task.Run(() =>
        {
            try
            {
                var client = socket.Accept();
                client.Receive(new byte[65536]);
                if (reply is null)
                {
                    // Kept: one that nobody knows any more is closed by the collector.
                    _silent.Add(client);
                    return;
                }

                using (client)
                {
                    client.Send(Encoding.UTF8.GetBytes(reply));
                }
            }
            catch (SocketException)
            {
            }
        });
        return path;
    }
}
