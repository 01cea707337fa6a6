using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;

namespace Nestor.Engine.V6;

/// <summary>How a query is named in log lines: DUID, hardware address where known, transaction.</summary>
public readonly struct QueryLabel(Exchange6 exchange) : IUtf8SpanFormattable
{
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = 0;
        var to = utf8Destination;
        var duid = exchange.Duid;
        var hardware = exchange.HardwareAddress;
        if (to.Length < 64 + HexText.LengthOf(duid.Length) + HexText.LengthOf(hardware.Length))
        {
            return false;
        }

        int at = Put(to, "duid=["u8);
        at += duid.IsEmpty ? Put(to[at..], "no info"u8) : HexText.Write(duid, to[at..]);
        at += Put(to[at..], "], [hwtype="u8);
        System.Buffers.Text.Utf8Formatter.TryFormat(exchange.HardwareType, to[at..], out int digits);
        at += digits;
        to[at++] = (byte)' ';
        at += HexText.Write(hardware, to[at..]);
        at += Put(to[at..], "], tid=0x"u8);
        System.Buffers.Text.Utf8Formatter.TryFormat(exchange.Query.TransactionId, to[at..], out digits, 'x');
        bytesWritten = at + digits;
        return true;
    }

    private static int Put(Span<byte> to, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to);
        return text.Length;
    }
}
