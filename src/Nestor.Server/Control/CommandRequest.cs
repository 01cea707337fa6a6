using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Server.Control;

/// <summary>What the text of a request asks for.</summary>
/// <param name="Call">Null when it is no command.</param>
/// <param name="Error">Then what is wrong with it.</param>
internal sealed record CommandRequest(CommandCall? Call, string Error)
{
    /// <summary>How places in a request are called, as with Kea.</summary>
    public const string Wire = "<wire>";

    private static readonly string[] Members = ["command", "arguments", "service", "remote-address"];

    /// <summary>False for a text that is no JSON at all.</summary>
    public bool IsJson { get; private init; } = true;

    /// <summary>The servers it is for, as they were sent; null when none were.</summary>
    public Element? Service { get; private init; }

    /// <summary>The whole request; null when it is no JSON.</summary>
    public Element? Root { get; private init; }

    public static CommandRequest Read(byte[] text)
    {
        var diagnostics = new Diagnostics();
        var root = JsonReader.Read(text, Wire, diagnostics);
        if (diagnostics.HasErrors)
        {
            return new CommandRequest(null, diagnostics.All.First(d => d.IsError).ToString()) { IsJson = false };
        }

        string error = root is not { Kind: ElementKind.Map }
            ? $"found {(root is null ? "nothing" : Element.NameOf(root.Kind))}, wanted a map with a \"command\""
            : root.Members.FirstOrDefault(m => !Members.Contains(m.Name)) is { Name: not null } other
                ? $"Received command contains unsupported parameter '{other.Name}'"
                : root["command"] is { Kind: ElementKind.String } ? ""
                : root["command"] is null ? "found no \"command\", wanted its name" : "found a \"command\" that is not a string";
        return new CommandRequest(error.Length > 0 ? null : new CommandCall(root!["command"]!.Text, root["arguments"]), error)
        {
            Service = root?["service"],
            Root = root,
        };
    }
}
