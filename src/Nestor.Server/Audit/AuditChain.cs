using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nestor.Json;

namespace Nestor.Server.Audit;

/// <summary>
/// How entries of the audit log are written and hang together: each is a line of JSON that ends with its hash, which is
/// the SHA-256 of everything before, and the hash of the entry before is part of that.
/// </summary>
public static class AuditChain
{
    /// <summary>What stands where the first entry has the hash of the one before.</summary>
    public static readonly string Beginning = new('0', 64);

    private const string BeforeHash = ", \"hash\": \"";
    private const string AfterHash = "\" }";

    /// <summary>A state of the log: its last entry.</summary>
    /// <param name="Sequence">0 for a log without any.</param>
    public readonly record struct Head(long Sequence, string Hash);

    public static readonly Head Empty = new(0, Beginning);

    /// <summary>The line of one more entry, with its end of line.</summary>
    /// <param name="head">The log until now, and then with the entry.</param>
    /// <param name="lost">How many entries before this one could not be kept.</param>
    public static byte[] Line(AuditedCommand command, DateTimeOffset time, long lost, ref Head head)
    {
        var members = new List<Member>
        {
            Of("sequence", Element.Of(head.Sequence + 1)),
            Of("time", Element.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))),
            Of("channel", Element.Of(command.Caller.Channel)),
        };
        Add(members, "user", command.Caller.User is { } user ? Element.Of(user) : null);
        Add(members, "certificate", command.Caller.Certificate is { } name ? Element.Of(name) : null);
        Add(members, "uid", command.Caller.UserId is { } uid ? Element.Of(uid) : null);
        Add(members, "pid", command.Caller.ProcessId is { } pid ? Element.Of(pid) : null);
        Add(members, "address", command.Caller.Address is { } address ? Element.Of(address) : null);
        Add(members, "lost", lost > 0 ? Element.Of(lost) : null);
        members.Add(Of("command", Element.Of(command.Name)));
        Add(members, "service", command.Services.Count > 0 ? Element.List(command.Services.Select(s => Element.Of(s))) : null);
        members.AddRange(command.Arguments);
        members.Add(Of("result", Element.Of(command.Result)));
        Add(members, "text", command.Text is { } text ? Element.Of(text) : null);
        members.Add(Of("previous", Element.Of(head.Hash)));
        string line = JsonWriter.Compact(Element.Map(members))[..^2];
        byte[] hashed = Encoding.UTF8.GetBytes(line);
        head = new Head(head.Sequence + 1, HashOf(hashed));
        return [.. hashed, .. Encoding.UTF8.GetBytes($"{BeforeHash}{head.Hash}{AfterHash}\n")];
    }

    /// <summary>Reads a line, without its end; null with the reason when it is no entry or its hash is not right.</summary>
    public static Element? Read(ReadOnlySpan<byte> line, out Head head, out string previous, out string error)
    {
        head = default;
        previous = "";
        error = "it is no entry";
        int tail = BeforeHash.Length + 64 + AfterHash.Length;
        if (line.Length <= tail)
        {
            return null;
        }

        var hashed = line[..^tail];
        string end = Encoding.UTF8.GetString(line[^tail..]);
        string hash = end[BeforeHash.Length..^AfterHash.Length];
        var diagnostics = new Diagnostics();
        var entry = JsonReader.Read(line.ToArray(), "entry", diagnostics);
        if (diagnostics.HasErrors || !end.StartsWith(BeforeHash, StringComparison.Ordinal)
            || entry?["sequence"] is not { Kind: ElementKind.Integer, Integer: > 0 and < long.MaxValue } sequence
            || entry["previous"] is not { Kind: ElementKind.String } before)
        {
            return null;
        }

        if (HashOf(hashed) != hash)
        {
            error = $"entry {sequence.Integer} is not as it was written: its hash is another";
            return null;
        }

        head = new Head(sequence.Integer, hash);
        previous = before.Text;
        error = "";
        return entry;
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Add(List<Member> members, string name, Element? value)
    {
        if (value is not null)
        {
            members.Add(Of(name, value));
        }
    }

    private static Member Of(string name, Element value) => new(name, value, SourcePlace.None);
}
