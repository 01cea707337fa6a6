using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
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
/// <param name="log">The logger <c>ctrl-agent</c>.</param>
internal sealed class AgentDispatch(
    Func<IReadOnlyList<AgentServerSettings>> servers, Func<CommandCall, CommandResult> own, Forwarder forwarder, Logger log) : IDisposable
{
    /// <summary>There are three servers; a list may name one again, but a request is not to become thousands.</summary>
    private const int MaxServices = 16;

    /// <summary>Asks who may.</summary>
    public required RoleGate Roles { get; init; }

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

        var call = request.Call is null ? null : request.Call with { Caller = caller };
        if (call is not null && Roles.Refusal(call) is { } refusal)
        {
            return HttpAnswer.Refusal((int)refusal.Code);
        }

        var answers = await Answers(request, caller);
        return HttpAnswer.Of(Element.List(call is null ? answers : answers.Select(a => Roles.Filter(call, a))));
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Element[]> Answers(CommandRequest request, Caller caller)
    {
        if (request.Call is not { } call)
        {
            return [CommandResult.Error($"Error during command processing: {request.Error}").ToElement()];
        }

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
