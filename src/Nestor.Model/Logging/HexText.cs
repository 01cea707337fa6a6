namespace Nestor.Model.Logging;

/// <summary>Bytes as lower-case hex pairs with colons between, as identifiers are shown everywhere.</summary>
public static class HexText
{
    private const string Digits = "0123456789abcdef";

    /// <summary>Bytes needed to show this many bytes.</summary>
    public static int LengthOf(int bytes) => bytes == 0 ? 0 : (bytes * 3) - 1;

    /// <summary>Writes as many whole pairs as fit; returns how many bytes of text were written.</summary>
    public static int Write(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        int at = 0;
        foreach (byte b in bytes)
        {
            if (to.Length - at < (at > 0 ? 3 : 2))
            {
                break;
            }

            if (at > 0)
            {
                to[at++] = (byte)':';
            }

            to[at++] = (byte)Digits[b >> 4];
            to[at++] = (byte)Digits[b & 15];
        }

        return at;
    }

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new byte[LengthOf(bytes.Length) + 1];
        return System.Text.Encoding.ASCII.GetString(text, 0, Write(bytes, text));
    }
}
