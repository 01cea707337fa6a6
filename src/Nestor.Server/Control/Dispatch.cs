using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Control;

/// <summary>From the text of a request to the answer, the same for every kind of channel.</summary>
/// <param name="service">The name of this server in the list of servers that a request by HTTP may have.</param>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class Dispatch(CommandQueue queue, string service, Logger log) : IDisposable
{
    /// <summary>Asks who may, and writes down who did; null where neither is wanted.</summary>
    public CommandGate? Gate { get; init; }

    /// <summary>Where libraries take part; null for nowhere.</summary>
    public CommandHooks? Hooks { get; init; }

    // However many clients there are, reading their requests takes one processor at most.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>The answer to a request by a unix socket.</summary>
    public async Task<CommandResult> Answer(byte[] request, Caller caller) =>
        await (await Read(request, caller, isHttp: false)).Answer;

    /// <summary>The answer to a request by HTTP: a list of one, as an agent answers, but for refusals that are HTTP's.</summary>
    public async Task<HttpAnswer> AnswerHttp(byte[] request, Caller caller)
    {
        if (Hooks is not { } hooks)
        {
            return await AnswerRead(request, caller);
        }

        (request, int status) = await hooks.Authorize(request, caller);
        var answer = status == 0 ? await AnswerRead(request, caller) : HttpAnswer.Refusal(status);
        (status, var content) = await hooks.Respond(request, caller, answer.Status, answer.Content!);
        return ReferenceEquals(content, answer.Content) && status == answer.Status ? answer : HttpAnswer.Of(content) with { Status = status };
    }

    private async Task<HttpAnswer> AnswerRead(byte[] request, Caller caller)
    {
        var (isJson, answer) = await Read(request, caller, isHttp: true);
        if (!isJson)
        {
            return HttpAnswer.Refusal(400);
        }

        var result = await answer;
        return result.Code >= ResultCode.Unauthorized ? HttpAnswer.Refusal((int)result.Code) : HttpAnswer.Of(Element.List([result.ToElement()]));
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<(bool IsJson, Task<CommandResult> Answer)> Read(byte[] request, Caller caller, bool isHttp)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            Gentle.Become();
            return Ask(request, caller, isHttp);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private (bool IsJson, Task<CommandResult> Answer) Ask(byte[] text, Caller caller, bool isHttp)
    {
        var request = CommandRequest.Read(text);
        string error = request.Error.Length > 0 || !isHttp ? request.Error : WrongService(request.Service);
        if (request.Call is not { } call || error.Length > 0)
        {
            log.Write(ControlLog.Refused, $"a request is refused: {error}");
            return (request.IsJson, Task.FromResult(CommandResult.Error(error)));
        }

        log.Write(ControlLog.Received, $"Received command '{Printable(call.Name)}'");
        call = call with { Caller = caller };
        return (true, Gate?.Ask(call) ?? Hooks?.Ask(call) ?? queue.Ask(call));
    }

    /// <summary>Clients that used to ask an agent name the server; a wrong name must not reach another one. Empty when it is right.</summary>
    private string WrongService(Element? list) => list switch
    {
        null or { Kind: ElementKind.List, Items.Count: 0 } => "",
        not { Kind: ElementKind.List } => "service value must be a list",
        { Items.Count: > 1 } => $"found {list.Items.Count} servers in \"service\", wanted \"{service}\" alone: nothing is forwarded from here",
        _ when list.Items[0] is not { Kind: ElementKind.String } => "found a \"service\" that is not a string",
        _ when list.Items[0].Text is var name && name.Length > 0 && name != service =>
            $"found service \"{name}\", wanted \"{service}\": nothing is forwarded from here",
        _ => "",
    };

    /// <summary>A client's own words on one short line, whatever is in them.</summary>
    private static string Printable(string name) =>
        string.Concat((name.Length > 64 ? name[..64] : name).Select(c => char.IsControl(c) ? '?' : c));
}
