using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;

namespace Nestor.Engine.V4;

/// <summary>How a query is named in log lines: hardware address, client identifier, transaction.</summary>
public readonly struct QueryLabel(Exchange4 exchange) : IUtf8SpanFormattable
{
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = 0;
        var to = utf8Destination;
        var query = exchange.Query;
        var id = exchange.ClientId;
        if (to.Length < 64 + HexText.LengthOf(query.Hlen) + HexText.LengthOf(id.Length))
        {
            return false;
        }

        int at = 0;
        at += Put(to[at..], "[hwtype="u8);
        System.Buffers.Text.Utf8Formatter.TryFormat(query.Htype, to[at..], out int digits);
        at += digits;
        to[at++] = (byte)' ';
        at += HexText.Write(query.Chaddr, to[at..]);
        at += Put(to[at..], "], cid=["u8);
        at += id.IsEmpty ? Put(to[at..], "no info"u8) : HexText.Write(id, to[at..]);
        at += Put(to[at..], "], tid=0x"u8);
        System.Buffers.Text.Utf8Formatter.TryFormat(query.Xid, to[at..], out digits, 'x');
        bytesWritten = at + digits;
        return true;
    }

    private static int Put(Span<byte> to, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to);
        return text.Length;
    }
}
