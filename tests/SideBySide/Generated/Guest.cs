using System.Globalization;
using System.Text;
using SideBySide.Grammar;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Generated;

/// <summary>Whoever asks in the exchanges: the first few are those that reservations name, the others are strangers.</summary>
/// <param name="Relay">Null on the server's own link.</param>
internal sealed record Guest(int Number, string? Relay)
{
    /// <summary>Numbers from 1 that reservations may be for.</summary>
    public const int Known = 8;

    public byte[] HardwareAddress => [2, 0, 0, 0, 0x30, (byte)Number];

    public byte[] ClientId => [1, (byte)Number, (byte)Number];

    public byte[] Duid => [0, 3, 0, 1, .. HardwareAddress];

    public byte[] Circuit => Encoding.ASCII.GetBytes("port-" + Number.ToString(CultureInfo.InvariantCulture));

    private string Mac => string.Join(':', HardwareAddress.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    public Client As4(Dice dice) => new($"guest-{Number}{(Relay is null ? "" : " behind " + Relay)}")
    {
        Mac = Mac,
        ClientId = dice.Chance(60) ? ClientId : null,
        Relay = Relay,
        RelayOptions = Relay is null || dice.Chance(30) ? null : [1, (byte)Circuit.Length, .. Circuit, .. dice.Chance(30) ? new byte[] { 2, 1, 7 } : []],
        WantsBroadcast = dice.Chance(20),
        Requests = dice.Chance(80) ? OptionForms.Asked4 : [],
    };

    public Client6 As6(Dice dice) => new($"guest-{Number}{(Relay is null ? "" : " behind " + Relay)}")
    {
        Mac = Mac,
        Iaid = (uint)Number,
        Hops = Relay is null ? [] : [new Hop6(Relay, Client6.LinkLocalOf(Mac), dice.Chance(50) ? [new(OptionCode6.InterfaceId, Circuit)] : [])],
        Requests = dice.Chance(80) ? OptionForms.Asked6 : [],
        WantsAddress = dice.Chance(85),
        WantsPrefix = dice.Chance(50),
    };

    /// <summary>What kind of device it says it is, by the same options in all of its messages.</summary>
    public static Action<Query> Dress4(Dice dice)
    {
        string? vendor = dice.Pick<string?>([null, null, "voip-1", "docsis3.0:xyz", "box", "evil"]);
        string? name = dice.Pick<string?>([null, null, "late", "a-host", "Named.example.org", "x_y"]);
        bool isUser = dice.Chance(30);
        bool isQualified = dice.Chance(25);
        byte flags = dice.Pick<byte>([4, 5, 12, 0]);
        bool isVendor = dice.Chance(20);
        return query =>
        {
            if (vendor is not null)
            {
                query.AddText(OptionCode.VendorClass, vendor);
            }

            if (isQualified)
            {
                query.Add(OptionCode.Fqdn, OptionMoves.Fqdn(flags, name ?? "unnamed.example."));
            }
            else if (name is not null)
            {
                query.AddText(OptionCode.HostName, name);
            }

            if (isUser)
            {
                query.Add(OptionCode.UserClass, 3, (byte)'a', (byte)'b', (byte)'c');
            }

            if (isVendor)
            {
                query.Add(OptionCode.VendorIdentifyingOptions, 0, 0, 0x11, 0x8b, 3, 1, 1, 2);
            }
        };
    }

    /// <summary>The same of DHCPv6.</summary>
    public static Action<Query6> Dress6(Dice dice)
    {
        string? vendor = dice.Pick<string?>([null, null, "voip", "docsis3.0", "evil"]);
        string? name = dice.Pick<string?>([null, null, "late", "Named.example.org.", "x_y."]);
        byte flags = dice.Pick<byte>([0, 1, 4]);
        bool isUser = dice.Chance(30);
        bool isVendor = dice.Chance(20);
        bool isRapid = dice.Chance(20);
        return query =>
        {
            if (vendor is not null)
            {
                query.Add(OptionCode6.VendorClass, [0, 0, 0x11, 0x8b, 0, (byte)vendor.Length, .. Encoding.ASCII.GetBytes(vendor)]);
            }

            if (name is not null)
            {
                query.Add(OptionCode6.Fqdn, [flags, .. OptionMoves.Wire(name)]);
            }

            if (isUser)
            {
                query.Add(OptionCode6.UserClass, 0, 3, (byte)'a', (byte)'b', (byte)'c');
            }

            if (isVendor)
            {
                query.Add(OptionCode6.VendorOptions, 0, 0, 0x11, 0x8b, 0, 1, 0, 2, 0, 32);
            }

            if (isRapid && query.Type == MessageType6.Solicit)
            {
                query.Add(OptionCode6.RapidCommit);
            }
        };
    }
}
