using Nestor.Wire.Dns;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Names of clients as they are stored with a lease.</summary>
internal static class NameText
{
    /// <summary>Room for a stored name.</summary>
    public const int MaxLength = DomainName.MaxText + 1;

    /// <summary>
    /// Keeps letters, digits, hyphens and dots, as the default <c>hostname-char-set</c> does, in lower case, without
    /// dots at either end.
    /// </summary>
    /// <param name="isFqdn">It is stored with a dot at its end, as Kea does.</param>
    /// <param name="clean">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Clean(ReadOnlySpan<byte> name, bool isFqdn, Span<byte> clean)
    {
        int length = 0;
        foreach (byte b in name)
        {
            bool isKept = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.';
            if (isKept && length < DomainName.MaxText)
            {
                clean[length++] = (byte)char.ToLowerInvariant((char)b);
            }
        }

        var trimmed = clean[..length].Trim((byte)'.');
        trimmed.CopyTo(clean);
        length = trimmed.Length;
        if (isFqdn && length > 0)
        {
            clean[length++] = (byte)'.';
        }

        return length;
    }
}
