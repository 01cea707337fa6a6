using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;

namespace Nestor.Server.Control;

/// <summary>From the text of a request to the answer, the same for every kind of channel.</summary>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class Dispatch(CommandQueue queue, Logger log) : IDisposable
{
    /// <summary>How places in a request are called, as with Kea.</summary>
    public const string Wire = "<wire>";

    // However many clients there are, reading their requests takes one processor at most.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    private static readonly string[] Members = ["command", "arguments", "service", "remote-address"];

    /// <summary>The answer to a request.</summary>
    public async Task<CommandResult> Answer(byte[] request)
    {
        Task<CommandResult> answer;
        await _oneAtATime.WaitAsync();
        try
        {
            Gentle.Become();
            answer = Ask(request);
        }
        finally
        {
            _oneAtATime.Release();
        }

        return await answer;
    }

    private Task<CommandResult> Ask(byte[] request)
    {
        if (Read(request, out string error) is not { } call)
        {
            log.Write(ControlLog.Refused, $"a request is refused: {error}");
            return Task.FromResult(CommandResult.Error(error));
        }

        log.Write(ControlLog.Received, $"Received command '{Printable(call.Name)}'");
        return queue.Ask(call);
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>A client's own words on one short line, whatever is in them.</summary>
    private static string Printable(string name) =>
        string.Concat((name.Length > 64 ? name[..64] : name).Select(c => char.IsControl(c) ? '?' : c));

    /// <summary>Null when it is no command.</summary>
    public static CommandCall? Read(byte[] request, out string error)
    {
        error = "";
        var diagnostics = new Diagnostics();
        var root = JsonReader.Read(request, Wire, diagnostics);
        if (diagnostics.HasErrors)
        {
            error = diagnostics.All.First(d => d.IsError).ToString();
        }
        else if (root is not { Kind: ElementKind.Map })
        {
            error = $"found {(root is null ? "nothing" : Element.NameOf(root.Kind))}, wanted a map with a \"command\"";
        }
        else if (root.Members.FirstOrDefault(m => !Members.Contains(m.Name)) is { Name: not null } other)
        {
            error = $"Received command contains unsupported parameter '{other.Name}'";
        }
        else if (root["command"] is not { Kind: ElementKind.String } name)
        {
            error = root["command"] is null ? "found no \"command\", wanted its name" : "found a \"command\" that is not a string";
        }
        else
        {
            return new CommandCall(name.Text, root["arguments"]);
        }

        return null;
    }
}
