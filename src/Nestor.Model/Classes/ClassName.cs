namespace Nestor.Model.Classes;

/// <summary>Kea's spelling of class names that are made from what a client sends (since 3.3).</summary>
public static class ClassName
{
    private static ReadOnlySpan<byte> Digits => "0123456789ABCDEF"u8;

    /// <summary>Letters, figures and some signs; of other characters <see cref="Escape"/> makes three.</summary>
    public static bool IsPlain(byte c) =>
        char.IsAsciiLetterOrDigit((char)c) || "!#$&*+-./:?@^_|~"u8.Contains(c);

    /// <summary>
    /// Writes prefix and value, each unusual byte as a percent sign and two hexadecimal figures, a percent sign twice.
    /// </summary>
    /// <returns>Bytes written; 0 when there is not room enough.</returns>
    public static int Escape(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> value, Span<byte> to)
    {
        if (prefix.Length + (3 * value.Length) > to.Length)
        {
            return 0;
        }

        prefix.CopyTo(to);
        int at = prefix.Length;
        foreach (byte c in value)
        {
            if (IsPlain(c))
            {
                to[at++] = c;
                continue;
            }

            to[at++] = (byte)'%';
            if (c == '%')
            {
                to[at++] = c;
                continue;
            }

            to[at++] = Digits[c >> 4];
            to[at++] = Digits[c & 15];
        }

        return at;
    }
}
