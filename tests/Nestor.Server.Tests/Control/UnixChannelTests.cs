using System.Net.Sockets;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Tests.Control;

/// <summary>A channel on a real socket, with commands that echo, and clients that behave and do not.</summary>
public sealed class UnixChannelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-control").FullName;
    private readonly List<UnixChannel> _channels = [];

    private string Path => System.IO.Path.Combine(_folder, "socket");

    public void Dispose()
    {
        _channels.ForEach(c => c.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_request_is_answered_and_then_the_connection_ends()
    {
        Open();
        Assert.Equal("{ \"result\": 0, \"text\": \"{ \\\"a\\\": 1 }\" }", TestClient.Ask(Path, "{ \"a\": 1 }"));
        Assert.Equal("{ \"result\": 0, \"text\": \"[]\" }", TestClient.Ask(Path, "[]"));
    }

    [Fact]
    public void A_request_may_come_in_pieces_and_what_follows_it_is_left()
    {
        Open();
        byte[][] bytes = [.. Encoding.UTF8.GetBytes("{ \"a\": \"ü\" }").Select(b => (byte[])[b])];
        Assert.Equal("{ \"result\": 0, \"text\": \"{ \\\"a\\\": \\\"ü\\\" }\" }", TestClient.Ask(Path, bytes));
        Assert.Equal("{ \"result\": 0, \"text\": \"{ }\" }", TestClient.Ask(Path, "{ }{ \"b\": 2 } and so on"));

        // As much as the socket takes: the answer is not lost for it.
        Assert.Equal("{ \"result\": 0, \"text\": \"{ }\" }", TestClient.Ask(Path, "{ }" + new string(' ', 100_000)));
    }

    [Fact]
    public void A_large_answer_arrives_whole()
    {
        Open(answer: (_, _) => Task.FromResult(CommandResult.Success(new string('x', 20_000_000))));
        Assert.Equal(20_000_000, TestClient.Ask(Path, "{ }").Count(c => c == 'x') - 1);
    }

    [Theory]
    [InlineData("garbage", "invalid first character g")]
    [InlineData("\u0001", "invalid first character ?")]
    [InlineData("[[[[[[[[[", "found more lists and maps in each other, wanted at most 8 deep")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,", "found more values, wanted at most 20")]
    public void What_is_no_request_is_refused_at_once(string request, string text)
    {
        Open(new ChannelLimits { MaxDepth = 8, MaxValues = 20 });
        Assert.Equal($"{{ \"result\": 1, \"text\": \"{text}\" }}", TestClient.Ask(Path, request));
    }

    [Fact]
    public void A_request_that_is_too_long_is_refused_and_its_room_given_back()
    {
        var channel = Open(new ChannelLimits { MaxRequest = 10_000 });
        Assert.Contains("wanted at most 10000 bytes", TestClient.Ask(Path, "{ \"a\": \"" + new string('x', 20_000)));
        Assert.StartsWith("{ \"result\": 0", TestClient.Ask(Path, "{ \"a\": \"" + new string('x', 9_000) + "\" }"));
        Assert.True(SpinWait.SpinUntil(() => channel is { Connections: 0, Buffered: 0 }, 5000));
    }

    [Fact]
    public void All_clients_together_have_room_for_so_much()
    {
        Open(new ChannelLimits { MaxBuffered = 3 * 4096 });
        Socket[] slow = [.. Enumerable.Range(0, 3).Select(_ => TestClient.Connect(Path))];
        Array.ForEach(slow, s => s.Send("{ "u8));
        Assert.Contains("too long", Await(() => TestClient.Ask(Path, "{ }"), answer => answer.Contains("too long", StringComparison.Ordinal)));
        Array.ForEach(slow, s => s.Dispose());
        Assert.Contains("\"result\": 0", Await(() => TestClient.Ask(Path, "{ }"), answer => answer.Contains("\"result\": 0", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_client_that_keeps_silent_is_told_and_sent_away()
    {
        Open(new ChannelLimits { Idle = TimeSpan.FromMilliseconds(50) });
        using var silent = TestClient.Connect(Path);
        Assert.Equal("{ \"result\": 1, \"text\": \"Connection over control channel timed out\" }", TestClient.ReadToEnd(silent));
        Assert.Equal(
            "{ \"result\": 1, \"text\": \"Connection over control channel timed out, discarded partial command of 5 bytes\" }",
            TestClient.Ask(Path, "{ \"a\""));
    }

    [Fact]
    public void A_client_that_sends_a_byte_now_and_then_is_sent_away_too()
    {
        Open(new ChannelLimits { Idle = TimeSpan.FromSeconds(5), Total = TimeSpan.FromMilliseconds(100) });
        Assert.Contains("timed out", TestClient.Ask(Path, [.. Enumerable.Repeat((byte[])[(byte)'['], 3)]));
    }

    [Fact]
    public void A_client_that_does_not_take_its_answer_is_sent_away()
    {
        var channel = Open(
            new ChannelLimits { Idle = TimeSpan.FromMilliseconds(50) }, (_, _) => Task.FromResult(CommandResult.Success(new string('x', 20_000_000))));
        using var client = TestClient.Connect(Path);
        client.Send("{ }"u8);
        Assert.True(SpinWait.SpinUntil(() => channel.Connections == 0, 5000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"a\"")]
    public void A_client_that_goes_away_half_way_gets_no_answer(string request)
    {
        var channel = Open();
        Assert.Equal("", TestClient.Ask(Path, [Encoding.UTF8.GetBytes(request)], isHalfClosed: true));
        Assert.True(SpinWait.SpinUntil(() => channel.Connections == 0, 5000));
    }

    [Fact]
    public void More_clients_than_there_may_be_wait_for_a_place()
    {
        var channel = Open(new ChannelLimits { MaxConnections = 2 });
        using var first = TestClient.Connect(Path);
        using var second = TestClient.Connect(Path);
        first.Send("{"u8);
        second.Send("{"u8);
        using var third = TestClient.Connect(Path);
        third.Send("{ }"u8);
        Assert.False(third.Poll(100_000, SelectMode.SelectRead));
        Assert.Equal(2, channel.Connections);
        first.Send("}"u8);
        Assert.Contains("\"result\": 0", TestClient.ReadToEnd(first));
        Assert.Contains("\"result\": 0", TestClient.ReadToEnd(third));
    }

    [Fact]
    public void A_flood_of_clients_that_come_and_go_leaves_the_channel_as_it_was()
    {
        var channel = Open();
        Parallel.For(0, 500, i =>
        {
            using var client = TestClient.Connect(Path);
            if (i % 3 > 0)
            {
                client.Send(i % 3 == 1 ? "{ \"half\": "u8 : "{ }"u8);
            }
        });
        Assert.True(SpinWait.SpinUntil(() => channel is { Connections: 0, Buffered: 0 }, 10_000));
        Assert.Contains("\"result\": 0", TestClient.Ask(Path, "{ }"));
    }

    [Fact]
    public void The_socket_is_for_owner_and_group_and_goes_with_the_channel_while_its_lock_stays()
    {
        var channel = Open();
        Assert.Equal(Convert.ToInt32("770", 8), (int)File.GetUnixFileMode(Path) & 0x1FF);
        Assert.Equal(Convert.ToInt32("600", 8), (int)File.GetUnixFileMode(Path + ".lock") & 0x1FF);
        _channels.Remove(channel);
        channel.Dispose();
        Assert.False(File.Exists(Path));
        Assert.True(File.Exists(Path + ".lock"));
    }

    [Fact]
    public void A_socket_that_a_crash_left_behind_is_replaced_and_one_in_use_is_not()
    {
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(Path));
            File.Move(Path, Path + ".kept");
        }

        File.Move(Path + ".kept", Path);
        Open();
        Assert.Contains("\"result\": 0", TestClient.Ask(Path, "{ }"));
        Assert.Null(TryOpen(Path, out string error));
        Assert.Contains(".lock is another server's", error);
        Assert.Contains("\"result\": 0", TestClient.Ask(Path, "{ }"));
    }

    [Fact]
    public void What_is_no_socket_is_not_replaced()
    {
        File.WriteAllText(Path, "a file");
        Assert.Null(TryOpen(Path, out string error));
        Assert.Contains("is not a socket", error);
        Assert.Equal("a file", File.ReadAllText(Path));
    }

    [Fact]
    public void A_path_that_is_too_long_or_leads_nowhere_is_refused_by_name()
    {
        Assert.Null(TryOpen(System.IO.Path.Combine(_folder, new string('x', 100)), out string error));
        Assert.Contains("wanted at most 107", error);
        Assert.Null(TryOpen(System.IO.Path.Combine(_folder, "no/where"), out error));
        Assert.Contains("no/where", error);
    }

    [Fact]
    public void A_change_of_channels_is_all_or_nothing()
    {
        string other = System.IO.Path.Combine(_folder, "other");
        string bad = System.IO.Path.Combine(_folder, "no/where");
        using var channels = Channels(Logger.Silent);
        ControlSettings one = Unix(Path);
        Assert.True(channels.TryPrepare(one, out _));
        channels.Take(one);
        Assert.False(channels.TryPrepare(Unix(Path, other, bad), out string error));
        Assert.Contains("no/where", error);
        Assert.Equal([Path], channels.Paths);
        Assert.False(File.Exists(other));
        Assert.Contains("\"result\": 0", TestClient.Ask(Path, "{ }"));

        ControlSettings next = Unix(other);
        Assert.True(channels.TryPrepare(next, out _));
        channels.Take(next);
        Assert.Equal([other], channels.Paths);
        Assert.False(File.Exists(Path));
        Assert.Contains("\"result\": 0", TestClient.Ask(other, "{ }"));
    }

    [Fact]
    public void A_socket_that_cannot_be_opened_at_a_start_is_told_once_and_opened_when_it_can_be()
    {
        var log = new Logging.ListLogger();
        string late = System.IO.Path.Combine(_folder, "late/socket");
        using var channels = Channels(log);
        channels.Take(Unix(late));
        channels.OpenMissing();
        channels.OpenMissing();
        Assert.True(channels.HasProblems);
        Assert.Single(log.Lines, line => line.Contains("NESTOR_CONTROL_SOCKET_FAILED", StringComparison.Ordinal));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(late)!);
        channels.OpenMissing();
        Assert.False(channels.HasProblems);
        Assert.Contains("\"result\": 0", TestClient.Ask(late, "{ }"));
    }

    [Fact]
    public void What_becomes_of_a_client_is_logged_under_Keas_ids()
    {
        var log = new Logging.ListLogger(Severity.Debug);
        using var channel = UnixChannel.TryOpen(Path, Echo, new ChannelLimits { Idle = TimeSpan.FromMilliseconds(50) }, log, out _)!;
        Assert.Equal(["COMMAND_UNIX_SOCKET_PATH_SECURITY_WARNING", "COMMAND_ACCEPTOR_START"], Ids());
        TestClient.Ask(Path, "{ }");
        Assert.Equal(
            ["COMMAND_SOCKET_CONNECTION_OPENED", "COMMAND_SOCKET_READ", "COMMAND_SOCKET_WRITE", "COMMAND_SOCKET_CONNECTION_CLOSED"], Ids());
        TestClient.Ask(Path, [], isHalfClosed: true);
        Assert.Contains("COMMAND_SOCKET_CLOSED_BY_FOREIGN_HOST", Ids());
        TestClient.Ask(Path, "{ ");
        Assert.Contains("COMMAND_SOCKET_CONNECTION_TIMEOUT", Ids());

        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherRead);
        UnixChannel.TryOpen(Path + "2", Echo, new ChannelLimits(), log, out _)!.Dispose();
        Assert.Contains("COMMAND_UNIX_SOCKET_PERMISSIONS_SECURITY_WARNING", Ids());

        string[] Ids()
        {
            Assert.True(SpinWait.SpinUntil(() => channel.Connections == 0, 5000));
            string[] ids = [.. log.Lines.Select(l => l.Split(' ')[0])];
            log.Lines.Clear();
            return ids;
        }
    }

    [Fact]
    public void An_end_waits_for_answers_and_not_for_clients_that_ask_nothing()
    {
        var answer = new TaskCompletionSource<CommandResult>();
        using var asked = new ManualResetEventSlim();
        var channel = Open(answer: (_, _) =>
        {
            asked.Set();
            return answer.Task;
        });
        using var silent = TestClient.Connect(Path);
        using var asking = TestClient.Connect(Path);
        asking.Send("{ }"u8);
        Assert.True(asked.Wait(5000, TestContext.Current.CancellationToken));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        channel.Settle(TimeSpan.FromMilliseconds(50));
        Assert.InRange(clock.ElapsedMilliseconds, 40, 5000);
        answer.SetResult(CommandResult.Success("late"));
        channel.Settle(TimeSpan.FromMinutes(1));
        Assert.Contains("late", TestClient.ReadToEnd(asking));
        Assert.True(silent.Connected);
    }

    [Fact]
    public void Who_is_at_the_other_end_goes_with_the_command()
    {
        Caller? caller = null;
        Open(answer: (_, c) =>
        {
            caller = c;
            return Task.FromResult(CommandResult.Success(""));
        });
        TestClient.Ask(Path, "{ }");
        Assert.Equal(CallerChannel.Unix, caller!.Channel);
        Assert.Equal(Environment.ProcessId, caller.ProcessId);
        Assert.Equal(Environment.IsPrivilegedProcess, caller.UserId == 0);
        Assert.Null(caller.User);
    }

    private static string Await(Func<string> ask, Func<string, bool> isWanted)
    {
        string answer = "";
        SpinWait.SpinUntil(() => isWanted(answer = ask()), 5000);
        return answer;
    }

    private static ControlSettings Unix(params string[] paths) => new([.. paths.Select(p => new ControlSocketSettings(p))], []);

    private static ControlChannels Channels(Logger log) =>
        new(Echo, new HttpService((_, _) => Task.FromResult(HttpAnswer.Refusal(400)), new HttpEndpoints()), new ChannelLimits(), log);

    private static Task<CommandResult> Echo(byte[] request, Caller caller) => Task.FromResult(CommandResult.Success(Encoding.UTF8.GetString(request)));

    private UnixChannel Open(ChannelLimits? limits = null, Func<byte[], Caller, Task<CommandResult>>? answer = null)
    {
        var channel = TryOpen(Path, out string error, limits, answer);
        Assert.True(channel is not null, error);
        _channels.Add(channel);
        return channel;
    }

    private static UnixChannel? TryOpen(
        string path, out string error, ChannelLimits? limits = null, Func<byte[], Caller, Task<CommandResult>>? answer = null) =>
        UnixChannel.TryOpen(path, answer ?? Echo, limits ?? new ChannelLimits(), Logger.Silent, out error);
}
