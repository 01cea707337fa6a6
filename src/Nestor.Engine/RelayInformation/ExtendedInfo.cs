namespace Nestor.Engine.RelayInformation;

/// <summary>
/// With <c>store-extended-info</c> a lease remembers what the relays said of its client, in its user-context as Kea
/// writes it. This object makes the text while one query is answered; one that is stored already costs no memory.
/// </summary>
public abstract class ExtendedInfo
{
    /// <summary>What the text begins with; what stands inside of it goes by today's name and perhaps by older ones.</summary>
    private static ReadOnlySpan<byte> Opening => "{ "u8;

    private static ReadOnlySpan<byte> Closing => " }"u8;

    private readonly ContextText _whole = new();

    private protected ContextText Whole => _whole;

    private protected static ReadOnlySpan<byte> Hex => "0x"u8;

    /// <summary>Starts the text: the member of Kea's, and in it the one of this name.</summary>
    private protected void Open(ReadOnlySpan<byte> name)
    {
        _whole.Clear();
        _whole.Add(Opening).Add("\"ISC\": { \""u8).Add(name).Add("\": "u8);
    }

    private protected void Close() => _whole.Add(" }"u8).Add(Closing);

    /// <summary>True when the context has just what was made.</summary>
    private protected bool IsIn(ReadOnlySpan<byte> context) =>
        context.IndexOf(_whole.Text[Opening.Length..^Closing.Length]) >= 0;

    /// <summary>The context with what was made in it.</summary>
    private protected ReadOnlySpan<byte> MergedInto(ReadOnlySpan<byte> context, params ReadOnlySpan<string> replaced) =>
        context.IsEmpty ? _whole.Text : IsIn(context) ? context : IscMember.Merge(context, _whole.Text, replaced);
}
