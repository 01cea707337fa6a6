using System.Buffers.Binary;
using System.Text.Unicode;
using Nestor.Model.Logging;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>A whole message in one log line: fixed fields, then each option with its bytes. What is too long is cut off.</summary>
public readonly struct PacketText(byte[] buffer, int start, int length) : IUtf8SpanFormattable
{
    private const int FieldsLength = 400;
    private const int CookieLength = 4;
    private const byte Pad = 0;
    private const byte End = 255;

    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = 0;
        var packet = buffer.AsSpan(start, length);
        if (packet.Length < Packet4.HeaderLength + CookieLength || utf8Destination.Length < FieldsLength)
        {
            return true;
        }

        uint hardwareLength = Math.Min(packet[2], (byte)16);
        Utf8.TryWrite(
            utf8Destination,
            $"op={packet[0]} htype={packet[1]} hops={packet[3]} xid=0x{Number32(packet, 4):x} secs={Number16(packet, 8)} flags=0x{Number16(packet, 10):x4} ciaddr={Ip4.Read(packet[12..])} yiaddr={Ip4.Read(packet[16..])} siaddr={Ip4.Read(packet[20..])} giaddr={Ip4.Read(packet[24..])} chaddr=",
            out int at);
        at += HexText.Write(packet.Slice(28, (int)hardwareLength), utf8Destination[at..]);
        var options = packet[(Packet4.HeaderLength + CookieLength)..];
        while (!options.IsEmpty && options[0] != End)
        {
            if (options[0] == Pad)
            {
                options = options[1..];
                continue;
            }

            if (options.Length < 2 || options.Length < 2 + options[1]
                || !Utf8.TryWrite(utf8Destination[at..], $", option {options[0]}: ", out int head))
            {
                break;
            }

            at += head;
            at += HexText.Write(options.Slice(2, options[1]), utf8Destination[at..]);
            options = options[(2 + options[1])..];
        }

        bytesWritten = at;
        return true;
    }

    private static uint Number32(ReadOnlySpan<byte> packet, int at) => BinaryPrimitives.ReadUInt32BigEndian(packet[at..]);

    private static ushort Number16(ReadOnlySpan<byte> packet, int at) => BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
}
