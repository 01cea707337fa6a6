using System.Buffers.Binary;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace PerfDhcp.Packets;

/// <summary>What the load generator wants to know of an answer.</summary>
internal readonly record struct Reply4(uint Xid, MessageType4 Type, Ip4 Yiaddr, Ip4 Server)
{
    /// <summary>False when the bytes are no whole BOOTREPLY with a message type.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out Reply4 reply)
    {
        reply = default;
        if (message.Length <= PacketTemplate.OptionsPlace || message[0] != 2
            || BinaryPrimitives.ReadUInt32BigEndian(message[236..]) != PacketTemplate.MagicCookie)
        {
            return false;
        }

        // One walk, for this runs once per packet. Servers put the type first.
        var type = MessageType4.None;
        var server = Ip4.Zero;
        int at = PacketTemplate.OptionsPlace;
        while (at + 1 < message.Length && message[at] != OptionCode4.End)
        {
            byte code = message[at];
            if (code == OptionCode4.Pad)
            {
                at++;
                continue;
            }

            int length = message[at + 1];
            if (at + 2 + length > message.Length)
            {
                break;
            }

            if (code == OptionCode4.MessageType && length == 1)
            {
                type = (MessageType4)message[at + 2];
            }
            else if (code == OptionCode4.ServerIdentifier && length == 4)
            {
                server = Ip4.Read(message[(at + 2)..]);
            }

            at += 2 + length;
        }

        reply = new Reply4(
            BinaryPrimitives.ReadUInt32BigEndian(message[PacketTemplate.XidPlace..]),
            type,
            Ip4.Read(message[PacketTemplate.YiaddrPlace..]),
            server);
        return type != MessageType4.None;
    }
}
