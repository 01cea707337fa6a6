using Nestor.Hooks.Commands;
using Nestor.Hooks.Points;
using Nestor.Json;

namespace Nestor.Server.Control;

/// <summary>
/// The hook points of commands: on the loop's thread between two turns, as everything of libraries is. Nothing is asked of the
/// loop where no library takes part.
/// </summary>
internal sealed class CommandHooks(CommandQueue queue)
{
    private volatile HookPoints? _points;

    /// <summary>Those of the configuration in force; set on the loop's thread.</summary>
    public HookPoints? Points
    {
        get => _points;
        set => _points = value;
    }

    /// <summary>[command_processed] The answer to a command, as libraries want it; on any thread.</summary>
    public async Task<CommandResult> Ask(CommandCall call)
    {
        var answer = await queue.Ask(call);
        if (Points is not { CommandProcessed.IsUsed: true })
        {
            return answer;
        }

        await OnLoop(points =>
        {
            var point = points.CommandProcessed;
            point.Call.Command = call;
            point.Call.Answer = answer;
            point.Run();

            // An answer is what it says by now: nothing of it is left for later.
            answer = point.Call.Answer is { GoOn: null, Finish: null } changed ? changed : answer;
        });
        return answer;
    }

    /// <summary>[http_auth] The content of a request by HTTP as libraries want it, and a status other than 0 when it is refused.</summary>
    public async Task<(byte[] Body, int Status)> Authorize(byte[] body, Caller caller)
    {
        if (Points is not { HttpAuth.IsUsed: true })
        {
            return (body, 0);
        }

        // A server that ends lets nobody in.
        int status = 503;
        await OnLoop(points =>
        {
            var point = points.HttpAuth;
            point.Call.Caller = caller;
            point.Call.Body = body;
            point.Call.Status = 0;
            bool isRefused = point.Run() == NextStep.Drop;
            status = point.Call.Status is 0 or >= 400 and <= 599 ? point.Call.Status : 500;
            status = isRefused && status == 0 ? 403 : status;
            body = point.Call.Body.Equals((ReadOnlyMemory<byte>)body) ? body : point.Call.Body.ToArray();
        });
        return (body, status);
    }

    /// <summary>[http_response] What is answered by HTTP, as libraries want it.</summary>
    public async Task<(int Status, Element Answer)> Respond(byte[] request, Caller caller, int status, Element answer)
    {
        if (Points is not { HttpResponse.IsUsed: true })
        {
            return (status, answer);
        }

        await OnLoop(points =>
        {
            var point = points.HttpResponse;
            point.Call.Caller = caller;
            point.Call.Request = request;
            point.Call.Status = status;
            point.Call.Answer = answer;
            point.Run();
            status = point.Call.Status is >= 200 and <= 599 ? point.Call.Status : 500;
            answer = point.Call.Answer ?? answer;
        });
        return (status, answer);
    }

    /// <summary>Nothing is done when the loop has ended meanwhile.</summary>
    private async Task OnLoop(Action<HookPoints> work) => await queue.AskLoop(_ =>
    {
        if (Points is { } points)
        {
            work(points);
        }

        return CommandResult.Success("");
    });
}
