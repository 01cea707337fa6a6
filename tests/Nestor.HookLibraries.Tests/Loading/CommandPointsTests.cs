using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>command_processed, http_auth and http_response: what a callout is given, on whose thread, and what it may change.</summary>
public sealed class CommandPointsTests : IDisposable
{
    private static readonly Caller Client = new(CallerChannel.Http) { User = "ann" };

    private readonly CommandTable _commands = new();
    private readonly CommandQueue _queue;
    private readonly CommandHooks _hooks;
    private readonly Dispatch _dispatch;
    private readonly HookPoints4 _points = new();
    private readonly LibrarySetup _library;
    private readonly Thread _loop;
    private volatile bool _isOver;

    public CommandPointsTests()
    {
        _commands.Add("say", call => CommandResult.Success($"said on {Environment.CurrentManagedThreadId}", call.Arguments!));
        _commands.AddOutside("outside", _ => CommandResult.Success("outside"));
        _commands.Add("finished", _ => CommandResult.Outside(() => CommandResult.Success("finished")));
        _queue = new CommandQueue(_commands, TimeProvider.System, Logger.Silent);
        _hooks = new CommandHooks(_queue) { Points = _points };
        _dispatch = new Dispatch(_queue, "dhcp4", Logger.Silent) { Hooks = _hooks };
        _library = new LibrarySetup(new HookLibrarySettings("toy", "toy", null, SourcePlace.None), new Dhcp4Settings([], []), _points, _ => Logger.Silent, (_, _, _) => { });
        _loop = new Thread(() =>
        {
            while (!_isOver)
            {
                var told = new List<Action<bool>>();
                _queue.RunInTurn(told);
                told.ForEach(t => t(true));
                _queue.RunBetweenTurns();
                Thread.Yield();
            }
        });
        _loop.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        _loop.Join();
        _queue.End();
        _dispatch.Dispose();
    }

    [Theory]
    [InlineData("say")]
    [InlineData("outside")]
    [InlineData("finished")]
    [InlineData("nobody-knows-it")]
    public async Task Command_processed_sees_every_command_with_its_answer_on_the_loops_thread_and_may_change_it(string command)
    {
        string seen = "";
        _points.CommandProcessed.Add(_library, call =>
        {
            seen = $"{call.Command.Name} {call.Command.Caller.User} {(int)call.Answer.Code} {Environment.CurrentManagedThreadId == _loop.ManagedThreadId}";
            call.Answer = CommandResult.Conflict("of the hook");
        });
        var answer = await _dispatch.Answer(Encoding.UTF8.GetBytes($"{{ \"command\": \"{command}\", \"arguments\": {{ }} }}"), Client);
        Assert.Equal($"{command} ann {(command == "nobody-knows-it" ? 2 : 0)} True", seen);
        Assert.Equal((ResultCode.Conflict, "of the hook"), (answer.Code, answer.Text));
    }

    [Fact]
    public async Task A_callout_of_command_processed_that_fails_or_leaves_something_for_later_leaves_the_answer_as_it_was()
    {
        _points.CommandProcessed.Add(_library, call => call.Answer = CommandResult.Later(() => CommandResult.Success("never")));
        _points.CommandProcessed.Add(_library, _ => throw new InvalidOperationException("on purpose"));
        Assert.Equal("outside", (await _dispatch.Answer("{ \"command\": \"outside\" }"u8.ToArray(), Client)).Text);
        Assert.Equal(1, _library.Guard.Errors);
    }

    [Fact]
    public async Task Http_auth_may_change_a_request_or_refuse_it_and_http_response_what_is_answered()
    {
        string seen = "";
        int refuse = 0;
        bool isDropped = false;
        _points.HttpAuth.Add(_library, call =>
        {
            seen = $"{call.Caller.User} {call.Body.Length} {Environment.CurrentManagedThreadId == _loop.ManagedThreadId}";
            call.Body = Encoding.UTF8.GetBytes("{ \"command\": \"outside\" }");
            call.Status = refuse;
            call.Next = isDropped ? NextStep.Drop : NextStep.Continue;
        });
        _points.HttpResponse.Add(_library, call =>
        {
            seen += $" {call.Status} {call.Request.Length} {JsonWriter.Compact(call.Answer)}";
            if (call.Status == 403)
            {
                (call.Status, call.Answer) = (418, Element.Of("short and stout"));
            }
        });
        Assert.Equal((200, "[ { \"result\": 0, \"text\": \"outside\" } ]"), await Ask("{ }"));
        Assert.Equal("ann 3 True 200 24 [ { \"result\": 0, \"text\": \"outside\" } ]", seen);
        refuse = 402;
        Assert.Equal((402, "{ \"result\": 402, \"text\": \"Payment Required\" }"), await Ask("{ }"));
        refuse = 7;
        Assert.Equal(500, (await Ask("{ }")).Status);
        refuse = 0;
        isDropped = true;
        Assert.Equal((418, "\"short and stout\""), await Ask("{ }"));
    }

    [Fact]
    public async Task A_library_that_fails_closed_in_http_auth_lets_nobody_in_and_so_does_a_loop_that_has_ended()
    {
        var strict = new LibrarySetup(
            new HookLibrarySettings("toy", "toy", null, SourcePlace.None) { Guard = GuardPolicy.Usual with { FailsClosed = true } },
            new Dhcp4Settings([], []), _points, _ => Logger.Silent, (_, _, _) => { });
        _points.HttpAuth.Add(strict, _ => throw new InvalidOperationException("on purpose"));
        Assert.Equal(403, (await Ask("{ \"command\": \"outside\" }")).Status);
        _isOver = true;
        _loop.Join();
        _queue.End();
        Assert.Equal(503, (await Ask("{ \"command\": \"outside\" }")).Status);
    }

    private async Task<(int Status, string Text)> Ask(string request)
    {
        var answer = await _dispatch.AnswerHttp(Encoding.UTF8.GetBytes(request), Client);
        return (answer.Status, answer.Text.ToString());
    }
}
