using Nestor.Wire.Dhcp4;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>
/// The queries made without -T: those of a relay agent's clients (giaddr set, one hop), options in ascending order after
/// the message type.
/// </summary>
internal static class BuiltInTemplates4
{
    /// <summary>Options asked for: mask, broadcast address, time offset, routers, domain, name servers, host name.</summary>
    private static readonly byte[] ParameterRequestList = [1, 28, 2, 3, 15, 6, 12];

    public static PacketTemplate4 Discover(IReadOnlyList<ExtraOption> extra) =>
        Build(MessageType4.Discover, extra, [new(OptionCode4.ParameterRequestList, ParameterRequestList)]);

    /// <summary>The REQUEST that takes an offer (RFC 2131 section 4.3.2, SELECTING).</summary>
    public static PacketTemplate4 Request(IReadOnlyList<ExtraOption> extra) => Build(
        MessageType4.Request,
        extra,
        [
            new(OptionCode4.RequestedAddress, new byte[4]),
            new(OptionCode4.ServerIdentifier, new byte[4]),
            new(OptionCode4.ParameterRequestList, ParameterRequestList),
        ]);

    /// <summary>The REQUEST that extends a lease: ciaddr, and no server identifier (RFC 2131 section 4.3.2, RENEWING).</summary>
    public static PacketTemplate4 Renew(IReadOnlyList<ExtraOption> extra) => Build(MessageType4.Request, extra, []);

    /// <summary>RELEASE names the server and never gets an answer (RFC 2131 section 4.4.6).</summary>
    public static PacketTemplate4 Release(IReadOnlyList<ExtraOption> extra) =>
        Build(MessageType4.Release, extra, [new(OptionCode4.ServerIdentifier, new byte[4])]);

    private static PacketTemplate4 Build(
        MessageType4 type, IReadOnlyList<ExtraOption> extra, IReadOnlyList<ExtraOption> own)
    {
        // Type 1 is Ethernet; the six zero bytes are where the hardware address goes.
        ExtraOption clientId = new(OptionCode4.ClientIdentifier, [1, 0, 0, 0, 0, 0, 0]);
        var bytes = new List<byte>(320);
        bytes.AddRange([1, 1, 6, 1]); // BOOTREQUEST, Ethernet, six octets, one hop
        bytes.AddRange(new byte[232]);
        bytes.AddRange([0x63, 0x82, 0x53, 0x63]);
        bytes.AddRange([OptionCode4.MessageType, 1, (byte)type]);
        foreach (var option in own.Append(clientId).Concat(extra).OrderBy(o => o.Code))
        {
            bytes.Add((byte)option.Code);
            bytes.Add((byte)option.Value.Length);
            bytes.AddRange(option.Value);
        }

        bytes.Add(OptionCode4.End);
        byte[] message = [.. bytes];
        bool hasLease = type is MessageType4.Release || (type is MessageType4.Request && own.Count == 0);
        return new PacketTemplate4
        {
            Bytes = message,
            XidAt = PacketTemplate4.XidPlace,
            MacAt = PacketTemplate4.ChaddrPlace,
            SecsAt = PacketTemplate4.SecsPlace,
            GiaddrAt = PacketTemplate4.GiaddrPlace,
            ClientIdMacAt = PacketTemplate4.FindOption(message, OptionCode4.ClientIdentifier) is var at and > 0 ? at + 1 : -1,
            CiaddrAt = hasLease ? PacketTemplate4.CiaddrPlace : -1,
            AddressAt = PacketTemplate4.FindOption(message, OptionCode4.RequestedAddress),
            ServerAt = own.Any(o => o.Code == OptionCode4.ServerIdentifier)
                ? PacketTemplate4.FindOption(message, OptionCode4.ServerIdentifier)
                : -1,
        };
    }
}
