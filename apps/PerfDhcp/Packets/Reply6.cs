using System.Buffers.Binary;

namespace PerfDhcp.Packets;

/// <summary>Reads ADVERTISE and REPLY, out of RELAY-REPLs too.</summary>
internal static class Reply6
{
    /// <summary>More relay messages inside of each other are refused: no chain of agents is that long (RFC 3315, HOP_COUNT_LIMIT).</summary>
    private const int MaxRelays = 32;

    /// <summary>IAID, T1, T2.</summary>
    private const int IaHeader = 12;

    /// <summary>False when the bytes are no whole message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out Reply reply)
    {
        reply = default;
        if (!TryUnwrap(ref message))
        {
            return false;
        }

        var kind = (MessageType6)message[0] switch
        {
            MessageType6.Advertise => ReplyKind.Offer,
            MessageType6.Reply => ReplyKind.Final,
            _ => ReplyKind.Other,
        };
        ReadOnlySpan<byte> server = default;
        var grant = default(Grant);
        bool isRefused = false;
        var options = message[Message6.OptionsPlace..];
        while (OptionCode6.TryNext(ref options, out ushort code, out var value))
        {
            switch (code)
            {
                case OptionCode6.ServerId when value.Length <= PacketTemplate6.MaxDuid:
                    server = message.Slice(message.Length - options.Length - value.Length, value.Length);
                    break;
                case OptionCode6.StatusCode:
                    isRefused |= Fails(value);
                    break;
                case OptionCode6.IaNa or OptionCode6.IaPd:
                    grant = ReadAssociation(value, grant, ref isRefused);
                    break;
            }
        }

        reply = new Reply
        {
            Xid = ((uint)message[1] << 16) | BinaryPrimitives.ReadUInt16BigEndian(message[2..]),
            Kind = kind == ReplyKind.Final && isRefused ? ReplyKind.Refusal : kind,
            Grant = grant,
            Server = server,
        };
        return options.IsEmpty;
    }

    private static bool TryUnwrap(ref ReadOnlySpan<byte> message)
    {
        for (int depth = 0; depth < MaxRelays && !message.IsEmpty; depth++)
        {
            if (message[0] != (byte)MessageType6.RelayReply)
            {
                return message.Length >= Message6.OptionsPlace;
            }

            int at = OptionCode6.Find(
                message, PacketTemplate6.RelayHeaderLength, OptionCode6.RelayMessage, out int length);
            if (at < 0)
            {
                return false;
            }

            message = message.Slice(at, length);
        }

        return false;
    }

    /// <summary>The first address and the first prefix of the message; one whose valid lifetime is zero is none.</summary>
    private static Grant ReadAssociation(ReadOnlySpan<byte> association, Grant grant, ref bool isRefused)
    {
        if (association.Length < IaHeader)
        {
            return grant;
        }

        var options = association[IaHeader..];
        while (OptionCode6.TryNext(ref options, out ushort code, out var value))
        {
            if (code == OptionCode6.StatusCode)
            {
                isRefused |= Fails(value);
            }
            else if (code == OptionCode6.IaAddress && value.Length >= 24 && grant.Address == UInt128.Zero
                && BinaryPrimitives.ReadUInt32BigEndian(value[20..]) != 0)
            {
                grant = grant with { Address = BinaryPrimitives.ReadUInt128BigEndian(value) };
            }
            else if (code == OptionCode6.IaPrefix && value.Length >= 25 && grant.PrefixLength == 0
                && BinaryPrimitives.ReadUInt32BigEndian(value[4..]) != 0)
            {
                grant = grant with
                {
                    PrefixLength = value[8],
                    Prefix = BinaryPrimitives.ReadUInt128BigEndian(value[9..]),
                };
            }
        }

        return grant;
    }

    private static bool Fails(ReadOnlySpan<byte> status) =>
        status.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(status) != 0;
}
