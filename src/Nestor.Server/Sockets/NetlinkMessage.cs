using System.Buffers.Binary;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>Reads the kernel's answers to the questions for links and addresses (rtnetlink(7)).</summary>
internal static class NetlinkMessage
{
    public const ushort NewLink = 16;
    public const ushort GetLink = 18;
    public const ushort NewAddress = 20;
    public const ushort GetAddress = 22;

    private const ushort Error = 2;
    private const ushort Done = 3;
    private const int HeaderLength = 16;
    private const int LinkLength = 16;
    private const int AddressLength = 8;
    private const ushort LinkAddressAttribute = 1;
    private const ushort LinkNameAttribute = 3;
    private const ushort AddressAttribute = 1;
    private const ushort LocalAttribute = 2;
    private const ushort FlagsAttribute = 8;
    private const uint DuplicateFlag = 0x08;
    private const uint TentativeFlag = 0x40;
    private const uint FlagUp = 0x1;
    private const uint FlagBroadcast = 0x2;
    private const uint FlagLoopback = 0x8;
    private const uint FlagRunning = 0x40;
    private const uint FlagMulticast = 0x1000;

    /// <summary>A request for all links or all addresses of both families.</summary>
    public static byte[] Dump(ushort type)
    {
        const ushort requestAndDump = 0x301;
        byte[] message = new byte[HeaderLength + LinkLength];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), requestAndDump);
        return message;
    }

    /// <summary>Takes one datagram of an answer; true when it was the last.</summary>
    public static bool Read(ReadOnlySpan<byte> datagram, Dictionary<int, InterfaceState> found)
    {
        while (datagram.Length >= HeaderLength)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(datagram);
            ushort type = BinaryPrimitives.ReadUInt16LittleEndian(datagram[4..]);
            if (length < HeaderLength || length > datagram.Length || type is Error or Done)
            {
                return true;
            }

            var body = datagram[HeaderLength..length];
            if (type == NewLink && body.Length >= LinkLength)
            {
                ReadLink(body, found);
            }
            else if (type == NewAddress && body.Length >= AddressLength)
            {
                ReadAddress(body, found);
            }

            datagram = datagram[Math.Min(Align(length), datagram.Length)..];
        }

        return false;
    }

    private static void ReadLink(ReadOnlySpan<byte> body, Dictionary<int, InterfaceState> found)
    {
        int index = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(body[8..]);
        string name = "";
        ulong mac = 0;
        var attributes = body[LinkLength..];
        while (TryNext(ref attributes, out ushort type, out var value))
        {
            if (type == LinkNameAttribute)
            {
                name = System.Text.Encoding.UTF8.GetString(value.TrimEnd((byte)0));
            }
            else if (type == LinkAddressAttribute && value.Length == 6)
            {
                foreach (byte b in value)
                {
                    mac = (mac << 8) | b;
                }
            }
        }

        found[index] = new InterfaceState(
            index, name, (flags & FlagUp) != 0, (flags & FlagRunning) != 0, (flags & FlagLoopback) != 0, mac, [])
        {
            HardwareType = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]),
            IsBroadcast = (flags & FlagBroadcast) != 0,
            IsMulticast = (flags & FlagMulticast) != 0,
        };
    }

    private static void ReadAddress(ReadOnlySpan<byte> body, Dictionary<int, InterfaceState> found)
    {
        int index = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        if (!found.TryGetValue(index, out var link))
        {
            return;
        }

        // On a point-to-point link the plain attribute is the peer's address.
        ReadOnlySpan<byte> own = default;
        bool isLocal = false;
        uint flags = body[2];
        var attributes = body[AddressLength..];
        while (TryNext(ref attributes, out ushort type, out var value))
        {
            if (type == LocalAttribute || (type == AddressAttribute && !isLocal))
            {
                own = value;
                isLocal = type == LocalAttribute;
            }
            else if (type == FlagsAttribute && value.Length == 4)
            {
                flags = BinaryPrimitives.ReadUInt32LittleEndian(value);
            }
        }

        found[index] = (body[0], own.Length) switch
        {
            (Linux.AfInet, 4) => link.With(Ip4.Read(own)),
            (Linux.AfInet6, Ip6.Length) => link.With(Ip6.Read(own), (flags & TentativeFlag) != 0, (flags & DuplicateFlag) != 0),
            _ => link,
        };
    }

    private static bool TryNext(scoped ref ReadOnlySpan<byte> attributes, out ushort type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (attributes.Length < 4)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
        type = BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]);
        if (length < 4 || length > attributes.Length)
        {
            return false;
        }

        value = attributes[4..length];
        attributes = attributes[Math.Min(Align(length), attributes.Length)..];
        return true;
    }

    private static int Align(int length) => (length + 3) & ~3;
}
