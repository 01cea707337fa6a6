using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>
/// The DHCPv6 queries made without -T, options in ascending order. Elapsed time and the option request are in all that
/// RFC 8415 sections 21.9 and 21.7 want them in; Kea's program leaves them out of some.
/// </summary>
internal static class BuiltInTemplates6
{
    /// <summary>Options asked for: name servers and search list (RFC 3646).</summary>
    private static readonly byte[] OptionRequest = [0, 23, 0, 24];

    public static PacketTemplate6 Make(MessageType6 type, Settings settings)
    {
        bool isFirst = type == MessageType6.Solicit;
        byte[] duid = [.. Message6.DuidHead(settings), .. new byte[Message6.ClientOctets]];
        IEnumerable<ExtraOption> options =
        [
            new(OptionCode6.ClientId, duid),
            new(OptionCode6.ElapsedTime, new byte[2]),
            .. Message6.Associations(settings.Leases, isEmpty: isFirst),
            .. type == MessageType6.Release ? [] : new ExtraOption[] { new(OptionCode6.OptionRequest, OptionRequest) },
            .. isFirst && settings.RapidCommit ? [new(OptionCode6.RapidCommit, [])] : Array.Empty<ExtraOption>(),
            .. settings.ExtraOptions,
        ];
        byte[] message = [(byte)type, 0, 0, 0, .. options.OrderBy(o => o.Code).SelectMany(Message6.Option)];
        var places = new PacketTemplate6
        {
            Bytes = message,
            XidAt = Message6.XidPlace,
            MacAt = Message6.OptionsPlace + OptionCode6.HeaderLength + duid.Length - Message6.ClientOctets,
            SecsAt = OptionCode6.Find(message, Message6.OptionsPlace, OptionCode6.ElapsedTime, out _),
            AddressAt = isFirst ? -1 : Message6.AddressPlace(message),
            PrefixAt = isFirst ? -1 : Message6.PrefixPlace(message),
            HasServer = !isFirst,
        };
        return Message6.Wrap(places, settings);
    }
}
