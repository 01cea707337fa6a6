using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Audit;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;
using Nestor.Server.Rbac;

namespace Nestor.Server.Agent;

/// <summary>
/// From a request to the agent to its answer: the servers that <c>service</c> names are asked, all at once, and their
/// answers put into a list in the order of the names; a request that names none is for the agent.
/// </summary>
/// <param name="servers">The servers as they are configured now.</param>
/// <param name="own">The agent's own commands.</param>
/// <param name="isOwn">Whether it has one of this name.</param>
/// <param name="log">The logger <c>ctrl-agent</c>.</param>
internal sealed class AgentDispatch(
    Func<IReadOnlyList<AgentServerSettings>> servers, Func<CommandCall, CommandResult> own, Func<string, bool> isOwn, Forwarder forwarder, Logger log) : IDisposable
{
    /// <summary>There are three servers; a list may name one again, but a request is not to become thousands.</summary>
    private const int MaxServices = 16;

    /// <summary>Characters of a server's name that are written down.</summary>
    private const int MaxName = 64;

    /// <summary>Asks who may.</summary>
    public required RoleGate Roles { get; init; }

    /// <summary>Writes down what changes something, here or in a server.</summary>
    public required AuditGate Audit { get; init; }

    // However many clients there are, reading their requests takes one processor at most.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public async Task<HttpAnswer> Answer(byte[] text, Caller caller)
    {
        CommandRequest request;
        await _oneAtATime.WaitAsync();
        try
        {
            request = CommandRequest.Read(text);
        }
        finally
        {
            _oneAtATime.Release();
        }

        if (!request.IsJson)
        {
            return HttpAnswer.Refusal(400);
        }

        if (request.Call is not { } asked)
        {
            return HttpAnswer.Of(Element.List([CommandResult.Error($"Error during command processing: {request.Error}").ToElement()]));
        }

        var call = asked with { Caller = caller };
        var refusal = Roles.Refusal(call);
        string[] services = Services(request);
        var answer = KnownCommands.IsMutating(call.Name) && (services.Length > 0 || isOwn(call.Name))
            ? await Audit.Ask(call, services, Refused(refusal), async () => new Reply(200, await Answers(request, caller)), Told, Failed)
            : Refused(refusal) ?? new Reply(200, await Answers(request, caller));
        return answer.Status == 200 ? HttpAnswer.Of(Element.List(answer.Items.Select(a => Roles.Filter(call, a)))) : HttpAnswer.Refusal(answer.Status);
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>What a request is answered with.</summary>
    /// <param name="Status">That of HTTP; the items are sent with 200 alone.</param>
    private sealed record Reply(int Status, Element[] Items);

    private static Reply? Refused(CommandResult? refusal) => refusal is null ? null : new Reply((int)refusal.Code, []);

    private static Reply Failed(string error) => new(200, [CommandResult.Error(error).ToElement()]);

    /// <summary>The first of the answers that is no success stands for all of them.</summary>
    private static (long Code, string? Text) Told(Reply answer)
    {
        if (answer.Status != 200)
        {
            return (answer.Status, null);
        }

        var item = Array.Find(answer.Items, i => i["result"] is { Kind: ElementKind.Integer, Integer: not 0 }) ?? answer.Items.FirstOrDefault();
        return (item?["result"] is { Kind: ElementKind.Integer } code ? (long)code.Integer : 1, item?["text"] is { Kind: ElementKind.String } text ? text.Text : null);
    }

    /// <summary>The servers a request names, if it is right in that.</summary>
    private static string[] Services(CommandRequest request) => request.Service is { Kind: ElementKind.List, Items.Count: > 0 and <= MaxServices } list
        ? [.. list.Items.Select(i => i.Kind == ElementKind.String ? i.Text.Length > MaxName ? i.Text[..MaxName] : i.Text : "")] : [];

    private async Task<Element[]> Answers(CommandRequest request, Caller caller)
    {
        var call = request.Call!;
        string name = string.Concat((call.Name.Length > 64 ? call.Name[..64] : call.Name).Select(c => char.IsControl(c) ? '?' : c));
        log.Write(AgentLog.Received, $"command {name} received from {caller.ToString()}");
        string error = request.Service switch
        {
            null or { Kind: ElementKind.List, Items.Count: <= MaxServices } => "",
            { Kind: ElementKind.List } => $"found {request.Service.Items.Count} servers in \"service\", wanted at most {MaxServices}",
            _ => "service value must be a list",
        };
        if (error.Length > 0 || request.Service?.Items.FirstOrDefault(i => i.Kind != ElementKind.String) is not null)
        {
            return [CommandResult.Error(error.Length > 0 ? error : "found a \"service\" that is not a string").ToElement()];
        }

        if (request.Service is null or { Items.Count: 0 })
        {
            return [own(call with { Caller = caller }).ToElement()];
        }

        byte[] bytes = Encoding.UTF8.GetBytes(JsonWriter.Compact(request.Root!));
        return await Task.WhenAll(request.Service.Items.Select(service => Forward(name, service.Text, bytes, caller)));
    }

    private async Task<Element> Forward(string name, string service, byte[] request, Caller caller)
    {
        if (servers().FirstOrDefault(s => s.Service == service) is not { } server)
        {
            string text = $"forwarding socket is not configured for the server type {service}";
            log.Write(AgentLog.ForwardFailed, $"command {name}: {(service.Any(char.IsControl) ? "no such server" : text)}");
            return CommandResult.Error(text).ToElement();
        }

        var (answer, isAnswer) = await forwarder.Ask(service, SocketFile.PathOf(server.Socket), request);
        if (isAnswer)
        {
            log.Write(AgentLog.Forwarded, $"command {name} was taken to {service} for {caller.ToString()}");
        }
        else
        {
            log.Write(AgentLog.ForwardFailed, $"command {name}: {answer["text"]!.Text}");
        }

        return answer;
    }
}
