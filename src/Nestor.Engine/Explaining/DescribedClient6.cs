using Nestor.Json;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Engine.Explaining;

/// <summary>Makes the DHCPv6 message of a client that is described in words.</summary>
internal static class DescribedClient6
{
    private const int MaxLength = 16384;

    private static readonly (string Name, MessageType6 Type)[] Types =
    [
        ("SOLICIT", MessageType6.Solicit), ("REQUEST", MessageType6.Request), ("CONFIRM", MessageType6.Confirm),
        ("RENEW", MessageType6.Renew), ("REBIND", MessageType6.Rebind), ("RELEASE", MessageType6.Release),
        ("DECLINE", MessageType6.Decline), ("INFORMATION-REQUEST", MessageType6.InformationRequest),
    ];

    /// <summary>Null when the description is wrong.</summary>
    /// <param name="defs">By which options are encoded.</param>
    /// <param name="server">Who is meant where the message has to say so and the description does not.</param>
    public static byte[]? Write(Element description, OptionDefs defs, byte[] server, out string error)
    {
        var client = new Arguments(description);
        client.Allow(
            "message-type", "hw-address", "duid", "ia-na", "ia-pd", "requested-address", "relay", "interface-id", "server-id",
            "transaction-id", "options");
        var to = new OptionWriter6(new byte[MaxLength]);
        int inner = Relay(client, ref to);
        Message(client, defs, server, ref to);
        if (inner >= 0)
        {
            to.End(inner);
        }

        if (to.HasOverflowed)
        {
            client.Refuse($"found more options than {MaxLength} bytes have room for");
        }

        error = client.Error;
        return error.Length > 0 ? null : to.Written.ToArray();
    }

    /// <summary>What a relay puts around the message.</summary>
    /// <returns>What is to be ended behind the message; -1 without a relay.</returns>
    private static int Relay(Arguments client, ref OptionWriter6 to)
    {
        if (!client.Has("relay") && !client.Has("interface-id"))
        {
            return -1;
        }

        to.UInt8((byte)MessageType6.RelayForw);
        to.UInt8(0);
        to.Address(client.Address6("relay") ?? default);
        to.Address(LinkLocal(client));
        byte[] id = client.Hex("interface-id", 255);
        if (id.Length > 0)
        {
            to.Option(OptionCode6.InterfaceId, id);
        }

        return to.Begin(OptionCode6.RelayMessage);
    }

    private static void Message(Arguments client, OptionDefs defs, byte[] server, ref OptionWriter6 to)
    {
        string name = client.Text("message-type") ?? "SOLICIT";
        var type = Array.Find(Types, t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Type;
        if (type == MessageType6.None)
        {
            client.Refuse($"found message-type \"{name}\", wanted one of {string.Join(", ", Types.Select(t => t.Name))}");
        }

        to.Message(type, (uint)client.Number("transaction-id", 1, 0xFF_FFFF));
        byte[] duid = Duid(client);
        if (duid.Length > 0)
        {
            to.Option(OptionCode6.ClientId, duid);
        }

        byte[] meant = client.Hex("server-id", Wire.Values.Duid.MaxLength);
        bool isNamed = type is MessageType6.Request or MessageType6.Renew or MessageType6.Release or MessageType6.Decline;
        if (meant.Length > 0 || isNamed)
        {
            to.Option(OptionCode6.ServerId, meant.Length > 0 ? meant : server);
        }

        var given = DescribedOptions.Read(client, defs, OptionDefs.Dhcp6Space);
        Ias(client, type, given, ref to);
        foreach (var (code, body) in given)
        {
            to.Option(code, body);
        }

        if (!given.Exists(o => o.Code == OptionCode6.Oro))
        {
            // What clients usually want to know: name servers, search list, name, time servers, bounds of repeating.
            to.Option(OptionCode6.Oro, [0, 23, 0, 24, 0, 31, 0, 39, 0, 56, 0, 82, 0, 83]);
        }

        to.Option(OptionCode6.ElapsedTime, [0, 0]);
    }

    /// <summary>The IAs that are described; one of addresses when none is and the message has any.</summary>
    private static void Ias(Arguments client, MessageType6 type, List<(ushort Code, byte[] Body)> given, ref OptionWriter6 to)
    {
        var address = client.Address6("requested-address");
        bool isUsual = type != MessageType6.InformationRequest && !client.Has("ia-pd")
            && !given.Exists(o => o.Code is OptionCode6.IaNa or OptionCode6.IaTa or OptionCode6.IaPd);
        if (client.Has("ia-na") || address is not null || isUsual)
        {
            int ia = to.Begin(OptionCode6.IaNa);
            to.UInt32((uint)client.Number("ia-na", 1, uint.MaxValue));
            to.Bytes(new byte[8]);
            if (address is { } wished)
            {
                int inner = to.Begin(OptionCode6.IaAddr);
                to.Address(wished);
                to.Bytes(new byte[8]);
                to.End(inner);
            }

            to.End(ia);
        }

        if (client.Has("ia-pd"))
        {
            int ia = to.Begin(OptionCode6.IaPd);
            to.UInt32((uint)client.Number("ia-pd", 1, uint.MaxValue));
            to.Bytes(new byte[8]);
            to.End(ia);
        }
    }

    /// <summary>The one that is given, or one of the hardware address.</summary>
    private static byte[] Duid(Arguments client)
    {
        byte[] duid = client.Hex("duid", Wire.Values.Duid.MaxLength);
        byte[] hardware = client.Hex("hw-address", 20);
        return duid.Length > 0 || hardware.Length == 0 ? duid : [0, 3, 0, 1, .. hardware];
    }

    /// <summary>The address a client has that makes it of its hardware address (RFC 4291 appendix A).</summary>
    public static Ip6 LinkLocal(Arguments client)
    {
        byte[] mac = client.Hex("hw-address", 20);
        byte[] bytes = [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];
        if (mac.Length == 6)
        {
            ((ReadOnlySpan<byte>)[(byte)(mac[0] ^ 2), mac[1], mac[2], 0xFF, 0xFE, mac[3], mac[4], mac[5]]).CopyTo(bytes.AsSpan(8));
        }

        return Ip6.Read(bytes);
    }
}
