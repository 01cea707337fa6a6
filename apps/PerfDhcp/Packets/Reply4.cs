using System.Buffers.Binary;
using Nestor.Wire.Dhcp4;

namespace PerfDhcp.Packets;

/// <summary>Reads OFFER, ACK and NAK.</summary>
internal static class Reply4
{
    /// <summary>False when the bytes are no whole BOOTREPLY with a message type.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out Reply reply)
    {
        reply = default;
        if (message.Length <= PacketTemplate4.OptionsPlace || message[0] != 2
            || BinaryPrimitives.ReadUInt32BigEndian(message[236..]) != PacketTemplate4.MagicCookie)
        {
            return false;
        }

        // One walk, for this runs once per packet. Servers put the type first.
        var type = MessageType4.None;
        ReadOnlySpan<byte> server = default;
        int at = PacketTemplate4.OptionsPlace;
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
                server = message.Slice(at + 2, length);
            }

            at += 2 + length;
        }

        reply = new Reply
        {
            Xid = BinaryPrimitives.ReadUInt32BigEndian(message[PacketTemplate4.XidPlace..]),
            Kind = type switch
            {
                MessageType4.Offer => ReplyKind.Offer,
                MessageType4.Ack => ReplyKind.Final,
                MessageType4.Nak => ReplyKind.Refusal,
                _ => ReplyKind.Other,
            },
            Grant = new Grant(BinaryPrimitives.ReadUInt32BigEndian(message[PacketTemplate4.YiaddrPlace..])),
            Server = server,
        };
        return type != MessageType4.None;
    }
}
