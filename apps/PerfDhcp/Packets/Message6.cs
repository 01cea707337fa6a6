using System.Buffers.Binary;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>Puts DHCPv6 queries together, before the run.</summary>
internal static class Message6
{
    /// <summary>Type and transaction id.</summary>
    public const int OptionsPlace = 4;

    public const int XidPlace = 1;

    /// <summary>Octets of a DUID that differ from client to client.</summary>
    public const int ClientOctets = 6;

    private const uint Iaid = 1;

    /// <summary>T1 and T2 that a SOLICIT wishes for, seconds; the same as in Kea's queries.</summary>
    private const uint WishedT1 = 3600;

    private const uint WishedT2 = 5400;

    /// <summary>A DUID-LL of Ethernet (RFC 8415 section 11.4), or all of -b duid= but its last six octets.</summary>
    public static byte[] DuidHead(Settings settings) =>
        settings.MacListFile.Length == 0 && Values.TryHex(settings.BaseDuid) is { Length: >= ClientOctets } duid
            ? duid[..^ClientOctets]
            : [0, 3, 0, 1];

    /// <summary>IA_NA and IA_PD of the lease kinds asked for: empty ones, or with a place for what the client holds.</summary>
    public static IEnumerable<ExtraOption> Associations(LeaseKinds kinds, bool isEmpty)
    {
        if ((kinds & LeaseKinds.Address) != 0)
        {
            yield return new ExtraOption(OptionCode6.IaNa, Association(isEmpty, OptionCode6.IaAddress, 24));
        }

        if ((kinds & LeaseKinds.Prefix) != 0)
        {
            yield return new ExtraOption(OptionCode6.IaPd, Association(isEmpty, OptionCode6.IaPrefix, 25));
        }
    }

    public static byte[] Option(ExtraOption option)
    {
        byte[] bytes = new byte[OptionCode6.HeaderLength + option.Value.Length];
        option.Value.CopyTo(bytes, OptionCode6.PutHeader(bytes, 0, option.Code, option.Value.Length));
        return bytes;
    }

    /// <summary>Finds the places in a message of ours and puts -A relay messages around it, with the options of --or.</summary>
    /// <param name="places">Those that are known already, in the bare message; bytes included.</param>
    public static PacketTemplate6 Wrap(PacketTemplate6 places, Settings settings)
    {
        var head = new List<byte>();
        var relays = new List<(int, int)>();
        for (int level = settings.RelayLevels; level > 0; level--)
        {
            int headerAt = head.Count;
            head.AddRange([(byte)MessageType6.RelayForward, (byte)(level - 1)]);
            head.AddRange(new byte[PacketTemplate6.RelayHeaderLength - 2]);
            foreach (var option in settings.RelayOptions.Where(o => o.Level == level))
            {
                head.AddRange(Option(option.Option));
            }

            head.AddRange(new byte[OptionCode6.HeaderLength]);
            relays.Add((headerAt, head.Count));
        }

        return new PacketTemplate6
        {
            Bytes = [.. head, .. places.Bytes],
            XidAt = Shifted(places.XidAt),
            MacAt = Shifted(places.MacAt),
            SecsAt = Shifted(places.SecsAt),
            AddressAt = Shifted(places.AddressAt),
            PrefixAt = Shifted(places.PrefixAt),
            ServerAt = Shifted(places.ServerAt),
            HasServer = places.HasServer,
            Relays = relays,
        };

        int Shifted(int at) => at < 0 ? -1 : at + head.Count;
    }

    /// <summary>Where the address of the first IA_NA stands; -1 without one.</summary>
    public static int AddressPlace(byte[] message) => Inside(message, OptionCode6.IaNa, 12 + OptionCode6.HeaderLength);

    /// <summary>Where the length octet of the first IA_PD's prefix stands; -1 without one.</summary>
    public static int PrefixPlace(byte[] message) => Inside(message, OptionCode6.IaPd, 12 + OptionCode6.HeaderLength + 8);

    private static int Inside(byte[] message, ushort code, int offset)
    {
        int at = OptionCode6.Find(message, OptionsPlace, code, out int length);
        return at < 0 || length < offset + 16 ? -1 : at + offset;
    }

    /// <summary>
    /// IAID, T1, T2, and one address or prefix. Times are zero but in a SOLICIT: the client has no wish (RFC 8415 sections
    /// 21.4, 21.6, 21.21 and 21.22).
    /// </summary>
    private static byte[] Association(bool isEmpty, ushort inner, int innerLength)
    {
        byte[] value = new byte[12 + (isEmpty ? 0 : OptionCode6.HeaderLength + innerLength)];
        BinaryPrimitives.WriteUInt32BigEndian(value, Iaid);
        if (isEmpty)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(4), WishedT1);
            BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(8), WishedT2);
        }
        else
        {
            OptionCode6.PutHeader(value, 12, inner, innerLength);
        }

        return value;
    }
}
