using System.Security.Cryptography;
using System.Text;
using Nestor.Json;

namespace Nestor.Server.Audit;

/// <summary>A command that changed something, or was to, and what became of it.</summary>
/// <param name="arguments">As they came, null for none; secrets are taken out, and so are very long ones.</param>
/// <param name="result">Kea's code of the answer, or that of HTTP for one that was refused.</param>
/// <param name="text">The answer's text; null for none.</param>
public sealed class AuditedCommand(AuditedCaller caller, string name, Element? arguments, long result, string? text)
{
    /// <summary>Characters of the arguments; of longer ones only the size and the hash are kept.</summary>
    public const int MaxArguments = 64 * 1024;

    private const int MaxText = 4096;

    public AuditedCaller Caller { get; } = caller;

    public string Name { get; } = name.Length > MaxText ? name[..MaxText] : name;

    /// <summary>The servers it was sent to; empty where it was for the program itself.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>What is told of the arguments: <c>arguments</c>, or <c>arguments-size</c> and <c>arguments-sha256</c>, or nothing.</summary>
    public IReadOnlyList<Member> Arguments { get; } = arguments is null ? [] : Kept(arguments);

    public long Result { get; } = result;

    public string? Text { get; } = text is { Length: > MaxText } ? text[..MaxText] : text;

    private static List<Member> Kept(Element arguments)
    {
        var kept = Secrets.Without(arguments);
        string text = JsonWriter.Compact(kept);
        if (text.Length <= MaxArguments)
        {
            return [new Member("arguments", kept, SourcePlace.None)];
        }

        // Of the text without its secrets: nobody can try passwords against it.
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return
        [
            new Member("arguments-size", Element.Of(bytes.Length), SourcePlace.None),
            new Member("arguments-sha256", Element.Of(Convert.ToHexStringLower(SHA256.HashData(bytes))), SourcePlace.None),
        ];
    }
}

/// <summary>Who gave a command; null for what its channel does not know.</summary>
/// <param name="Channel">unix, http, https or inside.</param>
public sealed record AuditedCaller(string Channel)
{
    /// <summary>The user of basic authentication.</summary>
    public string? User { get; init; }

    /// <summary>The whole name of the client certificate's subject.</summary>
    public string? Certificate { get; init; }

    /// <summary>The user that the process at the other end of a unix socket runs as.</summary>
    public uint? UserId { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>Address and port of the other end.</summary>
    public string? Address { get; init; }
}
