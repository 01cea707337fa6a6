using System.Text;
using Nestor.Json;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The member of a lease's user-context that is the server's own: <c>{ "nestor": { ... } }</c>, beside whatever else is
/// there. Kea reads and keeps it.
/// </summary>
internal static class LeaseMember
{
    private const string Name = "nestor";

    /// <summary>The member; null when there is none.</summary>
    public static Element? Read(ReadOnlySpan<byte> context) =>
        context.IndexOf("\"nestor\""u8) < 0 ? null
            : Parse(context)?[Name] is { Kind: ElementKind.Map } own ? own : null;

    /// <summary>The context with our member put in, or in place of the one there.</summary>
    public static byte[] Write(ReadOnlySpan<byte> context, Element own)
    {
        var others = Parse(context)?.Members.Where(m => m.Name != Name) ?? [];
        return Encoding.UTF8.GetBytes(JsonWriter.Compact(Element.Map(others.Append(Of(Name, own)))));
    }

    /// <summary>The context without our member: what others put there stays with the lease.</summary>
    public static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> context)
    {
        if (context.IndexOf("\"nestor\""u8) < 0 || Parse(context) is not { } whole)
        {
            return context;
        }

        Member[] others = [.. whole.Members.Where(m => m.Name != Name)];
        return others.Length == 0 ? default : Encoding.UTF8.GetBytes(JsonWriter.Compact(Element.Map(others)));
    }

    public static Member Of(string name, Element value) => new(name, value, SourcePlace.None);

    public static Member Of(string name, string value) => Of(name, Element.Of(value));

    public static Member Of(string name, ReadOnlySpan<byte> hex) => Of(name, Convert.ToHexStringLower(hex));

    /// <summary>The bytes of a hexadecimal member; false when it is absent, no such text or of another length.</summary>
    public static bool TryHex(Element? own, string name, Span<byte> to)
    {
        var value = own?[name];
        return value is { Kind: ElementKind.String } && value.Text.Length == to.Length * 2
            && Convert.FromHexString(value.Text, to, out _, out int written) == System.Buffers.OperationStatus.Done
            && written == to.Length;
    }

    private static Element? Parse(ReadOnlySpan<byte> context)
    {
        if (context.IsEmpty)
        {
            return null;
        }

        var read = JsonReader.Read(context.ToArray(), "user-context", new Diagnostics());
        return read is { Kind: ElementKind.Map } ? read : null;
    }
}
