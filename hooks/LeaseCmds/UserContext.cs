using System.Text;
using Nestor.Json;

namespace StandardLibraries.LeaseCmds;

/// <summary>What is noted with a lease: a map, kept as compact text with its members in the order of the alphabet, as Kea has it.</summary>
internal static class UserContext
{
    /// <summary>Longest text kept, in bytes.</summary>
    private const int MaxLength = 32_768;

    /// <summary>Reads <c>user-context</c> and <c>comment</c>; empty when there is neither.</summary>
    public static byte[] Read(Arguments arguments)
    {
        var context = arguments.Member("user-context");
        var comment = arguments.Member("comment");
        if (context is { Kind: not ElementKind.Map })
        {
            arguments.Refuse($"Invalid user context '{JsonWriter.Compact(context)}' is not a JSON map.");
            return [];
        }

        if (comment is not null && context?["comment"] is not null)
        {
            arguments.Refuse($"Duplicated comment entry '{JsonWriter.Compact(comment)}' in user context '{JsonWriter.Compact(context)}'");
            return [];
        }

        if (comment is null && context is null)
        {
            return [];
        }

        var members = comment is null ? context!.Members : [.. context?.Members ?? [], new Member("comment", comment, SourcePlace.None)];
        byte[] text = Encoding.UTF8.GetBytes(JsonWriter.Compact(Sorted(Element.Map(members))));
        if (text.Length > MaxLength)
        {
            arguments.Refuse($"user context has {text.Length} bytes, at most {MaxLength} are kept");
        }

        return text;
    }

    /// <summary>The stored text as a map; null when it is none.</summary>
    public static Element? Parse(ReadOnlySpan<byte> text)
    {
        var read = text.IsEmpty ? null : JsonReader.Read(text.ToArray(), "user-context", new Diagnostics());
        return read is { Kind: ElementKind.Map } ? read : null;
    }

    /// <summary>The same value with the members of every map in the order of the alphabet.</summary>
    public static Element Sorted(Element value) => value.Kind switch
    {
        ElementKind.List => Element.List(value.Items.Select(Sorted)),
        ElementKind.Map => Element.Map(value.Members.Select(m => m with { Value = Sorted(m.Value) }).OrderBy(m => m.Name, StringComparer.Ordinal)),
        _ => value,
    };
}
