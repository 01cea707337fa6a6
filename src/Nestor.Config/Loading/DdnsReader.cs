using System.Net;
using System.Net.Sockets;
using System.Text;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>The DDNS parameters of a scope, and <c>dhcp-ddns</c>.</summary>
internal static class DdnsReader
{
    private static readonly string[] Keywords =
    [
        "ddns-send-updates", "ddns-override-no-update", "ddns-override-client-update", "ddns-replace-client-name",
        "ddns-generated-prefix", "ddns-qualifying-suffix", "ddns-update-on-renew", "ddns-conflict-resolution-mode",
        "ddns-ttl", "ddns-ttl-percent", "ddns-ttl-min", "ddns-ttl-max", "hostname-char-set", "hostname-char-replacement",
    ];

    /// <summary>What holds in the scope of a map; the very object from above where the map sets none of it.</summary>
    public static DdnsParameters Scope(Reading reading, Element map, DdnsParameters above)
    {
        if (!HasAny(map))
        {
            return above;
        }

        CheckTtls(reading, map);
        var scope = above with
        {
            SendsUpdates = Reading.Boolean(map, "ddns-send-updates", above.SendsUpdates),
            OverridesNoUpdate = Reading.Boolean(map, "ddns-override-no-update", above.OverridesNoUpdate),
            OverridesClientUpdate = Reading.Boolean(map, "ddns-override-client-update", above.OverridesClientUpdate),
            ReplaceClientName = Replacement(map["ddns-replace-client-name"], above.ReplaceClientName),
            GeneratedPrefix = Part(reading, map, "ddns-generated-prefix") ?? above.GeneratedPrefix,
            QualifyingSuffix = Part(reading, map, "ddns-qualifying-suffix") ?? above.QualifyingSuffix,
            UpdatesOnRenew = Reading.Boolean(map, "ddns-update-on-renew", above.UpdatesOnRenew),
            ConflictResolution = Reading.Text(map, "ddns-conflict-resolution-mode") switch
            {
                null => above.ConflictResolution,
                "no-check-with-dhcid" => ConflictResolution.NoCheckWithDhcid,
                "check-exists-with-dhcid" => ConflictResolution.CheckExistsWithDhcid,
                "no-check-without-dhcid" => ConflictResolution.NoCheckWithoutDhcid,
                _ => ConflictResolution.CheckWithDhcid,
            },
            Ttl = Ttl(reading, map, "ddns-ttl", above.Ttl),
            TtlPercent = Percent(reading, map, above.TtlPercent),
            TtlMin = Ttl(reading, map, "ddns-ttl-min", above.TtlMin),
            TtlMax = Ttl(reading, map, "ddns-ttl-max", above.TtlMax),
            CharSet = Reading.Text(map, "hostname-char-set") ?? above.CharSet,
            CharReplacement = Reading.Text(map, "hostname-char-replacement") ?? above.CharReplacement,
        };
        if (map["hostname-char-set"] is null && map["hostname-char-replacement"] is null)
        {
            return scope;
        }

        if (!NamePattern.TryParse(scope.CharSet, scope.CharReplacement, out var characters))
        {
            reading.Diagnostics.Error(
                (map["hostname-char-set"] ?? map["hostname-char-replacement"])!.Place,
                $"found \"{scope.CharSet}\", wanted a regular expression without references to its own parts for \"hostname-char-set\"");
        }

        return scope with { Characters = characters };
    }

    private static bool HasAny(Element map)
    {
        foreach (string keyword in Keywords)
        {
            if (map[keyword] is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>dhcp-ddns</c>; what is left out has its default.</summary>
    public static DdnsSettings Server(Reading reading, Element? map)
    {
        var usual = new DdnsSettings();
        if (map is null)
        {
            return usual;
        }

        if (map["enable-updates"] is null)
        {
            reading.Diagnostics.Error(map.Place, "found dhcp-ddns without \"enable-updates\", wanted it to be true or false");
        }

        if (map["ncr-protocol"] is { Text: "tcp" } protocol)
        {
            reading.Diagnostics.Error(protocol.Place, "found TCP, wanted UDP for \"ncr-protocol\": nobody speaks the other");
        }

        var server = Address(reading, map, "server-ip", isEmptyAny: false);
        var sender = Address(reading, map, "sender-ip", isEmptyAny: true);
        var settings = new DdnsSettings
        {
            EnablesUpdates = Reading.Boolean(map, "enable-updates", false),
            ServerIp = server?.ToString() ?? usual.ServerIp,
            ServerPort = (ushort)reading.UInt32(map, "server-port", usual.ServerPort, ushort.MaxValue),
            SenderIp = sender?.ToString() ?? "",
            SenderPort = (ushort)reading.UInt32(map, "sender-port", 0, ushort.MaxValue),
            MaxQueueSize = reading.UInt32(map, "max-queue-size", usual.MaxQueueSize),
            UserContext = Reading.UserContext(map),
        };
        var family = server?.AddressFamily ?? AddressFamily.InterNetwork;
        if (sender is not null && sender.AddressFamily != family)
        {
            reading.Diagnostics.Error(
                map["sender-ip"]!.Place, $"found \"{sender}\", wanted an address of the same family as server-ip {settings.ServerIp}");
        }
        else if (sender is not null && settings.SenderIp == settings.ServerIp && settings.SenderPort == settings.ServerPort)
        {
            reading.Diagnostics.Error(
                map["sender-ip"]!.Place, $"found {sender} port {settings.SenderPort}, wanted another than that of the server");
        }

        return settings;
    }

    private static IPAddress? Address(Reading reading, Element map, string name, bool isEmptyAny)
    {
        if (map[name] is not { } value || (isEmptyAny && value.Text.Length == 0))
        {
            return null;
        }

        // The system also takes 1.2, which is hardly what was meant.
        if (IPAddress.TryParse(value.Text, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == value.Text))
        {
            return address;
        }

        reading.Diagnostics.Error(value.Place, $"found \"{value.Text}\", wanted an IP address for \"{name}\"");
        return null;
    }

    /// <summary>Booleans are those of Kea before 1.7.</summary>
    private static NameReplacement Replacement(Element? value, NameReplacement above) => value switch
    {
        null => above,
        { Kind: ElementKind.Boolean } => value.Boolean ? NameReplacement.WhenPresent : NameReplacement.Never,
        { Text: "always" } => NameReplacement.Always,
        { Text: "when-present" } => NameReplacement.WhenPresent,
        { Text: "when-not-present" } => NameReplacement.WhenNotPresent,
        _ => NameReplacement.Never,
    };

    /// <summary>A part of names, without dots at its ends; null when not set.</summary>
    private static byte[]? Part(Reading reading, Element map, string name)
    {
        if (map[name] is not { } value)
        {
            return null;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(value.Text.Trim('.'));
        if (bytes.Length <= DdnsParameters.MaxPart)
        {
            return bytes;
        }

        reading.Diagnostics.Error(value.Place, $"found {bytes.Length} bytes, wanted at most {DdnsParameters.MaxPart} for \"{name}\"");
        return null;
    }

    /// <summary>Zero takes back what is inherited.</summary>
    private static uint? Ttl(Reading reading, Element map, string name, uint? above) =>
        map[name] is null ? above : reading.MaybeUInt32(map, name) is > 0 and var seconds ? seconds : null;

    private static double? Percent(Reading reading, Element map, double? above)
    {
        if (map["ddns-ttl-percent"] is not { } value)
        {
            return above;
        }

        if (value.Real < 0)
        {
            reading.Diagnostics.Error(value.Place, $"found {value.Real}, wanted no less than 0 for \"ddns-ttl-percent\"");
        }

        return value.Real > 0 ? value.Real : null;
    }

    /// <summary>A TTL is either given or worked out; bounds must leave room between them.</summary>
    private static void CheckTtls(Reading reading, Element map)
    {
        if (map["ddns-ttl"] is { } ttl
            && Array.Find(["ddns-ttl-percent", "ddns-ttl-min", "ddns-ttl-max"], name => map[name] is not null) is { } other)
        {
            reading.Diagnostics.Error(ttl.Place, $"found \"ddns-ttl\" beside \"{other}\", wanted only one of them");
        }

        if (map["ddns-ttl-min"] is { Integer: > 0 } min && map["ddns-ttl-max"] is { Integer: > 0 } max && max.Integer < min.Integer)
        {
            reading.Diagnostics.Error(
                max.Place, $"found ddns-ttl-max {max.Integer} below ddns-ttl-min {min.Integer}, wanted it no lower");
        }
    }
}
