using System.Text;
using Nestor.Json;

namespace Nestor.Engine.RelayInformation;

/// <summary>The member of a lease's user-context that Kea keeps its own things in: <c>{ "ISC": { ... } }</c>.</summary>
internal static class IscMember
{
    public const string Name = "ISC";

    /// <summary>The whole context as a map; null when it is none, or none of it is Kea's.</summary>
    public static Element? Read(ReadOnlySpan<byte> context) => context.IndexOf("\"ISC\""u8) < 0 ? null : Parse(context);

    /// <summary>The context with members of ours put in; those of the given names that are there are taken out.</summary>
    /// <param name="ours">A map with the member alone, in JSON.</param>
    public static byte[] Merge(ReadOnlySpan<byte> context, ReadOnlySpan<byte> ours, params ReadOnlySpan<string> replaced)
    {
        var added = Parse(ours)![Name]!.Members;
        var whole = Parse(context);
        var others = Without(whole?[Name], replaced);
        return Write(With(whole, Element.Map(others.Concat(added).OrderBy(m => m.Name, StringComparer.Ordinal))));
    }

    /// <summary>The context with another member in the place of the one there; null takes it out.</summary>
    public static Element With(Element? context, Element? own)
    {
        var others = (context?.Members ?? []).Where(m => m.Name != Name);
        return Element.Map(own is null ? others : others.Append(Of(Name, own)).OrderBy(m => m.Name, StringComparer.Ordinal));
    }

    /// <summary>All members of a map but these.</summary>
    public static List<Member> Without(Element? map, params ReadOnlySpan<string> names)
    {
        var left = new List<Member>();
        foreach (var member in map is { Kind: ElementKind.Map } ? map.Members : [])
        {
            if (!names.Contains(member.Name))
            {
                left.Add(member);
            }
        }

        return left;
    }

    /// <summary>As leases keep it; nothing for a map without members.</summary>
    public static byte[] Write(Element context) => context.Members.Count == 0 ? [] : Encoding.UTF8.GetBytes(JsonWriter.Compact(context));

    public static Member Of(string name, Element value) => new(name, value, SourcePlace.None);

    private static Element? Parse(ReadOnlySpan<byte> context)
    {
        var read = context.IsEmpty ? null : JsonReader.Read(context.ToArray(), "user-context", new Diagnostics());
        return read is { Kind: ElementKind.Map } ? read : null;
    }
}
